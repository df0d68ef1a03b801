#include "import/posthog.h"

#include "import/unix_time.h"
#include "spread_import.h"

namespace isotherm::posthog_test {
namespace {

using Texts = std::vector<std::string>;

Result<Imported> import_posthog(const std::vector<std::string>& inputs) {
  return import_spread([](Writer& writer) { return make_posthog_importer(writer); }, inputs);
}

Imported imported(const std::vector<std::string>& inputs) {
  auto result = import_posthog(inputs);
  EXPECT_TRUE(result.ok()) << result.error().to_string();
  return result.ok() ? *result : Imported{};
}

std::string event(const std::string& time, const std::string& heatmap_data, const std::string& more = "") {
  return R"({"event":"$$heatmap","distinct_id":"p1","timestamp":")" + time +
         R"(","properties":{"$session_id":"s1","$viewport_width":1280,"$viewport_height":720,)" +
         R"("$heatmap_data":)" + heatmap_data + more + "}}";
}

constexpr const char* kRowsHeader =
    "session_id,team_id,distinct_id,timestamp,x,y,scale_factor,viewport_width,viewport_height,"
    "pointer_target_fixed,current_url,type\n";

TEST(Posthog, TakesThePointsOfEvents) {
  const Imported result =
      imported({event("2024-05-01T12:00:05.250Z",
                      R"({"https://a.example/":[{"x":10,"y":1020,"target_fixed":false,"type":"click"},
                                {"x":30,"y":40,"target_fixed":true,"type":"mousemove"}],
          "https://a.example/b":[{"x":1.5,"y":2,"type":"click"}]})")});
  ASSERT_EQ(result.catalog.page_views.size(), 2u);
  EXPECT_EQ(result.catalog.sessions.size(), 1u);
  EXPECT_EQ(result.catalog.sessions[0].id, "s1");
  EXPECT_EQ(result.catalog.pages[1].url, "https://a.example/b");
  EXPECT_EQ(result.catalog.page_views[0].start_ms, 1714564805250);
  EXPECT_EQ(result.catalog.page_views[0].viewport_width, 1280u);
  EXPECT_EQ(result.catalog.page_views[0].viewport_height, 720u);
  EXPECT_EQ(result.texts(), (Texts{"move 30,40 @0 F", "click 10,1020 @0", "click 1.5,2 @0"}));
  EXPECT_TRUE(result.report.skipped.empty());
  EXPECT_TRUE(result.report.approximate.empty());
}

// The session's later event comes first, in another file: one page view all the same, from its earliest
// event.
TEST(Posthog, JoinsSessionsOverFilesAndPutsThemInOrder) {
  const std::string url = R"({"https://a.example/":[{"x":1,"y":2,"target_fixed":false,"type":"click"}]})";
  const Imported result =
      imported({event("2024-05-01T12:00:10Z", url), event("2024-05-01T14:00:05+02:00", url)});
  ASSERT_EQ(result.catalog.page_views.size(), 1u);
  EXPECT_EQ(result.catalog.page_views[0].start_ms, 1714564805000);
  EXPECT_EQ(result.catalog.page_views[0].duration_ms, 5000u);
  EXPECT_EQ(result.texts(), (Texts{"click 1,2 @0", "click 1,2 @5000"}));
}

TEST(Posthog, NumberedPageViewsAndWidthsAreApart) {
  const std::string data = R"({"https://a.example/":[{"x":1,"y":2,"type":"click"}]})";
  std::string narrow = event("2024-05-01T12:00:12Z", data);
  narrow.replace(narrow.find("1280"), 4, "390");
  const Imported result =
      imported({"[" + event("2024-05-01T12:00:10Z", data, R"(,"$pageview_id":"v1")") + "," +
                event("2024-05-01T12:00:11Z", data, R"(,"$pageview_id":"v2")") + "," + narrow + "]"});
  EXPECT_EQ(result.catalog.sessions.size(), 1u);
  ASSERT_EQ(result.catalog.page_views.size(), 3u);
  EXPECT_EQ(result.catalog.page_views[2].viewport_width, 390u);
}

TEST(Posthog, MapsTypesAndCountsTheOthers) {
  const Imported result = imported({event("2024-05-01T12:00:00Z", R"({"https://a.example/":[
      {"x":1,"y":1,"type":"click"},{"x":1,"y":1,"type":"rageclick"},{"x":2,"y":2,"type":"deadclick"},
      {"x":0,"y":900,"type":"scrolldepth"},{"x":3,"y":3,"type":"mousemove"},{"x":4,"y":4,"type":"hover"},
      {"x":5,"y":5}]})")});
  EXPECT_EQ(result.texts(), (Texts{"move 3,3 @0", "click 1,1 @0", "double_click 1,1 @0", "scroll 0,900 @0"}));
  ASSERT_NE(find_issue(result.report.ignored, "dead click"), nullptr);
  ASSERT_NE(find_issue(result.report.ignored, "\"hover\""), nullptr);
  ASSERT_NE(find_issue(result.report.skipped, "without a type"), nullptr);
  EXPECT_EQ(result.report.skipped_count(), 1u);
}

// What PostHog's server makes of events that leave a page.
TEST(Posthog, TakesTheScrollDepthOfThePageThatWasLeft) {
  const Imported result = imported(
      {R"({"event":"$pageview","timestamp":"2024-05-01 12:00:00","distinct_id":"p","properties":{"$session_id":"s",
          "$current_url":"https://a.example/new?x=1#top","$prev_pageview_pathname":"/old","$prev_pageview_max_scroll":1234.5}})"});
  ASSERT_EQ(result.catalog.pages.size(), 1u);
  EXPECT_EQ(result.catalog.pages[0].url, "https://a.example/old?x=1#top");
  EXPECT_EQ(result.texts(), (Texts{"scroll 0,1234.5 @0"}));
}

