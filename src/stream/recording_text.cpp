#include "stream/recording_text.h"

#include <algorithm>
#include <limits>

#include "base/json_string.h"

namespace isotherm {

namespace {

// Exact: a sixteenth has four decimals.
void append_px(std::string& out, int32_t units) {
  static constexpr std::string_view kSixteenths[] = {"",     ".0625", ".125", ".1875", ".25",  ".3125",
                                                     ".375", ".4375", ".5",   ".5625", ".625", ".6875",
                                                     ".75",  ".8125", ".875", ".9375"};
  const int64_t size = units < 0 ? -int64_t{units} : int64_t{units};
  if (units < 0) out += '-';
  out += std::to_string(size / kUnitsPerPx);
  out += kSixteenths[size % kUnitsPerPx];
}

std::string ratio_text(uint32_t x1000) {
  std::string text = std::to_string(x1000 / 1000);
  if (const uint32_t rest = x1000 % 1000; rest != 0) {
    std::string decimals = std::to_string(1000 + rest).substr(1);
    decimals.resize(decimals.find_last_not_of('0') + 1);
    text += '.' + decimals;
  }
  return text;
}

std::string quoted_json(std::string_view text) {
  return json_string(text, InvalidUtf8::keep);
}

// An object, since names and values are what people look for; a key that comes twice stands twice.
std::string tags_json(const std::vector<Tag>& tags) {
  std::string out = "{";
  for (const Tag& tag : tags) {
    if (out.size() > 1) out += ',';
    out += quoted_json(tag.key);
    out += ':';
    out += quoted_json(tag.value);
  }
  out += '}';
  return out;
}

void append_field(std::string& out, std::string_view field) {
  const bool needs_quotes = field.find_first_of(",\"\r\n") != std::string_view::npos ||
                            (!field.empty() && (field.front() <= ' ' || field.back() <= ' '));
  if (!needs_quotes) {
    out += field;
    return;
  }
  out += '"';
  for (const char c : field) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void append_row(std::string& out, std::initializer_list<std::string_view> fields) {
  bool is_first = true;
  for (const std::string_view field : fields) {
    if (!is_first) out += ',';
    is_first = false;
    append_field(out, field);
  }
  out += '\n';
}

}  // namespace

std::string kind_text(uint8_t tag) {
  const auto kind = static_cast<uint8_t>(kind_of(tag));
  return is_known_kind(kind) ? std::string(to_string(kind_of(tag))) : "kind_" + std::to_string(kind);
}

std::string json_lines(const Catalog& catalog) {
  std::string out = "{\"kind\":\"recording\",\"form\":1}\n";
  for (size_t i = 0; i < catalog.pages.size(); ++i) {
    const Page& page = catalog.pages[i];
    out += "{\"kind\":\"page\",\"page\":" + std::to_string(i) + ",\"url\":" + quoted_json(page.url) +
           ",\"title\":" + quoted_json(page.title) + "}\n";
  }
  for (size_t i = 0; i < catalog.sessions.size(); ++i) {
    const Session& session = catalog.sessions[i];
    out += "{\"kind\":\"session\",\"session\":" + std::to_string(i) + ",\"id\":" + quoted_json(session.id) +
           ",\"tags\":" + tags_json(session.tags) + "}\n";
  }
  for (size_t i = 0; i < catalog.page_views.size(); ++i) {
    const PageView& view = catalog.page_views[i];
    out += "{\"kind\":\"page_view\",\"page_view\":" + std::to_string(i) +
           ",\"session\":" + std::to_string(view.session) + ",\"page\":" + std::to_string(view.page) +
           ",\"start_unix_ms\":" + std::to_string(view.start_ms) +
           ",\"duration_ms\":" + std::to_string(view.duration_ms) +
           ",\"viewport_w\":" + std::to_string(view.viewport_width) +
           ",\"viewport_h\":" + std::to_string(view.viewport_height) +
           ",\"doc_w\":" + std::to_string(view.document_width) +
           ",\"doc_h\":" + std::to_string(view.document_height) +
           ",\"dpr\":" + ratio_text(view.device_pixel_ratio_x1000) + "}\n";
  }
  return out;
}

std::string json_lines(const EventBlock& block) {
  std::string out;
  size_t index = 0;
  for (const Run& run : block.runs) {
    const std::string page_view = "\",\"page_view\":" + std::to_string(run.page_view) + ",\"t_ms\":";
    for (uint32_t count = 0; count < run.count; ++count, ++index) {
      const Event event = block.event(index);
      out += "{\"kind\":\"" + kind_text(event.tag) + page_view + std::to_string(event.t_ms) + ",\"x\":";
      append_px(out, event.x);
      out += ",\"y\":";
      append_px(out, event.y);
      if (event.target != 0) out += ",\"target\":" + std::to_string(event.target);
      if ((event.tag & kFlagTouchPointer) != 0) out += ",\"pointer\":\"touch\"";
      if ((event.tag & kFlagFixedTarget) != 0) out += ",\"fixed\":true";
      if ((event.tag & kFlagApproximate) != 0) out += ",\"approximate\":true";
      out += "}\n";
    }
  }
  return out;
}

std::string csv_sessions_table(const Catalog& catalog) {
  std::string out;
  append_row(out, {"page_view", "session_number", "session", "page", "url", "title", "start_unix_ms",
                   "duration_ms", "viewport_w", "viewport_h", "doc_w", "doc_h", "dpr", "tags"});
  std::vector<uint8_t> has_session(catalog.sessions.size()), has_page(catalog.pages.size());
  const auto text = [](auto number) { return std::to_string(number); };
  for (size_t i = 0; i < catalog.page_views.size(); ++i) {
    const PageView& view = catalog.page_views[i];
    const Session& session = catalog.sessions[view.session];
    const Page& page = catalog.pages[view.page];
    has_session[view.session] = has_page[view.page] = 1;
    append_row(out, {text(i), text(view.session), session.id, text(view.page), page.url, page.title,
                     text(view.start_ms), text(view.duration_ms), text(view.viewport_width),
                     text(view.viewport_height), text(view.document_width), text(view.document_height),
                     ratio_text(view.device_pixel_ratio_x1000), tags_json(session.tags)});
  }
  for (size_t i = 0; i < catalog.sessions.size(); ++i) {
    if (has_session[i] != 0) continue;
    append_row(out, {"", text(i), catalog.sessions[i].id, "", "", "", "", "", "", "", "", "", "",
                     tags_json(catalog.sessions[i].tags)});
  }
  for (size_t i = 0; i < catalog.pages.size(); ++i) {
    if (has_page[i] != 0) continue;
    append_row(out, {"", "", "", text(i), catalog.pages[i].url, catalog.pages[i].title, "", "", "", "", "",
                     "", "", ""});
  }
  return out;
}

std::string csv_events_header() {
  return "page_view,session,time_ms,kind,x,y,target,pointer,fixed,approximate\n";
}

CsvEvents::CsvEvents(const Catalog& catalog)
    : catalog_(catalog), session_start_ms_(catalog.sessions.size(), std::numeric_limits<int64_t>::max()) {
  for (const PageView& view : catalog.page_views) {
    int64_t& start_ms = session_start_ms_[view.session];
    start_ms = std::min(start_ms, view.start_ms);
  }
}

std::string CsvEvents::rows(const EventBlock& block) const {
  std::string out;
  size_t index = 0;
  for (const Run& run : block.runs) {
    const PageView& view = catalog_.page_views[run.page_view];
    const int64_t offset_ms = view.start_ms - session_start_ms_[view.session];
    std::string start = std::to_string(run.page_view) + ',';
    append_field(start, catalog_.sessions[view.session].id);
    start += ',';
    for (uint32_t count = 0; count < run.count; ++count, ++index) {
      const Event event = block.event(index);
      out += start + std::to_string(offset_ms + event.t_ms) + ',' + kind_text(event.tag) + ',';
      append_px(out, event.x);
      out += ',';
      append_px(out, event.y);
      out += ',' + std::to_string(event.target);
      out += (event.tag & kFlagTouchPointer) != 0 ? ",touch" : ",mouse";
      out += (event.tag & kFlagFixedTarget) != 0 ? ",1" : ",0";
      out += (event.tag & kFlagApproximate) != 0 ? ",1\n" : ",0\n";
    }
  }
  return out;
}

}  // namespace isotherm
