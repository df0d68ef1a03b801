#include "model/session_table.h"

#include <gtest/gtest.h>

#include "model/swarm.h"
#include "unit/model/recordings.h"

namespace isotherm::session_table_test {
namespace {

using test::append_block;
using test::make_event;

// Three sessions: "alpha" (two page views, a rage click), "beta" (a phone, deep), "gamma" (nothing but a
// visit).
Recording make_recording() {
  Recording recording;
  recording.catalog.pages = {{"https://example.org/Start", ""}, {"https://example.org/cart", ""}};
  recording.catalog.sessions = {{"alpha", {{"plan", "Pro"}}}, {"beta", {}}, {"gamma", {}}, {"empty", {}}};
  const auto view = [](uint32_t session, uint32_t page, int64_t start_ms, uint32_t duration_ms,
                       uint32_t width) {
    PageView made;
    made.session = session;
    made.page = page;
    made.start_ms = start_ms;
    made.duration_ms = duration_ms;
    made.viewport_width = width;
    made.viewport_height = 500;
    made.document_width = width;
    made.document_height = 2000;
    return made;
  };
  recording.catalog.page_views = {view(0, 1, 61'000, 4'000, 1440), view(0, 0, 1'000, 30'000, 1440),
                                  view(1, 0, 2'000, 10'000, 390), view(2, 0, 3'000, 90'000, 1440)};
  append_block(recording, StreamClass::buttons,
               {{0, make_event(EventKind::click, 100, 10, 10)},
                {1, make_event(EventKind::click, 100, 10, 10)},
                {1, make_event(EventKind::click, 200, 10, 10)},
                {1, make_event(EventKind::click, 300, 10, 10)},
                {1, make_event(EventKind::double_click, 301, 10, 10)}});
  append_block(
      recording, StreamClass::scroll,
      {{1, make_event(EventKind::scroll, 500, 0, 500)}, {2, make_event(EventKind::scroll, 500, 0, 1500)}});
  append_block(
      recording, StreamClass::moves,
      {{1, make_event(EventKind::move, 10, 720, 1000)}, {1, make_event(EventKind::move, 20, 1440, 2000)}});
  return recording;
}

std::vector<std::string> found(const Recording& recording, const SessionQuery& query) {
  const SessionIndex index(recording);
  const auto rows = session_rows(recording, index);
  std::vector<std::string> ids;
  for (const uint32_t row : find_sessions(recording, index, rows, query))
    ids.push_back(recording.catalog.sessions[rows[row].session].id);
  return ids;
}

using Ids = std::vector<std::string>;

TEST(SessionTable, CountsWhatEachSessionDid) {
  const auto recording = make_recording();
  const SessionIndex index(recording);
  EXPECT_EQ(index.page_views(0)[0], 1u) << "page views are in the order of their starts";
  const auto rows = session_rows(recording, index);
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_EQ(rows[0].start_ms, 1'000);
  EXPECT_EQ(rows[0].length_ms, 64'000);
  EXPECT_EQ(rows[0].pages, 2u);
  EXPECT_EQ(rows[0].clicks, 4u);
  EXPECT_EQ(rows[0].rage_clicks, 1u);
  EXPECT_FLOAT_EQ(rows[0].depth, 0.5f);
  EXPECT_EQ(rows[0].device, Device::desktop);
  ASSERT_EQ(rows[0].path.count, 2);
  EXPECT_EQ(rows[0].path.x[0], 128);
  EXPECT_EQ(rows[0].path.y[1], 255);
  EXPECT_FLOAT_EQ(rows[1].depth, 1.0f);
  EXPECT_EQ(rows[1].device, Device::mobile);
  EXPECT_FLOAT_EQ(rows[2].depth, 0.25f) << "without scrolling: the first screen";
  EXPECT_EQ(rows[3].pages, 0u);
}

TEST(SessionTable, SortsFiltersAndSearches) {
  const auto recording = make_recording();
  EXPECT_EQ(found(recording, {}), (Ids{"alpha", "beta", "gamma"}));
  EXPECT_EQ(found(recording, {.order = SessionOrder::length}), (Ids{"beta", "alpha", "gamma"}));
  EXPECT_EQ(found(recording, {.order = SessionOrder::length, .is_descending = true}),
            (Ids{"gamma", "alpha", "beta"}));
  EXPECT_EQ(found(recording, {.order = SessionOrder::depth, .is_descending = true}),
            (Ids{"beta", "alpha", "gamma"}));
  EXPECT_EQ(found(recording, {.order = SessionOrder::clicks}), (Ids{"beta", "gamma", "alpha"}));
  EXPECT_EQ(found(recording, {.text = "CART"}), (Ids{"alpha"}));
  EXPECT_EQ(found(recording, {.text = "plan=pro"}), (Ids{"alpha"}));
  EXPECT_EQ(found(recording, {.text = "bet"}), (Ids{"beta"}));
  EXPECT_EQ(found(recording, {.text = "nothing"}), Ids{});
  EXPECT_EQ(found(recording, {.rage_min = 1}), (Ids{"alpha"}));
  EXPECT_EQ(found(recording, {.length_min_ms = 60'000, .clicks_min = 0}), (Ids{"alpha", "gamma"}));
  EXPECT_EQ(found(recording, {.depth_min = 0.5f}), (Ids{"alpha", "beta"}));
  EXPECT_EQ(found(recording, {.pages_min = 2}), (Ids{"alpha"}));
  EXPECT_EQ(found(recording, {.devices = 1}), (Ids{"beta"}));
}

TEST(Swarm, CountsWhoIsStillThereAndWhere) {
  const auto recording = make_recording();
  const SessionIndex index(recording);
  Filter filter;
  const Swarm swarm(recording, index, select(recording, filter), {1440, 2000});
  EXPECT_EQ(swarm.size(), 3u);  // page 0: alpha, beta, gamma
  EXPECT_EQ(swarm.duration_ms(), 90'000);
  SwarmMoment moment;
  swarm.moment_at(15, moment);
  EXPECT_EQ(moment.present, 3u);
  ASSERT_EQ(moment.cursors.size(), 1u);
  EXPECT_EQ(moment.cursors[0].page, glm::dvec2(1080, 1500));
  EXPECT_EQ(moment.at_depth[0], 3u);
  EXPECT_EQ(moment.at_depth[9], 3u);   // 450..500 px
  EXPECT_EQ(moment.at_depth[10], 0u);  // 500..550 px
  swarm.moment_at(1000, moment);
  EXPECT_EQ(moment.at_depth[0], 1u);
  EXPECT_EQ(moment.at_depth[10], 1u);
  EXPECT_EQ(moment.at_depth[39], 1u);
  swarm.moment_at(10'000, moment);
  EXPECT_EQ(moment.present, 3u) << "the end belongs to the visit";
  swarm.moment_at(10'001, moment);
  EXPECT_EQ(moment.present, 2u);
  EXPECT_EQ(swarm.present_histogram(3), (std::vector<uint32_t>{2, 1, 1}));
  swarm.moment_at(90'001, moment);
  EXPECT_EQ(moment.present, 0u);
}

}  // namespace
}  // namespace isotherm::session_table_test
