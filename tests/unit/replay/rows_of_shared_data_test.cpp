// Reach, attention and drop-off of real recordings against the plainest loops that definitions.md allows;
// skipped where the recordings do not lie beside the project.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "model/attention.h"
#include "model/drop_off.h"
#include "model/reach.h"
#include "unit/replay/imported_recording.h"

namespace isotherm::rows_of_shared_data_test {
namespace {

// All events of one page view in time order.
struct PlainView {
  PageView view;
  std::vector<Event> events;
};

std::vector<PlainView> plain_views(const Recording& recording) {
  std::vector<PlainView> views;
  for (const PageView& view : recording.catalog.page_views)
    views.push_back({view, {}});
  for (const EventBlock& block : recording.blocks) {
    size_t next = 0;
    for (const Run& run : block.runs) {
      for (uint32_t i = 0; i < run.count; ++i, ++next)
        views[run.page_view].events.push_back(
            {block.t_ms[next], block.x[next], block.y[next], block.tag(next), 0});
    }
  }
  for (PlainView& own : views)
    std::stable_sort(own.events.begin(), own.events.end(),
                     [](const Event& a, const Event& b) { return a.t_ms < b.t_ms; });
  return views;
}

// From px of the page view's own document to a row of the picture's page, not beyond it.
int plain_row(double px, const PageView& view, DepthScale depth, int page_height) {
  if (depth == DepthScale::share && view.document_height != 0)
    px = px * page_height / static_cast<double>(view.document_height);
  return static_cast<int>(std::clamp(std::floor(px + 0.5), 0.0, double(page_height)));
}

double line_px(double top, double height, ReferenceLine line) {
  if (line == ReferenceLine::top) return top;
  return line == ReferenceLine::centre ? top + height / 2 : top + height;
}

struct PlainRows {
  std::vector<uint32_t> reached, ends;
  std::vector<uint64_t> visible_ms;
  size_t units = 0;
};

PlainRows plain_reach_and_ends(const std::vector<PlainView>& views, int page_height,
                               const ScrollSettings& settings) {
  std::map<uint32_t, std::pair<int, std::pair<int64_t, int>>> by_unit;  // furthest; start and end of the last
  for (uint32_t i = 0; i < views.size(); ++i) {
    const PageView& view = views[i].view;
    double top = 0;
    const auto row = [&] {
      return plain_row(line_px(top, view.viewport_height, settings.line), view, settings.depth, page_height);
    };
    int furthest = row();
    for (const Event& event : views[i].events) {
      if (kind_of(event.tag) != EventKind::scroll) continue;
      top = event.y / 16.0;
      furthest = std::max(furthest, row());
    }
    const uint32_t unit = settings.unit == ScrollUnit::sessions ? view.session : i;
    const auto [own, is_first] = by_unit.try_emplace(unit, furthest, std::pair(view.start_ms, row()));
    if (is_first) continue;
    own->second.first = std::max(own->second.first, furthest);
    if (view.start_ms >= own->second.second.first) own->second.second = {view.start_ms, row()};
  }
  PlainRows rows;
  rows.units = by_unit.size();
  rows.reached.resize(static_cast<size_t>(page_height) + 1);
  rows.ends.resize(static_cast<size_t>(page_height) + 1);
  for (int y = 0; y <= page_height; ++y) {
    for (const auto& [unit, depths] : by_unit) {
      rows.reached[static_cast<size_t>(y)] += depths.first >= y;
      rows.ends[static_cast<size_t>(y)] += depths.second.second == y;
    }
  }
  return rows;
}

std::vector<uint64_t> plain_attention(const std::vector<PlainView>& views, int page_height,
                                      const ScrollSettings& settings) {
  std::vector<uint64_t> visible_ms(static_cast<size_t>(page_height));
  for (const PlainView& own : views) {
    // Stretches between two events: what was visible, and for how long.
    struct Stretch {
      int begin, end;
      int64_t ms;
    };
    std::vector<Stretch> stretches;
    double top = 0;
    int64_t last_ms = 0;
    const auto add_until = [&](int64_t t_ms) {
      const auto row = [&](double px) { return plain_row(px, own.view, settings.depth, page_height); };
      const int64_t gap = t_ms - last_ms;
      stretches.push_back({row(top), row(top + own.view.viewport_height), gap > 30'000 ? 0 : gap});
      last_ms = t_ms;
    };
    for (const Event& event : own.events) {
      add_until(event.t_ms);
      if (kind_of(event.tag) == EventKind::scroll) top = event.y / 16.0;
    }
    add_until(own.view.duration_ms);
    for (int y = 0; y < page_height; ++y) {
      int64_t exposure = 0, sum = 0;
      const auto count = [&] {
        if (exposure >= settings.min_exposure_ms) sum += exposure;
        exposure = 0;
      };
      for (const Stretch& stretch : stretches) {
        if (y >= stretch.begin && y < stretch.end) {
          exposure += stretch.ms;
        } else {
          count();
        }
      }
      count();
      visible_ms[static_cast<size_t>(y)] += static_cast<uint64_t>(sum);
    }
  }
  return visible_ms;
}

// Forty visits to forty pages, looked at as one page; `visits_per_session` of them are one person's.
std::optional<Recording> adserp(uint32_t visits_per_session) {
  const auto events = file_text(std::string(ISOTHERM_SHARED_DATA_DIR) + "/adserp/events.csv");
  const auto sessions = file_text(std::string(ISOTHERM_SHARED_DATA_DIR) + "/adserp/sessions.csv");
  if (!events || !sessions) return std::nullopt;
  Recording recording = import_recording([&](Writer& writer) {
    return import_csv(bytes_of(*events), bytes_of(*sessions), CsvOptions{}, writer);
  });
  for (PageView& view : recording.catalog.page_views)
    view.session /= visits_per_session;
  return recording;
}

Filter all_pages() {
  Filter filter;
  filter.conditions.pages = "*";
  return filter;
}

TEST(RowsOfSharedData, ReachAndDropOffAreThoseOfAPlainLoop) {
  constexpr int kHeight = 3352;
  for (const uint32_t visits_per_session : {1u, 3u}) {
    const auto recording = adserp(visits_per_session);
    if (!recording) GTEST_SKIP() << "the AdSERP recordings are not there";
    const auto views = plain_views(*recording);
    ASSERT_EQ(views.size(), 40u);
    const Filter filter = all_pages();
    const Selection selection = select(*recording, filter);
    ASSERT_EQ(selection.page_views, 40u);
    const ReachIndex index(*recording);
    for (const ScrollUnit unit : {ScrollUnit::page_views, ScrollUnit::sessions}) {
      for (const ReferenceLine line : {ReferenceLine::bottom, ReferenceLine::centre, ReferenceLine::top}) {
        for (const DepthScale depth : {DepthScale::px, DepthScale::share}) {
          ScrollSettings settings;
          settings.unit = unit, settings.line = line, settings.depth = depth;
          const PlainRows plain = plain_reach_and_ends(views, kHeight, settings);
          const ReachCurve curve = scroll_reach(*recording, selection, filter, kHeight, settings);
          const DropOff ends = drop_off(*recording, index, selection, filter, kHeight, settings);
          const std::string which = std::string(to_string(unit)) + " " + std::string(to_string(line)) + " " +
                                    std::string(to_string(depth));
          EXPECT_EQ(curve.units, plain.units) << which;
          EXPECT_EQ(curve.units, unit == ScrollUnit::sessions && visits_per_session == 3 ? 14u : 40u);
          EXPECT_EQ(curve.reached, plain.reached) << which;
          EXPECT_EQ(ends.ends, plain.ends) << which;
          EXPECT_EQ(ends.units, curve.units) << which;
          EXPECT_EQ(curve.reached.front(), curve.units) << "everybody counts, also who never scrolled";
          EXPECT_TRUE(std::is_sorted(curve.reached.rbegin(), curve.reached.rend())) << "never rises";
        }
      }
    }
  }
}

TEST(RowsOfSharedData, AttentionIsThatOfAPlainLoop) {
  constexpr int kHeight = 3352;
  const auto recording = adserp(1);
  if (!recording) GTEST_SKIP() << "the AdSERP recordings are not there";
  const auto views = plain_views(*recording);
  const Filter filter = all_pages();
  const Selection selection = select(*recording, filter);
  const ReachIndex index(*recording);
  const ActivityIndex activity(*recording);
  for (const DepthScale depth : {DepthScale::px, DepthScale::share}) {
    for (const uint32_t min_ms : {0u, 700u}) {
      ScrollSettings settings;
      settings.depth = depth, settings.min_exposure_ms = min_ms;
      const AttentionRows rows =
          attention_rows(*recording, index, activity, selection, filter, kHeight, settings);
      EXPECT_EQ(rows.visible_ms, plain_attention(views, kHeight, settings))
          << to_string(depth) << " " << min_ms;
      EXPECT_GT(rows.visible_ms[500], 0u);
    }
  }
}

}  // namespace
}  // namespace isotherm::rows_of_shared_data_test
