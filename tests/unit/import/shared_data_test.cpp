// The importers on real recordings; skipped where those do not lie beside the project.
#include <cmath>
#include <map>

#include "imported.h"

namespace isotherm::shared_data_test {
namespace {

std::string shared_path(const std::string& name) {
  return std::string(ISOTHERM_SHARED_DATA_DIR) + "/" + name;
}

#define ISOTHERM_READ_OR_SKIP(variable, name)         \
  const auto variable = file_text(shared_path(name)); \
  if (!variable) GTEST_SKIP() << shared_path(name) << " is not there; the real recordings are needed"

// A row of the events table, read by the plainest means: fixed columns, no quotes.
struct PlainRow {
  std::string session, kind;
  int time_ms = 0;
  double x = 0, y = 0;
};

std::vector<PlainRow> plain_rows(const std::string& text) {
  std::vector<PlainRow> rows;
  for (size_t position = text.find('\n') + 1; position < text.size();) {
    const size_t end = std::min(text.find('\n', position), text.size());
    const std::string line = text.substr(position, end - position);
    position = end + 1;
    char session[64], kind[32];
    PlainRow row;
    if (std::sscanf(line.c_str(), "%63[^,],%d,%31[^,],%lf,%lf", session, &row.time_ms, kind, &row.x,
                    &row.y) != 5) {
      ADD_FAILURE() << "unexpected row " << line;
      continue;
    }
    row.session = session;
    row.kind = kind;
    rows.push_back(row);
  }
  return rows;
}

using Key = std::tuple<std::string, int, std::string, double, double>;

std::map<Key, int> counted(const std::vector<PlainRow>& rows) {
  std::map<Key, int> counts;
  for (const PlainRow& row : rows)
    ++counts[{row.session, row.time_ms, row.kind, row.x, row.y}];
  return counts;
}

TEST(SharedData, AdserpReadsBackAsTheTableSays) {
  ISOTHERM_READ_OR_SKIP(events, "adserp/events.csv");
  ISOTHERM_READ_OR_SKIP(sessions, "adserp/sessions.csv");
  const auto result = import_csv_text(*events, *sessions);
  ASSERT_TRUE(result.ok()) << result.error().to_string();
  EXPECT_EQ(result->report.sessions, 40u);
  EXPECT_EQ(result->report.page_views, 40u);
  EXPECT_EQ(result->report.events, 23'968u);
  EXPECT_TRUE(result->report.skipped.empty());
  EXPECT_TRUE(result->report.ignored.empty());
  EXPECT_EQ(result->catalog.pages.size(), 40u);
  std::map<Key, int> read;
  for (const ReadEvent& e : result->events) {
    const PageView& view = result->catalog.page_views[e.page_view];
    ++read[{result->catalog.sessions[view.session].id, e.event.t_ms,
            std::string(to_string(kind_of(e.event.tag))), px_from_units(e.event.x),
            px_from_units(e.event.y)}];
  }
  EXPECT_TRUE(read == counted(plain_rows(*events)));
  EXPECT_LE(static_cast<double>(result->size_bytes - result->attachment_bytes) / 23'968, 2.2);
  const PageView& first = result->catalog.page_views[0];
  EXPECT_EQ(first.start_ms, 1671197300605);
  EXPECT_EQ(first.viewport_width, 1422u);
  EXPECT_EQ(first.document_height, 2821u);
}

// The numbers were counted in the file by hand: 18 batches with 87 samples, 3 times press, release and click,
// 5 focus and blur events, 12 scrolls of the nested panes 55 and 61; the page itself never scrolls.
TEST(SharedData, DemoitAtPageCoordinates) {
  ISOTHERM_READ_OR_SKIP(text, "rrweb/demoit.json");
  const auto result = import_rrweb_text(*text);
  ASSERT_TRUE(result.ok()) << result.error().to_string();
  EXPECT_TRUE(result->report.skipped.empty());
  EXPECT_TRUE(result->report.approximate.empty());
  EXPECT_EQ(find_issue(result->report.ignored, "DOM mutation")->count, 226u);
  EXPECT_EQ(find_issue(result->report.ignored, "focus")->count, 5u);
  ASSERT_EQ(result->catalog.page_views.size(), 1u);
  const PageView& view = result->catalog.page_views[0];
  EXPECT_EQ(result->catalog.pages[0].url, "https://demoit.app/e/react#ReactHooks.js");
  EXPECT_EQ(view.start_ms, 1544756766750);
  EXPECT_EQ(view.viewport_width, 1166u);
  EXPECT_EQ(view.viewport_height, 705u);
  EXPECT_EQ(view.duration_ms,
            81'080u);  // until its last DOM mutation; the pointer's last sample is at 73,650
  std::map<EventKind, std::vector<std::string>> texts;
  for (const ReadEvent& e : result->events)
    texts[kind_of(e.event.tag)].push_back(Imported::text_of(e.event));
  EXPECT_EQ(texts[EventKind::move].size(), 87u);
  EXPECT_EQ(texts[EventKind::move].front(), "move 1158,93 @368");  // 1544756767119 - 1
  EXPECT_EQ(texts[EventKind::move][1], "move 1019,171 @401");      // 1544756767620 - 469
  EXPECT_EQ(texts[EventKind::click],
            (std::vector<std::string>{"click 757,268 @1725 #213", "click 387,463 @46924 #368",
                                      "click 105,23 @70966 #36"}));
  EXPECT_EQ(texts[EventKind::mouse_down].size(), 3u);
  EXPECT_EQ(texts[EventKind::mouse_up].size(), 3u);
  EXPECT_EQ(texts[EventKind::scroll].size(), 0u);
  EXPECT_EQ(texts[EventKind::element_scroll].size(), 12u);
  EXPECT_EQ(texts[EventKind::element_scroll].front(), "element_scroll 0,120 @47934 #55");
  EXPECT_EQ(result->report.events, 87u + 9u + 12u);
}

// The same sessions as rrweb: viewport positions in batches must come back to the table's page positions,
// which were rounded to whole px after the scroll offset was added.
TEST(SharedData, AdserpRrwebAgreesWithItsTable) {
  ISOTHERM_READ_OR_SKIP(events, "adserp/events.csv");
  ISOTHERM_READ_OR_SKIP(sessions, "adserp/sessions.csv");
  std::map<std::string, std::vector<PlainRow>> by_session;
  for (PlainRow& row : plain_rows(*events))
    by_session[row.session].push_back(std::move(row));
  int compared_sessions = 0;
  for (const auto& [session, rows] : by_session) {
    const auto text = file_text(shared_path("adserp/rrweb/" + session + ".json"));
    if (!text) continue;
    ++compared_sessions;
    const auto result = import_rrweb_text(*text);
    ASSERT_TRUE(result.ok()) << session << ": " << result.error().to_string();
    EXPECT_TRUE(result->report.skipped.empty()) << session;
    ASSERT_EQ(result->catalog.page_views.size(), 1u);
    EXPECT_NE(sessions->find(session + "," + result->catalog.pages[0].url + ","), std::string::npos);
    std::map<std::string, std::vector<const PlainRow*>> expected;
    for (const PlainRow& row : rows)
      expected[row.kind].push_back(&row);
    std::map<std::string, std::vector<Event>> found;
    for (const ReadEvent& e : result->events)
      found[std::string(to_string(kind_of(e.event.tag)))].push_back(e.event);
    size_t off = 0;
    for (auto& [kind, wanted] : expected) {
      auto& got = found[kind];
      ASSERT_EQ(got.size(), wanted.size()) << session << " " << kind;
      for (size_t i = 0; i < got.size(); ++i) {
        EXPECT_EQ(got[i].t_ms, wanted[i]->time_ms) << session << " " << kind << " " << i;
        off += std::abs(px_from_units(got[i].x) - wanted[i]->x) > 1 ||
               std::abs(px_from_units(got[i].y) - wanted[i]->y) > 1;
      }
    }
    EXPECT_EQ(off, 0u) << session;
  }
  EXPECT_EQ(compared_sessions, 10);
}

}  // namespace
}  // namespace isotherm::shared_data_test
