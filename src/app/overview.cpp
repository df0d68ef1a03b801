#include "app/overview.h"

#include <algorithm>
#include <limits>
#include <string_view>

namespace isotherm {
namespace {

constexpr int kTimeParts = 48;

// One ms behind its last event; a hostile start time saturates.
int64_t end_of(const PageView& view) {
  const int64_t length_ms = int64_t{view.duration_ms} + 1;
  constexpr int64_t kLast = std::numeric_limits<int64_t>::max();
  return view.start_ms > kLast - length_ms ? kLast : view.start_ms + length_ms;
}

size_t without_scheme(std::string_view url) {
  const auto scheme = url.find("://");
  return scheme == std::string_view::npos ? 0 : scheme + 3;
}

// Where the addresses begin to differ, at the last separator before; a slash stays part of what differs.
size_t common_start(const std::vector<Page>& pages) {
  if (pages.size() < 2) return pages.empty() ? 0 : without_scheme(pages.front().url);
  const std::string_view first = pages.front().url;
  size_t common = first.size();
  for (const auto& page : pages) {
    const auto end = std::mismatch(first.begin(), first.begin() + static_cast<std::ptrdiff_t>(common),
                                   page.url.begin(), page.url.end());
    common = static_cast<size_t>(end.first - first.begin());
  }
  const auto separator = first.substr(0, common).find_last_of("/?&=#");
  if (separator == std::string_view::npos) return 0;
  const size_t start = first[separator] == '/' ? separator : separator + 1;
  return start < without_scheme(first) ? without_scheme(first) : start;
}

std::vector<PageRow> page_rows(const Catalog& catalog) {
  std::vector<PageRow> rows(catalog.pages.size());
  const size_t start = common_start(catalog.pages);
  for (size_t page = 0; page < rows.size(); ++page) {
    const auto& url = catalog.pages[page].url;
    const size_t label_start = start < url.size() ? start : without_scheme(url);
    rows[page] = PageRow{.page = static_cast<uint32_t>(page),
                         .url = url,
                         .title = catalog.pages[page].title,
                         .label_start = static_cast<uint32_t>(label_start),
                         .page_views = 0};
  }
  for (const auto& view : catalog.page_views) {
    if (view.page < rows.size()) ++rows[view.page].page_views;
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const auto& a, const auto& b) { return a.page_views > b.page_views; });
  return rows;
}

}  // namespace

void describe_recording(const Recording& recording, AppState& state) {
  const auto& views = recording.catalog.page_views;
  state.pages = page_rows(recording.catalog);
  state.sessions = static_cast<uint32_t>(recording.catalog.sessions.size());
  state.page_views = static_cast<uint32_t>(views.size());
  state.events = recording.event_count();
  state.time_begin_ms = state.time_end_ms = views.empty() ? 0 : views.front().start_ms;
  for (const auto& view : views) {
    state.time_begin_ms = std::min(state.time_begin_ms, view.start_ms);
    state.time_end_ms = std::max(state.time_end_ms, end_of(view));
  }
}

void describe_page(const Recording& recording, uint32_t page, AppState& state) {
  state.views_by_device = {};
  state.views_over_time.assign(kTimeParts, 0);
  // in double, because hostile start times may lie more than 2^63 ms apart
  const double length_ms = static_cast<double>(state.time_end_ms) - static_cast<double>(state.time_begin_ms);
  for (const auto& view : recording.catalog.page_views) {
    if (view.page != page) continue;
    ++state.views_by_device[static_cast<size_t>(device_of(view.viewport_width))];
    const double share = (static_cast<double>(view.start_ms) - static_cast<double>(state.time_begin_ms)) /
                         std::max(1.0, length_ms);
    ++state.views_over_time[static_cast<size_t>(
        std::clamp(static_cast<int>(share * kTimeParts), 0, kTimeParts - 1))];
  }
}

}  // namespace isotherm
