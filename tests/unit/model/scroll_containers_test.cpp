#include "model/scroll_containers.h"

#include <gtest/gtest.h>

#include "model/row_report.h"
#include "unit/model/recordings.h"

namespace isotherm::scroll_containers_test {
namespace {

using test::append_block;
using test::make_event;

constexpr uint32_t kList = 17, kChat = 5;

void scroll_inside(Recording& recording, uint32_t page_view, uint32_t target,
                   const std::vector<std::pair<int32_t, double>>& offsets) {
  std::vector<test::FlatEvent> events;
  for (const auto& [t_ms, y] : offsets)
    events.push_back({page_view, make_event(EventKind::element_scroll, t_ms, 0, y)});
  append_block(recording, StreamClass::scroll, events);
  recording.blocks.back().targets.assign(events.size(), target);
}

// Four page views of two people; three of them scroll inside a list, one inside a chat, too, and one
// sideways.
Recording with_containers() {
  Recording recording;
  recording.catalog.pages.resize(1);
  recording.catalog.sessions.resize(2);
  for (uint32_t i = 0; i < 4; ++i) {
    PageView view;
    view.session = i / 2;
    view.start_ms = 1000 * i;
    view.duration_ms = 1000;
    view.viewport_height = 700;
    view.document_height = 2000;
    recording.catalog.page_views.push_back(view);
  }
  scroll_inside(recording, 0, kList, {{100, 40}, {300, 120}, {400, 60}});
  scroll_inside(recording, 1, kList, {{500, 199.5}});
  scroll_inside(recording, 2, kList, {{500, 30}});
  scroll_inside(recording, 2, kChat, {{600, 800}});
  scroll_inside(recording, 3, 9, {{600, 0}});
  scroll_inside(recording, 3, 0, {{700, 500}});
  append_block(recording, StreamClass::scroll, {{3, make_event(EventKind::scroll, 100, 0, 900)}});
  return recording;
}

RowReport report_of(Layer layer, ScrollSettings settings) {
  const Recording recording = with_containers();
  ScrollMap map;
  map.set_recording(recording, layer);
  map.count(recording, select(recording, {}), {}, layer, {1000, 2000}, settings);
  return row_report(map, layer, settings);
}

ScrollSettings inside(uint32_t target, ScrollUnit unit = ScrollUnit::page_views) {
  ScrollSettings settings;
  settings.container = target;
  settings.unit = unit;
  return settings;
}

using Rows = std::vector<RowEntry>;

TEST(ScrollContainers, AreThoseThatWereScrolledDown) {
  const Recording recording = with_containers();
  const auto found = scroll_containers(recording, ReachIndex(recording), select(recording, {}));
  EXPECT_EQ(found, (std::vector<ScrollContainer>{{kList, 3, 2, 200}, {kChat, 1, 1, 800}}))
      << "199.5 rounds up; sideways and without a number is none";
}

TEST(ScrollContainers, HaveNames) {
  EXPECT_EQ(container_name(17), "element 17");
  EXPECT_EQ(container_from("element 17"), 17u);
  EXPECT_EQ(container_from("4294967295"), 4294967295u);
  for (const char* wrong : {"", "element", "element ", "0", "17 ", "-1", "4294967296", "list"})
    EXPECT_EQ(container_from(wrong), std::nullopt) << wrong;
}

TEST(ScrollContainers, HaveReachOfTheirOwn) {
  const RowReport report = report_of(Layer::scroll, inside(kList));
  EXPECT_EQ(report.units, 4u) << "who never scrolled it counts";
  EXPECT_EQ(report.height_px, 200);
  EXPECT_EQ(report.rows, (Rows{{0, 1, 4}, {1, 0.75, 3}, {31, 0.5, 2}, {121, 0.25, 1}, {201, 0, 0}}));
  EXPECT_EQ(report_of(Layer::scroll, inside(kList, ScrollUnit::sessions)).rows,
            (Rows{{0, 1, 2}, {31, 0.5, 1}, {201, 0, 0}}))
      << "a person counts once";
  ScrollSettings other_line = inside(kList);
  other_line.line = ReferenceLine::centre;
  other_line.depth = DepthScale::share;
  EXPECT_EQ(report_of(Layer::scroll, other_line).rows, report.rows) << "its height is not known";
}

TEST(ScrollContainers, HaveDropOffAndAttentionOfTheirOwn) {
  EXPECT_EQ(report_of(Layer::drop_off, inside(kList)).ends,
            (Rows{{0, 0.25, 1}, {30, 0.25, 1}, {60, 0.25, 1}, {200, 0.25, 1}}));
  // The upper edge: 100 ms at 0, 200 at 40, 100 at 120, 600 at 60; 500 at 0, 500 at 200; 500 at 0, 500 at 30;
  // 1,000 at 0.
  const Rows rows = report_of(Layer::attention, inside(kList)).rows;
  ASSERT_GE(rows.size(), 2u);
  EXPECT_EQ(rows[0], (RowEntry{0, 525, 2100}));
  EXPECT_EQ(rows[1], (RowEntry{1, 0, 0}));
  EXPECT_EQ(rows[2], (RowEntry{30, 125, 500}));
  EXPECT_EQ(rows.back(), (RowEntry{200, 125, 500}));
}

TEST(ScrollContainers, AreNotInLineWithThePage) {
  const Recording recording = with_containers();
  ScrollMap map;
  map.set_recording(recording, Layer::scroll);
  map.count(recording, select(recording, {}), {}, Layer::scroll, {1000, 2000}, inside(kList));
  EXPECT_EQ(map.hover_text(1000),
            "50.0 % (2 of 4 page views) scrolled element 17 by 100 px or more (50.0 % of its depth)");
  EXPECT_EQ(map.hover_text(0).substr(0, 7), "100.0 %");
  EXPECT_EQ(map.reading(2000).row, 200);
  Scene scene;
  scene.page_px = {1000, 2000};
  map.add_to(scene, {{}, {1000, 2000}}, inside(kList), {});
  EXPECT_TRUE(scene.bands.empty()) << "nothing is drawn on the page";
  EXPECT_FALSE(scene.fills.empty()) << "the graph";
  const double graph_left = 1000 - SideGraph::width_px(1);
  for (const SceneFill& fill : scene.fills)
    EXPECT_GE(fill.page.x0, graph_left) << "nothing is drawn on the page";
}

TEST(ScrollContainers, ThatNobodyScrolledAreEmpty) {
  const RowReport report = report_of(Layer::scroll, inside(99));
  EXPECT_EQ(report.rows, (Rows{{0, 1, 4}, {1, 0, 0}}));
}

}  // namespace
}  // namespace isotherm::scroll_containers_test