TEST(Posthog, RowsAreRoundedAndSoApproximate) {
  const Imported result =
      imported({std::string(kRowsHeader) +
                "s1,1,p1,2024-05-01 12:00:00.000000,10,20,16,80,45,false,https://a.example/,click\n"
                "s1,1,p1,2024-05-01 12:00:01.500000,3,4,16,80,45,true,https://a.example/,click\n"
                "s2,1,p2,2024-05-01 12:00:02,0,50,16,24,53,0,https://a.example/,scrolldepth\n"});
  ASSERT_EQ(result.catalog.page_views.size(), 2u);
  EXPECT_EQ(result.catalog.page_views[0].viewport_width, 1280u);
  EXPECT_EQ(result.catalog.page_views[1].viewport_width, 384u);
  EXPECT_EQ(result.texts(), (Texts{"click 160,320 @0 A", "click 48,64 @1500 A F", "scroll 0,800 @0 A"}));
  EXPECT_EQ(find_issue(result.report.approximate, "rounded")->count, 3u);
}

TEST(Posthog, RowsComeAsJsonToo) {
  const std::string row =
      R"({"session_id":"s1","team_id":"1","distinct_id":"p1","timestamp":"2024-05-01 12:00:00.000000","x":10,"y":20,)"
      R"("scale_factor":16,"viewport_width":80,"viewport_height":45,"pointer_target_fixed":true,)"
      R"("current_url":"https:\/\/a.example\/","type":"click"})";
  for (const std::string& text :
       {row, row + "\n" + row, "[" + row + "]",
        R"({"meta":[{"name":"x","type":"Int16"}],"data":[)" + row + R"(],"rows":1})",
        R"({"results":[)" + row + "]}"}) {
    const Imported result = imported({text});
    ASSERT_FALSE(result.events.empty()) << text;
    EXPECT_EQ(result.texts()[0], "click 160,320 @0 A F");
    EXPECT_EQ(result.catalog.pages[0].url, "https://a.example/");
  }
}

