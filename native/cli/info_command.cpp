// isotherm info
#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <memory>

#include "cli/commands.h"
#include "cli/json_text.h"
#include "cli/message.h"
#include "cli/recording_file.h"
#include "cli/time_text.h"
#include "model/wording.h"

namespace isotherm::cli {
namespace {

struct PageSummary {
  uint64_t page_views = 0, events = 0;
  uint64_t sessions = 0;  // distinct
};

struct Summary {
  uint64_t events = 0;
  std::array<uint64_t, kKindMask + 1> by_kind{};
  std::vector<PageSummary> pages;
  std::map<uint32_t, uint64_t> viewport_widths;  // CSS px -> page views; 0 = not recorded
  bool has_time = false;
  int64_t time_min_ms = 0, time_max_ms = 0;
  uint64_t bytes = 0, attachment_bytes = 0;

  double bytes_per_event(bool with_attachments) const {
    return static_cast<double>(with_attachments ? bytes : bytes - attachment_bytes) /
           static_cast<double>(events);
  }
};

void count_page_views(const Catalog& catalog, Summary& summary) {
  summary.pages.resize(catalog.pages.size());
  std::vector<std::pair<uint32_t, uint32_t>> visits;  // page, session
  for (const PageView& view : catalog.page_views) {
    ++summary.pages[view.page].page_views;
    ++summary.viewport_widths[view.viewport_width];
    visits.push_back({view.page, view.session});
  }
  std::sort(visits.begin(), visits.end());
  visits.erase(std::unique(visits.begin(), visits.end()), visits.end());
  for (const auto& visit : visits)
    ++summary.pages[visit.first].sessions;
}

void count_block(const Catalog& catalog, const EventBlock& block, Summary& summary) {
  summary.events += block.size();
  size_t index = 0;
  for (const Run& run : block.runs) {
    const PageView& view = catalog.page_views[run.page_view];
    summary.pages[view.page].events += run.count;
    for (uint32_t i = 0; i < run.count; ++i, ++index) {
      ++summary.by_kind[block.tag(index) & kKindMask];
      const int64_t time_ms = view.start_ms + block.t_ms[index];
      summary.time_min_ms = summary.has_time ? std::min(summary.time_min_ms, time_ms) : time_ms;
      summary.time_max_ms = summary.has_time ? std::max(summary.time_max_ms, time_ms) : time_ms;
      summary.has_time = true;
    }
  }
}

Summary summarize(RecordingFile& file) {
  Summary summary;
  const Catalog& catalog = file.reader().catalog();
  count_page_views(catalog, summary);
  file.read_blocks([](const BlockInfo&) { return true; },
                   [&](const EventBlock& block) { count_block(catalog, block, summary); });
  summary.bytes = file.reader().size_bytes();
  summary.attachment_bytes = file.reader().attachment_bytes();
  return summary;
}

std::string kind_name(size_t kind) {
  return std::string(to_string(static_cast<EventKind>(kind)));
}

void write_pages(const RecordingFile& file, const Summary& summary, JsonText& json) {
  const Catalog& catalog = file.reader().catalog();
  json.begin_array("pages");
  for (size_t i = 0; i < catalog.pages.size(); ++i) {
    json.begin_object()
        .number("page", static_cast<uint64_t>(i))
        .text("url", catalog.pages[i].url)
        .text("title", catalog.pages[i].title);
    json.number("page_views", summary.pages[i].page_views)
        .number("sessions", summary.pages[i].sessions)
        .number("events", summary.pages[i].events);
    json.end_object();
  }
  json.end_array();
}

void write_screenshots(const RecordingFile& file, JsonText& json) {
  json.begin_array("screenshots");
  for (const ScreenshotInfo& shot : file.reader().screenshots()) {
    json.begin_object()
        .number("page", shot.page)
        .number("css_width", shot.css_width)
        .number("css_height", shot.css_height);
    json.number("tile_x", int64_t{shot.tile_x}).number("tile_y", int64_t{shot.tile_y});
    json.number("image_width", shot.image_width)
        .number("image_height", shot.image_height)
        .number("bytes", shot.encoded_bytes)
        .end_object();
  }
  json.end_array();
}

void print_json(const std::string& path, const RecordingFile& file, const Summary& summary) {
  const Catalog& catalog = file.reader().catalog();
  JsonText json;
  json.begin_object()
      .text("file", path)
      .number("size_bytes", summary.bytes)
      .number("attachment_bytes", summary.attachment_bytes);
  json.number("sessions", static_cast<uint64_t>(catalog.sessions.size()))
      .number("page_views", static_cast<uint64_t>(catalog.page_views.size()));
  json.number("events", summary.events);
  json.begin_object("events_by_kind");
  for (size_t kind = 0; kind < summary.by_kind.size(); ++kind) {
    if (summary.by_kind[kind] > 0)
      json.number(
          is_known_kind(static_cast<uint8_t>(kind)) ? kind_name(kind) : "unknown_" + std::to_string(kind),
          summary.by_kind[kind]);
  }
  json.end_object();
  if (summary.has_time) {
    json.number("time_begin_ms", summary.time_min_ms).number("time_end_ms", summary.time_max_ms);
    json.text("time_begin", time_text(summary.time_min_ms)).text("time_end", time_text(summary.time_max_ms));
    json.number("bytes_per_event", summary.bytes_per_event(true))
        .number("bytes_per_event_without_attachments", summary.bytes_per_event(false));
  } else {
    for (const char* key : {"time_begin_ms", "time_end_ms", "time_begin", "time_end", "bytes_per_event",
                            "bytes_per_event_without_attachments"})
      json.null(key);
  }
  json.begin_array("viewport_widths");
  for (const auto& [width, count] : summary.viewport_widths)
    json.begin_object().number("css_px", width).number("page_views", count).end_object();
  json.end_array();
  write_pages(file, summary, json);
  write_screenshots(file, json);
  json.number("blocks", static_cast<uint64_t>(file.reader().blocks().size()))
      .flag("recovered", file.reader().recovered());
  json.begin_array("warnings");
  for (const std::string& warning : file.warning_texts())
    json.text({}, warning);
  json.end_array().end_object();
  std::printf("%s\n", json.str().c_str());
}

std::string screenshots_of(const RecordingFile& file, size_t page) {
  std::string text;
  for (const ScreenshotInfo& shot : file.reader().screenshots()) {
    if (shot.page == page) text += (text.empty() ? "" : ", ") + std::to_string(shot.css_width) + " px";
  }
  return text.empty() ? "-" : text;
}

void print_text(const std::string& path, const RecordingFile& file, const Summary& summary) {
  const Catalog& catalog = file.reader().catalog();
  std::printf("%s\n", printable(path).c_str());
  std::printf("sessions     %s\n", with_thousands(catalog.sessions.size()).c_str());
  std::printf("page views   %s\n", with_thousands(catalog.page_views.size()).c_str());
  std::printf("events       %s\n", with_thousands(summary.events).c_str());
  for (size_t kind = 0; kind < summary.by_kind.size(); ++kind) {
    if (summary.by_kind[kind] > 0)
      std::printf("  %-16s %s\n", kind_name(kind).c_str(), with_thousands(summary.by_kind[kind]).c_str());
  }
  if (summary.has_time)
    std::printf("time         %s to %s\n", time_text(summary.time_min_ms).c_str(),
                time_text(summary.time_max_ms).c_str());
  std::printf("size         %s bytes, %s of them screenshots\n", with_thousands(summary.bytes).c_str(),
              with_thousands(summary.attachment_bytes).c_str());
  if (summary.events > 0) {
    std::printf("per event    %.3f bytes without screenshots, %.3f with\n", summary.bytes_per_event(false),
                summary.bytes_per_event(true));
  }
  std::printf("viewports   ");
  size_t shown = 0;
  for (const auto& [width, count] : summary.viewport_widths) {
    if (++shown > 12) break;
    std::printf("%s %s: %s", shown == 1 ? "" : ",",
                width == 0 ? "unknown" : (std::to_string(width) + " px").c_str(),
                with_thousands(count).c_str());
  }
  std::printf("%s\n", summary.viewport_widths.size() > 12 ? ", ... (--json lists all)" : "");
  std::printf("\n%6s %10s %10s %12s  %-14s %s\n", "page", "views", "sessions", "events", "screenshots",
              "address");
  for (size_t i = 0; i < catalog.pages.size(); ++i) {
    std::printf("%6zu %10s %10s %12s  %-14s %s\n", i, with_thousands(summary.pages[i].page_views).c_str(),
                with_thousands(summary.pages[i].sessions).c_str(),
                with_thousands(summary.pages[i].events).c_str(), screenshots_of(file, i).c_str(),
                printable(catalog.pages[i].url).c_str());
  }
}

int run_info(const std::string& path, bool as_json, bool is_strict) {
  const auto opened = RecordingFile::open(path);
  if (!opened) return fail(path, opened.error());
  RecordingFile& file = **opened;
  const Summary summary = summarize(file);
  as_json ? print_json(path, file, summary) : print_text(path, file, summary);
  return is_strict && file.warnings() > 0 ? kFailure : kSuccess;
}

}  // namespace

void add_info_command(CLI::App& root, int& exit_code) {
  struct Arguments {
    std::string path;
    bool as_json = false, is_strict = false;
  };
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = root.add_subcommand(
      "info", "Say what a recording holds: pages, sessions, events, screenshots, bytes per event");
  command->add_option("FILE", arguments->path, "Recording (.ist)")->required()->type_name("");
  command->add_flag("--json", arguments->as_json, "Print JSON (default: text)");
  command->add_flag("--strict", arguments->is_strict,
                    "Exit with 1 if parts of the file are damaged (default: say so and go on)");
  command->footer("Examples:\n  isotherm info demo.ist\n  isotherm info --json demo.ist");
  command->callback([arguments, &exit_code] {
    exit_code = run_info(arguments->path, arguments->as_json, arguments->is_strict);
  });
}

}  // namespace isotherm::cli
