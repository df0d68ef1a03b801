#include "model/row_report.h"

#include <gtest/gtest.h>

#include "base/json_value.h"
#include "unit/model/recordings.h"

namespace isotherm::row_report_test {
namespace {

using test::append_block;
using test::make_event;

constexpr int kHeight = 2000;

// Two people; the first has two page views. Viewports of 400 px; the documents are 2,000, 4,000 and 2,000 px
// tall. The last page view never scrolled.
Recording four_hundred_px_viewports() {
  Recording recording;
  recording.catalog.pages.resize(1);
  recording.catalog.sessions.resize(2);
  for (uint32_t i = 0; i < 3; ++i) {
    PageView view;
    view.session = i == 2 ? 1 : 0;
    view.start_ms = 1000 * i;
    view.duration_ms = 1000;
    view.viewport_height = 400;
    view.document_height = i == 1 ? 4000 : 2000;
    recording.catalog.page_views.push_back(view);
  }
  append_block(recording, StreamClass::scroll,
               {{0, make_event(EventKind::scroll, 250, 0, 600)},
                {0, make_event(EventKind::scroll, 500, 0, 100)},
                {1, make_event(EventKind::scroll, 400, 0, 800)}});
  return recording;
}

RowReport report_of(Layer layer, const ScrollSettings& settings = {}) {
  const Recording recording = four_hundred_px_viewports();
  ScrollMap map;
  map.set_recording(recording, layer);
  map.count(recording, select(recording, {}), {}, layer, {1000, kHeight}, settings);
  return row_report(map, layer, settings);
}

using Rows = std::vector<RowEntry>;

TEST(RowReport, ListsReachWhereItFalls) {
  const RowReport report = report_of(Layer::scroll);
  EXPECT_EQ(report.units, 3u);
  EXPECT_EQ(report.fold_px, 400);
  EXPECT_EQ(report.rows, (Rows{{0, 1, 3}, {401, 2.0 / 3, 2}, {1001, 1.0 / 3, 1}, {1201, 0, 0}}));
  EXPECT_EQ(report.lines, (Rows{{400, 0.75, 3}, {1000, 0.5, 2}, {1200, 0.25, 1}}));
}

TEST(RowReport, ListsReachByPersonLineAndShareOfHeight) {
  ScrollSettings settings;
  settings.unit = ScrollUnit::sessions;
  settings.line = ReferenceLine::top;
  settings.markers = {100};
  // The first got to 600 and 800 px of 2,000 and 4,000, the second stayed at the top.
  EXPECT_EQ(report_of(Layer::scroll, settings).rows, (Rows{{0, 1, 2}, {1, 0.5, 1}, {801, 0, 0}}));
  settings.depth = DepthScale::share;
  const RowReport report = report_of(Layer::scroll, settings);
  EXPECT_EQ(report.rows, (Rows{{0, 1, 2}, {1, 0.5, 1}, {601, 0, 0}}));
  EXPECT_EQ(report.lines, (Rows{{0, 1, 2}}));
}

TEST(RowReport, ListsAttentionWhereItChanges) {
  // Visible: 0-400 for 250 ms, 600-1000 for 250, 100-500 for 500; 0-400 for 400, 800-1200 for 600; 0-400
  // for 1,000.
  EXPECT_EQ(report_of(Layer::attention).rows, (Rows{{0, 550, 1650},
                                                    {100, 2150.0 / 3, 2150},
                                                    {400, 500.0 / 3, 500},
                                                    {500, 0, 0},
                                                    {600, 250.0 / 3, 250},
                                                    {800, 850.0 / 3, 850},
                                                    {1000, 200, 600},
                                                    {1200, 0, 0}}));
}

TEST(RowReport, ListsDropOffInBandsAndRowByRow) {
  const RowReport report = report_of(Layer::drop_off);
  EXPECT_EQ(report.rows.size(), 40u);
  EXPECT_EQ(report.rows[8], (RowEntry{400, 1.0 / 3, 1}));
  EXPECT_EQ(report.rows[10], (RowEntry{500, 1.0 / 3, 1}));
  EXPECT_EQ(report.rows[24], (RowEntry{1200, 1.0 / 3, 1}));
  EXPECT_EQ(report.ends, (Rows{{400, 1.0 / 3, 1}, {500, 1.0 / 3, 1}, {1200, 1.0 / 3, 1}}));
}

TEST(RowReport, ListsDropOffByShareOfHeight) {
  ScrollSettings settings;
  settings.depth = DepthScale::share;
  EXPECT_EQ(report_of(Layer::drop_off, settings).ends,
            (Rows{{400, 1.0 / 3, 1}, {500, 1.0 / 3, 1}, {600, 1.0 / 3, 1}}));
}

TEST(RowReport, IsCsvAndJson) {
  const RowReport report = report_of(Layer::scroll);
  const std::string csv = row_report_csv(report);
  EXPECT_EQ(csv.find("from_px,to_px,depth_share,share,n,of,low,high\n0,401,0,1,3,3,0.43850296824"), 0u)
      << csv;
  EXPECT_NE(csv.find("\n1201,2000,0.6005,0,0,3,0,"), std::string::npos) << csv;
  EXPECT_EQ(entry_json({401, 2.0 / 3, 2}), "[401,0.6666666666666666,2]");
  const auto json = parse_json(row_report_json(report, "https://a.example/", "3 page views"));
  ASSERT_TRUE(json.ok());
  EXPECT_EQ(json->text_at("unit"), "page-views");
  EXPECT_EQ(json->whole_at("n"), 3);
  EXPECT_EQ(json->find("reach")->items().size(), 4u);
  EXPECT_EQ(json->find("reach")->items()[1].items().size(), 3u);
}

TEST(RowReport, OfNobodyHasOneRow) {
  const Recording recording;
  ScrollMap map;
  map.set_recording(recording, Layer::scroll);
  map.count(recording, select(recording, {}), {}, Layer::scroll, {10, 10}, {});
  const RowReport report = row_report(map, Layer::scroll, {});
  EXPECT_EQ(report.rows, (Rows{{0, 0, 0}}));
  EXPECT_TRUE(report.lines.empty());
}

}  // namespace
}  // namespace isotherm::row_report_test
