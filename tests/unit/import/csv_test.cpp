#include "import/csv.h"

#include "import/csv_fields.h"
#include "imported.h"

namespace isotherm::csv_test {
namespace {

using Texts = std::vector<std::string>;

Imported imported(std::string_view events, std::optional<std::string_view> sessions = std::nullopt,
                  CsvOptions options = {}) {
  auto result = import_csv_text(events, sessions, options);
  EXPECT_TRUE(result.ok()) << result.error().to_string();
  return result.ok() ? *result : Imported{};
}

TEST(CsvTable, ResolvesQuotesAndCountsLines) {
  auto table = CsvTable::open("a,\"B b\",c\r\n1,\"x,\"\"y\"\"\nz\",3\r\n\r\n4,,\"\"\n5,6,7");
  ASSERT_TRUE(table.ok());
  EXPECT_EQ(table->columns(), (std::vector<std::string>{"a", "b b", "c"}));
  CsvRow row;
  ASSERT_TRUE(table->next(row));
  EXPECT_EQ(row.fields, (std::vector<std::string_view>{"1", "x,\"y\"\nz", "3"}));
  EXPECT_EQ(row.line, 2u);
  ASSERT_TRUE(table->next(row));
  EXPECT_EQ(row.fields, (std::vector<std::string_view>{"4", "", ""}));
  EXPECT_EQ(row.line, 5u);
  ASSERT_TRUE(table->next(row));
  EXPECT_EQ(row.fields, (std::vector<std::string_view>{"5", "6", "7"}));
  EXPECT_FALSE(table->next(row));
}

TEST(CsvTable, NamesProblemsOfRows) {
  auto table = CsvTable::open("a,b\n1\n1,2,3\n\"1\"x,2\n3,4\n\"5,6\n7,8\n");
  ASSERT_TRUE(table.ok());
  std::vector<std::string> problems;
  for (CsvRow row; table->next(row);)
    problems.push_back(std::to_string(row.line) + " " + std::string(row.problem));
  ASSERT_EQ(problems.size(), 5u);
  EXPECT_EQ(problems[0], "2 the row has fewer fields than the header");
  EXPECT_EQ(problems[1], "3 the row has more fields than the header");
  EXPECT_EQ(problems[2], "4 text behind a closing quote");
  EXPECT_EQ(problems[3], "5 ");
  EXPECT_EQ(problems[4].substr(0, 21), "6 a quote that opens ");
}

TEST(CsvTable, KnowsSemicolonsAndTabs) {
  EXPECT_EQ(CsvTable::open("a;b\n")->columns().size(), 2u);
  EXPECT_EQ(CsvTable::open("a\tb\n")->columns().size(), 2u);
  EXPECT_EQ(CsvTable::open("a;b,c\n")->columns().size(), 2u);
}

TEST(CsvTable, RefusesUnusableHeaders) {
  EXPECT_EQ(CsvTable::open("").error().code, ErrorCode::truncated);
  EXPECT_EQ(CsvTable::open("\n\n").error().code, ErrorCode::truncated);
  EXPECT_EQ(CsvTable::open("a,A\n").error().code, ErrorCode::damaged);
  EXPECT_EQ(CsvTable::open(std::string_view("\xFF\xFE"
                                            "a\0",
                                            4))
                .error()
                .code,
            ErrorCode::unsupported);
}

TEST(CsvFields, ParsesNumbers) {
  EXPECT_EQ(parse_number("1.5"), 1.5);
  EXPECT_EQ(parse_number(" +2 "), 2);
  EXPECT_EQ(parse_number("-1e3"), -1000);
  for (const char* bad : {"", " ", "nan", "inf", "-inf", "1e999", "0x10", "1,5", "1 2", "abc", "--1", "."})
    EXPECT_FALSE(parse_number(bad)) << bad;
}

TEST(Csv, FindsColumnsInAnyOrder) {
  const Imported result = imported("\xEF\xBB\xBFY,kind,x,Session,time_ms\r\n20.0625,click,10.5,s1,7.4\r\n");
  EXPECT_EQ(result.texts(), (Texts{"click 10.5,20.0625 @7"}));
  EXPECT_EQ(result.catalog.sessions[0].id, "s1");
  EXPECT_EQ(result.catalog.pages[0].url, "about:blank");
  EXPECT_EQ(result.catalog.page_views[0].viewport_width, 0u);
}

TEST(Csv, TakesEveryKind) {
  std::string table = "session,time_ms,kind,x,y\n";
  Texts expected;
  for (uint8_t kind = 0; kind < 32; ++kind) {
    if (!is_known_kind(kind)) continue;
    const std::string name(to_string(static_cast<EventKind>(kind)));
    table += "s," + std::to_string(kind) + "," + name + ",1,2\n";
    expected.push_back(name + " 1,2 @" + std::to_string(kind));
  }
  EXPECT_EQ(imported(table).texts(), expected);
}

TEST(Csv, TakesOptionalColumns) {
  const Imported result = imported(
      "session,time_ms,kind,x,y,target,pointer,fixed,approximate\n"
      "s,1,click,1,2,77,touch,1,0\ns,2,click,1,2,,pen,,yes\ns,3,click,1,2,4294967295,mouse,0,\ns,4,touch_"
      "start,1,2,,touch,,\n");
  EXPECT_EQ(result.texts(), (Texts{"click 1,2 @1 T F #77", "click 1,2 @2 T A", "click 1,2 @3 #4294967295",
                                   "touch_start 1,2 @4"}));
}

TEST(Csv, ReportsBadRowsByLineAndReason) {
  const Imported result = imported(
      "session,time_ms,kind,x,y,target,pointer,fixed\n"
      "s,1,move,1,2,,,\n"       // good
      "s,2,move,1\n"            // 3
      "s,x,move,1,2,,,\n"       // 4
      "s,-1,move,1,2,,,\n"      // 5
      "s,1,wiggle,1,2,,,\n"     // 6
      "s,1,move,,2,,,\n"        // 7
      "s,1,move,1,nan,,,\n"     // 8
      "s,1,move,3e6,2,,,\n"     // 9
      "s,7e8,move,1,2,,,\n"     // 10
      ",1,move,1,2,,,\n"        // 11
      "s,1,move,1,2,-4,,\n"     // 12
      "s,1,move,1,2,,laser,\n"  // 13
      "s,1,move,1,2,,,maybe\n"  // 14
      "s,1,resize,-1,2,,,\n");  // 15
  EXPECT_EQ(result.report.events, 1u);
  EXPECT_EQ(result.report.skipped_count(), 13u);
  const std::pair<std::string_view, std::vector<uint64_t>> expected[] = {{"fewer fields", {3}},
                                                                         {"time_ms is not a number", {4}},
                                                                         {"negative", {5}},
                                                                         {"unknown kind \"wiggle\"", {6}},
                                                                         {"x or y is not a number", {7, 8}},
                                                                         {"out of range", {9}},
                                                                         {"7 days", {10}},
                                                                         {"no session id", {11}},
                                                                         {"target", {12}},
                                                                         {"pointer \"laser\"", {13}},
                                                                         {"fixed", {14}},
                                                                         {"viewport size", {15}}};
  for (const auto& [part, lines] : expected) {
    const ImportIssue* issue = find_issue(result.report.skipped, part);
    ASSERT_NE(issue, nullptr) << part;
    EXPECT_EQ(issue->lines, lines) << part;
    EXPECT_TRUE(issue->reason.starts_with("events: ")) << issue->reason;
  }
}

TEST(Csv, TakesSessions) {
  const Imported result =
      imported("session,time_ms,kind,x,y\nb,5,click,1,2\nmissing,5,click,1,2\na,6,click,3,4\n",
               "session,url,title,start_unix_ms,duration_ms,viewport_w,viewport_h,doc_w,doc_h,dpr,tag:plan,"
               "tag:city,note\n"
               "a,https://x/,\"Home, sweet\",1671197300605,35708,1422,1137,1422,2821,1.75,pro,,hello\n"
               "b,https://y/,,,,,,,,,,Ulm,\n");
  EXPECT_EQ(result.report.sessions, 2u);
  EXPECT_EQ(result.texts(), (Texts{"click 3,4 @6", "click 1,2 @5"}));
  EXPECT_EQ(result.catalog.pages[0].title, "Home, sweet");
  const PageView expected{.session = 0,
                          .page = 0,
                          .start_ms = 1671197300605,
                          .duration_ms = 35708,
                          .viewport_width = 1422,
                          .viewport_height = 1137,
                          .document_width = 1422,
                          .document_height = 2821,
                          .device_pixel_ratio_x1000 = 1750};
  EXPECT_EQ(result.catalog.page_views[0], expected);
  EXPECT_EQ(result.catalog.sessions[0].tags, (std::vector<Tag>{{"plan", "pro"}}));
  EXPECT_EQ(result.catalog.sessions[1].tags, (std::vector<Tag>{{"city", "Ulm"}}));
  const ImportIssue* unknown = find_issue(result.report.skipped, "not in the sessions table");
  ASSERT_NE(unknown, nullptr);
  EXPECT_EQ(unknown->lines, (std::vector<uint64_t>{3}));
  EXPECT_NE(find_issue(result.report.ignored, "\"note\""), nullptr);
}

TEST(Csv, SeveralRowsOfASessionAreItsPageViews) {
  const Imported result = imported(
      "session,time_ms,kind,x,y\ns,0,click,1,0\ns,999,click,2,0\ns,1000,click,3,0\ns,5000,click,4,0\n",
      "session,url,start_unix_ms\ns,https://x/2,11000\ns,https://x/1,10000\ns,https://x/3,11000\n");
  EXPECT_EQ(result.report.sessions, 1u);
  ASSERT_EQ(result.catalog.page_views.size(), 2u);
  EXPECT_EQ(result.texts(), (Texts{"click 1,0 @0", "click 2,0 @999", "click 3,0 @0", "click 4,0 @4000"}));
  EXPECT_EQ(result.events[1].page_view, 0u);
  EXPECT_EQ(result.events[2].page_view, 1u);
  EXPECT_EQ(result.catalog.pages[result.catalog.page_views[0].page].url, "https://x/1");
  EXPECT_EQ(find_issue(result.report.skipped, "same start")->lines, (std::vector<uint64_t>{4}));
}

TEST(Csv, ReportsBadSessionRows) {
  const Imported result = imported("session,time_ms,kind,x,y\n",
                                   "session,url,start_unix_ms,duration_ms,viewport_w,dpr\n"
                                   ",u,,,,\ns,,,,,\ns,u,x,,,\ns,u,,1e12,,\ns,u,,,-1,\ns,u,,,,900\n");
  EXPECT_EQ(result.report.sessions, 0u);
  EXPECT_EQ(result.report.skipped_count(), 6u);
  for (const char* part : {"no session id", "no url", "start_unix_ms", "duration_ms", "viewport_w", "dpr"})
    EXPECT_NE(find_issue(result.report.skipped, part), nullptr) << part;
}

// 2 x 4 px, opaque, up to where the pixels begin
constexpr uint8_t kPng[] = {0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A, 0,    0, 0, 13,
                            'I',  'H', 'D', 'R', 0,    0,    0,    2,    0,    0, 0, 4,
                            8,    2,   0,   0,   0,    0xF0, 0xCA, 0xEA, 0x34, 0, 0, 0,
                            0,    'I', 'D', 'A', 'T',  0x35, 0xAF, 0x06, 0x1E};

TEST(Csv, EmbedsScreenshots) {
  std::vector<std::string> asked;
  CsvOptions options;
  options.load_picture = [&](const std::string& path) -> Result<Bytes> {
    asked.push_back(path);
    if (path == "gone.png") return make_error(ErrorCode::io, "gone.png: No such file or directory");
    if (path == "text.png") return Bytes{'t', 'e', 'x', 't'};
    return Bytes(std::begin(kPng), std::end(kPng));
  };
  const Imported result =
      imported("session,time_ms,kind,x,y\n",
               "session,url,doc_w,screenshot,screenshot_css_w,screenshot_css_h\n"
               "a,u1,,p/1.png,1000,2000\nb,u1,,p/"
               "1.png,1000,2000\nc,u2,,gone.png,1,1\nd,u3,,text.png,1,1\ne,u4,500,4.png,,\nf,u5,,,,\n",
               options);
  EXPECT_EQ(asked, (std::vector<std::string>{"p/1.png", "gone.png", "text.png", "4.png"}));
  ASSERT_EQ(result.screenshots.size(), 2u);
  EXPECT_EQ(result.screenshots[0].css_width, 1000u);
  EXPECT_EQ(result.screenshots[0].css_height, 2000u);
  EXPECT_EQ(result.screenshots[1].css_width, 500u);
  EXPECT_EQ(result.screenshots[1].css_height, 1000u);
  EXPECT_EQ(result.report.screenshots, 2u);
  EXPECT_EQ(find_issue(result.report.skipped, "gone.png")->lines, (std::vector<uint64_t>{4}));
  EXPECT_EQ(find_issue(result.report.skipped, "text.png")->lines, (std::vector<uint64_t>{5}));
}

TEST(Csv, RefusesTablesWithoutTheirColumns) {
  EXPECT_NE(import_csv_text("session,time,kind,x,y\n")
                .error()
                .message.find("no column \"time_ms\"; its header has \"session\", \"time\""),
            std::string::npos);
  EXPECT_NE(import_csv_text("session,time_ms,kind,x,y\n", "id,url\n")
                .error()
                .message.find("sessions table has no column \"session\""),
            std::string::npos);
}

TEST(Csv, KeepsHostileReportsSmall) {
  std::string table = "session,time_ms,kind,x,y\n";
  for (int i = 0; i < 5000; ++i)
    table += "s,1,kind" + std::to_string(i) + "\x1B[31m,1,2\n";
  const Imported result = imported(table);
  EXPECT_LE(result.report.skipped.size(), 100u);
  EXPECT_EQ(result.report.skipped_count(), 5000u);
  for (const ImportIssue& issue : result.report.skipped)
    EXPECT_EQ(issue.reason.find('\x1B'), std::string::npos);
}

}  // namespace
}  // namespace isotherm::csv_test