TEST(Posthog, CapturedBatchesAndPropertiesAsText) {
  const std::string data = R"({"https://a.example/":[{"x":1,"y":2,"type":"click"}]})";
  EXPECT_EQ(imported({R"({"api_key":"k","batch":[)" + event("2024-05-01T12:00:00Z", data) + "]}"}).texts(),
            (Texts{"click 1,2 @0"}));
  const std::string csv =
      "uuid,event,properties,distinct_id,timestamp\n"
      "u1,$$heatmap,\"{\"\"$session_id\"\":\"\"s1\"\",\"\"$heatmap_data\"\":{\"\"https://a.example/\"\":"
      "[{\"\"x\"\":1,\"\"y\"\":2,\"\"type\"\":\"\"click\"\"}]}}\",p1,2024-05-01 12:00:00\n"
      "u2,$pageview,{},p1,2024-05-01 12:00:00\n"
      "u3,$$heatmap,{broken,p1,2024-05-01 12:00:00\n";
  const Imported result = imported({csv});
  EXPECT_EQ(result.texts(), (Texts{"click 1,2 @0"}));
  EXPECT_NE(find_issue(result.report.ignored, "without heatmap data"), nullptr);
  EXPECT_EQ(find_issue(result.report.skipped, "not a JSON object")->lines, std::vector<uint64_t>{4});
}

TEST(Posthog, WithoutASessionThePersonsDayIsOne) {
  std::string table = kRowsHeader;
  for (const char* day : {"01", "01", "02"})
    table += ",1,p1,2024-05-" + std::string(day) + " 12:00:00,1,1,16,80,45,0,https://a.example/,click\n";
  const Imported result = imported({table});
  EXPECT_EQ(result.catalog.sessions.size(), 1u);
  EXPECT_EQ(result.catalog.sessions[0].id, "p1");
  EXPECT_EQ(result.catalog.page_views.size(), 2u);
}

TEST(Posthog, ReportsWhatItCannotUse) {
  std::string table = kRowsHeader;
  for (const char* row : {"s,1,p,yesterday,1,1,16,80,45,0,https://a.example/,click",
                          "s,1,p,2024-05-01 12:00:00,nan,1,16,80,45,0,https://a.example/,click",
                          "s,1,p,2024-05-01 12:00:00,1,1e300,16,80,45,0,https://a.example/,click",
                          "s,1,p,2024-05-01 12:00:00,1,1,1e300,80,45,0,https://a.example/,click",
                          "s,1,p,2024-05-01 12:00:00,1,1,16,80,45,maybe,https://a.example/,click",
                          "s,1,p,2024-05-01 12:00:00,1,1,16,80,45,0,,click", "s,1,p"})
    table += std::string(row) + "\n";
  const Imported result = imported({table});
  EXPECT_EQ(result.report.skipped_count(), 7u);
  EXPECT_TRUE(result.events.empty());
  EXPECT_EQ(find_issue(result.report.skipped, "timestamp")->lines, std::vector<uint64_t>{2});
}

TEST(Posthog, SaysWhatAnApiSumIs) {
  const Imported result = imported(
      {R"({"results":[{"count":3,"pointer_y":100,"pointer_relative_x":0.5,"pointer_target_fixed":false}]})"});
  EXPECT_NE(find_issue(result.report.skipped, "heatmap API"), nullptr);
}

TEST(Posthog, RefusesOtherFiles) {
  for (const char* text : {"", "a,b\n1,2\n", "hello"})
    EXPECT_FALSE(import_posthog({text}).ok()) << text;
}

TEST(UnixTime, ReadsIsoAndNumbers) {
  EXPECT_EQ(parse_unix_ms("2024-05-01T12:34:56.789Z"), 1714566896789);
  EXPECT_EQ(parse_unix_ms("2024-05-01 12:34:56.789123"), 1714566896789);
  EXPECT_EQ(parse_unix_ms("2024-05-01T14:34:56+02:00"), 1714566896000);
  EXPECT_EQ(parse_unix_ms("2024-05-01 12:34:56 UTC"), 1714566896000);
  EXPECT_EQ(parse_unix_ms("2024-02-29"), 1709164800000);
  EXPECT_EQ(parse_unix_ms("1714566896"), 1714566896000);
  EXPECT_EQ(parse_unix_ms("1714566896789"), 1714566896789);
  for (const char* bad : {"", "2023-02-29", "2024-13-01", "2024-05-01T25:00", "2024-05-01T12:00:00X",
                          "1969-12-31", "nan", "-1", "1e300", "2024-5-1", "2024-05-01T12:00:00.Z"})
    EXPECT_EQ(parse_unix_ms(bad), std::nullopt) << bad;
}

}  // namespace
}  // namespace isotherm::posthog_test
