#include "demo/demo_recording.h"

#include <map>
#include <set>

#include "demo/crowd.h"
#include "demo/layout.h"
#include "unit/demo/assets.h"
#include "unit/demo/read_recording.h"

namespace isotherm::demo_recording_test {
namespace {

TEST(DemoRecording, IsTheSameOnEveryRun) {
  const Result<Bytes> again = make_demo_recording({});
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(demo_file(), again.value());
}

// Frozen, so that every target and compiler is seen to make the same people. A change of the page or the
// behaviour changes it: look at the new pictures, make assets/demo/demo.ist anew, then put the new value
// here.
TEST(DemoRecording, IsTheSameOnEveryTarget) {
  EXPECT_EQ(checksum(demo()), 13754710627265736860u);
}

TEST(DemoRecording, IsTheCommittedFile) {
  DemoAssets assets;
  std::vector<Bytes> pictures;
  for (const PageLayout& layout : page_layouts())
    pictures.push_back(read_asset("shop_" + std::to_string(layout.css_width) + ".webp"));
  for (size_t i = 0; i < pictures.size(); ++i) {
    ASSERT_FALSE(pictures[i].empty());
    assets.screenshots.push_back({static_cast<uint32_t>(page_layouts()[i].css_width),
                                  static_cast<uint32_t>(page_layouts()[i].css_height), pictures[i]});
  }
  const Result<Bytes> made = make_demo_recording(assets);
  ASSERT_TRUE(made.ok()) << made.error().to_string();
  const Bytes committed = read_asset("demo.ist");
  ASSERT_FALSE(committed.empty());
  EXPECT_LT(committed.size(), 2'000'000u);
  // Not byte by byte: the container may learn to pack better without the demo changing.
  const ReadRecording expected = read_recording(made.value()), found = read_recording(committed);
  EXPECT_EQ(checksum(found), checksum(expected));
  EXPECT_EQ(found.catalog, expected.catalog);
  ASSERT_EQ(found.screenshots.size(), 3u);
  EXPECT_EQ(found.screenshots, expected.screenshots);
  EXPECT_EQ(found.screenshots[2].image_width, 2 * found.screenshots[2].css_width);
}

TEST(DemoRecording, HasTheCrowdThatItPromises) {
  const Catalog& catalog = demo().catalog;
  EXPECT_GE(catalog.sessions.size(), 2000u);
  std::map<std::string, int> devices, variants;
  for (const Session& session : catalog.sessions) {
    for (const Tag& tag : session.tags) {
      if (tag.key == "device") ++devices[tag.value];
      if (tag.key == "variant") ++variants[tag.value];
    }
  }
  EXPECT_EQ(devices,
            (std::map<std::string, int>{{"desktop", kDesktops}, {"phone", kPhones}, {"tablet", kTablets}}));
  EXPECT_GT(variants["A"], 1000);
  EXPECT_GT(variants["B"], 1000);
  EXPECT_EQ(catalog.pages.size(), 3u);
  EXPECT_GT(demo().events.size(), 250'000u);
}

TEST(DemoRecording, SpreadsOverTwoWeeksByDay) {
  int by_day[kDemoDays] = {}, by_hour[24] = {};
  std::set<uint32_t> seen;
  for (const PageView& view : demo().catalog.page_views) {
    if (!seen.insert(view.session).second) continue;
    const int64_t since_ms = view.start_ms - kDemoStartMs;
    ASSERT_GE(since_ms, 0);
    ASSERT_LT(since_ms, kDemoDays * int64_t{86'400'000});
    ++by_day[since_ms / 86'400'000];
    ++by_hour[since_ms / 3'600'000 % 24];
  }
  for (const int count : by_day)
    EXPECT_GT(count, 90);
  EXPECT_GT(by_hour[20], 8 * by_hour[3]);
}

TEST(DemoRecording, KeepsTimesInOrderAndWithinThePageView) {
  const std::vector<PageView>& views = demo().catalog.page_views;
  for (const DemoEvent& event : demo().events) {
    ASSERT_GE(event.event.t_ms, 0);
    ASSERT_LE(event.event.t_ms, static_cast<int64_t>(views[event.page_view].duration_ms));
  }
  // A session's page views follow one another.
  std::map<uint32_t, int64_t> ends;
  for (const PageView& view : views) {
    EXPECT_GE(view.start_ms, ends[view.session]);
    ends[view.session] = view.start_ms + view.duration_ms;
  }
}

TEST(DemoRecording, KeepsThePointerInsideTheViewport) {
  uint32_t page_view = UINT32_MAX;
  double scroll_px = 0;
  for (const DemoEvent& event : demo().events) {
    const PageView& view = demo().catalog.page_views[event.page_view];
    if (event.page_view != page_view) page_view = event.page_view, scroll_px = 0;
    if (event.kind() == EventKind::scroll) {
      scroll_px = event.y_px();
      ASSERT_LE(scroll_px + view.viewport_height, view.document_height);
      continue;
    }
    if (event.kind() == EventKind::element_scroll) continue;  // no place on the page
    ASSERT_GE(event.x_px(), 0);
    ASSERT_LT(event.x_px(), view.viewport_width);
    ASSERT_LT(event.y_px(), view.document_height);
    // A finger that has dragged the page was where it is now when it began.
    if (event.kind() == EventKind::touch_end) continue;
    ASSERT_GE(event.y_px() - scroll_px, 0) << "page view " << page_view << " at " << event.event.t_ms;
    ASSERT_LT(event.y_px() - scroll_px, view.viewport_height) << "page view " << page_view;
  }
}

TEST(DemoRecording, MarksFingersAsFingers) {
  for (const DemoEvent& event : demo().events) {
    const bool is_wide = demo().catalog.page_views[event.page_view].viewport_width >= 1024;
    if (event.kind() == EventKind::click) {
      EXPECT_EQ((event.event.tag & kFlagTouchPointer) != 0, !is_wide);
    }
    if (event.kind() == EventKind::move) {
      EXPECT_TRUE(is_wide);
    }
    if (event.kind() == EventKind::touch_start) {
      EXPECT_FALSE(is_wide);
    }
  }
}

TEST(DemoRecording, PressesBeforeEachClick) {
  size_t downs = 0, ups = 0, clicks = 0;
  for (const DemoEvent& event : demo().events) {
    if (event.kind() == EventKind::mouse_down) ++downs;
    if (event.kind() == EventKind::mouse_up) ++ups;
    if (event.kind() == EventKind::click && !(event.event.tag & kFlagTouchPointer)) ++clicks;
  }
  EXPECT_GT(clicks, 3000u);
  EXPECT_EQ(downs, clicks);
  EXPECT_EQ(ups, clicks);
}

}  // namespace
}  // namespace isotherm::demo_recording_test
