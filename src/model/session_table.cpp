#include "model/session_table.h"

#include <algorithm>
#include <numeric>

#include "model/rage_click.h"
#include "model/reach.h"
#include "stream/limits.h"

namespace isotherm {

namespace {

int64_t within_epoch(int64_t unix_ms) {
  return std::clamp(unix_ms, -limits::kMaxEpochMs, limits::kMaxEpochMs);
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// `needle` is in lower case.
bool contains(std::string_view text, std::string_view needle) {
  return std::search(text.begin(), text.end(), needle.begin(), needle.end(),
                     [](char a, char b) { return lower(a) == b; }) != text.end();
}

void count_clicks(const Recording& recording, const SessionIndex& index, uint32_t page_view,
                  SessionRow& row) {
  RageSeries rage;
  index.runs(StreamClass::buttons)
      .visit_in_time_order(recording, page_view, [&](const EventBlock& block, size_t i) {
        const uint8_t tag = block.tag(i);
        if (kind_of(tag) != EventKind::click) return;
        ++row.clicks;
        if (rage.add(block.t_ms[i], block.x[i], block.y[i], (tag & kFlagFixedTarget) != 0)) ++row.rage_clicks;
      });
}

uint8_t share_of(int32_t units, double size_px) {
  const double share = size_px > 0 ? px_from_units(units) / size_px : 0;
  return static_cast<uint8_t>(std::clamp(share, 0.0, 1.0) * 255 + 0.5);
}

// Every n-th sample of the page view's runs of moves, touches or clicks: the first class that has any.
SessionPath draw_path(const Recording& recording, const SessionIndex& index, uint32_t page_view) {
  SessionPath path;
  const PageView& view = recording.catalog.page_views[page_view];
  const double width = view.document_width > 0 ? view.document_width : view.viewport_width;
  const double height = view.document_height > 0 ? view.document_height : view.viewport_height;
  for (const StreamClass stream_class : {StreamClass::moves, StreamClass::touch, StreamClass::buttons}) {
    const auto parts = index.runs(stream_class).parts(page_view);
    uint64_t total = 0;
    for (const auto& part : parts)
      total += part.count;
    if (total == 0) continue;
    const uint64_t stride = (total + SessionPath::kPoints - 1) / SessionPath::kPoints;
    uint64_t next = 0, before = 0;
    for (const auto& part : parts) {
      const EventBlock& block = recording.blocks[part.block];
      for (; next < before + part.count && path.count < SessionPath::kPoints; next += stride) {
        const size_t i = part.begin + static_cast<size_t>(next - before);
        path.x[path.count] = share_of(block.x[i], width);
        path.y[path.count] = share_of(block.y[i], height);
        ++path.count;
      }
      before += part.count;
    }
    break;
  }
  return path;
}

bool passes(const SessionRow& row, const SessionQuery& query) {
  return row.length_ms >= query.length_min_ms && row.pages >= query.pages_min &&
         row.clicks >= query.clicks_min && row.rage_clicks >= query.rage_min &&
         row.depth >= query.depth_min && (query.devices >> static_cast<unsigned>(row.device) & 1u) != 0;
}

bool mentions(const Recording& recording, const SessionIndex& index, uint32_t session,
              std::string_view needle) {
  const Session& own = recording.catalog.sessions[session];
  if (contains(own.id, needle)) return true;
  for (const Tag& tag : own.tags) {
    if (contains(tag.key + "=" + tag.value, needle)) return true;
  }
  for (const uint32_t page_view : index.page_views(session)) {
    const uint32_t page = recording.catalog.page_views[page_view].page;
    if (page < recording.catalog.pages.size() && contains(recording.catalog.pages[page].url, needle))
      return true;
  }
  return false;
}

double sort_key(const SessionRow& row, SessionOrder order) {
  switch (order) {
    case SessionOrder::start:
      return static_cast<double>(row.start_ms);
    case SessionOrder::length:
      return static_cast<double>(row.length_ms);
    case SessionOrder::pages:
      return row.pages;
    case SessionOrder::clicks:
      return row.clicks;
    case SessionOrder::rage:
      return row.rage_clicks;
    case SessionOrder::depth:
      return static_cast<double>(row.depth);
  }
  return 0;
}

}  // namespace

std::vector<SessionRow> session_rows(const Recording& recording, const SessionIndex& index) {
  const auto& views = recording.catalog.page_views;
  Selection all;
  all.keeps.assign(views.size(), 1);
  const std::vector<int32_t> furthest = furthest_lines(recording, ReachIndex(recording), all, Filter{});
  std::vector<SessionRow> rows(recording.catalog.sessions.size());
  for (uint32_t s = 0; s < rows.size(); ++s) {
    SessionRow& row = rows[s];
    row.session = s;
    const auto own = index.page_views(s);
    row.pages = static_cast<uint32_t>(own.size());
    if (own.empty()) continue;
    row.start_ms = within_epoch(views[own.front()].start_ms);
    row.device = device_of(views[own.front()].viewport_width);
    row.path = draw_path(recording, index, own.front());
    for (const uint32_t page_view : own) {
      const PageView& view = views[page_view];
      row.length_ms = std::max(row.length_ms, within_epoch(view.start_ms) - row.start_ms + view.duration_ms);
      count_clicks(recording, index, page_view, row);
      if (view.document_height == 0) continue;
      const float share = static_cast<float>(furthest[page_view]) / static_cast<float>(view.document_height);
      row.depth = std::max(row.depth, std::min(1.0f, share));
    }
  }
  return rows;
}

std::string_view to_string(SessionOrder order) {
  switch (order) {
    case SessionOrder::start:
      return "start";
    case SessionOrder::length:
      return "length";
    case SessionOrder::pages:
      return "pages";
    case SessionOrder::clicks:
      return "clicks";
    case SessionOrder::rage:
      return "rage";
    case SessionOrder::depth:
      return "depth";
  }
  return "";
}

std::optional<SessionOrder> session_order_from(std::string_view name) {
  for (const SessionOrder order : {SessionOrder::start, SessionOrder::length, SessionOrder::pages,
                                   SessionOrder::clicks, SessionOrder::rage, SessionOrder::depth}) {
    if (to_string(order) == name) return order;
  }
  return std::nullopt;
}

std::vector<uint32_t> find_sessions(const Recording& recording, const SessionIndex& index,
                                    std::span<const SessionRow> rows, const SessionQuery& query) {
  std::string needle = query.text;
  std::transform(needle.begin(), needle.end(), needle.begin(), lower);
  std::vector<uint32_t> found;
  for (uint32_t i = 0; i < rows.size(); ++i) {
    if (rows[i].pages == 0 || !passes(rows[i], query)) continue;
    if (needle.empty() || mentions(recording, index, rows[i].session, needle)) found.push_back(i);
  }
  const auto precedes = [&](uint32_t a, uint32_t b) {
    const double x = sort_key(rows[a], query.order), y = sort_key(rows[b], query.order);
    if (x != y) return query.is_descending ? x > y : x < y;
    if (rows[a].start_ms != rows[b].start_ms) return rows[a].start_ms < rows[b].start_ms;
    return a < b;
  };
  std::sort(found.begin(), found.end(), precedes);
  return found;
}

}  // namespace isotherm
