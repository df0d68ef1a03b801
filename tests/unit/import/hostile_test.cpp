// Numbers that are none, and numbers too large for anything, in every text format.
#include "imported.h"

namespace isotherm::hostile_test {
namespace {

constexpr const char* kNoNumbers[] = {"nan",    "NaN",   "-nan", "inf", "-inf",  "Infinity", "1e309",
                                      "-1e309", "0x1p5", "1e",   "٣",   "1_000", "null",     "1.2.3"};
constexpr const char* kTooLarge[] = {"2097153",
                                     "-2097153",
                                     "2147483647",
                                     "-2147483648",
                                     "4294967296",
                                     "1e18",
                                     "-1e300",
                                     "1.7976931348623157e308",
                                     "9223372036854775808"};

TEST(Hostile, NanLikeCoordinatesInCsvAreSkipped) {
  std::string table = "session,time_ms,kind,x,y\n";
  uint64_t bad = 0;
  for (const char* number : kNoNumbers) {
    table += std::string("s,1,move,") + number + ",5\ns,2,move,5," + number + "\ns," + number + ",move,1,1\n";
    bad += 3;
  }
  for (const char* number : kTooLarge) {
    table += std::string("s,1,move,") + number + ",5\ns,2,move,5," + number + "\n";
    bad += 2;
  }
  table += "s,3,move,2097152,-2097152\n";
  const auto result = import_csv_text(table);
  ASSERT_TRUE(result.ok()) << result.error().to_string();
  EXPECT_EQ(result.value().report.skipped_count(), bad);
  EXPECT_EQ(result.value().texts(), std::vector<std::string>{"move 2.09715e+06,-2.09715e+06 @3"});
}

TEST(Hostile, NanLikeCoordinatesInRrwebAreSkipped) {
  std::string text =
      R"([{"type":4,"timestamp":1000,"data":{"href":"https://a.example/","width":800,"height":600}})";
  uint64_t bad = 0;
  const auto click = [](const std::string& x, const std::string& y) {
    return R"(,{"type":3,"timestamp":1001,"data":{"source":2,"type":2,"id":1,"x":)" + x + R"(,"y":)" + y +
           "}}";
  };
  for (const char* number : kNoNumbers) {
    text += click(number, "5") + click("5", number);
    bad += 2;
  }
  for (const char* number : kTooLarge) {
    text += click(number, "5") + click("5", number);
    bad += 2;
  }
  text += click("7", "8") + "]";
  const auto result = import_rrweb_text(text);
  ASSERT_TRUE(result.ok()) << result.error().to_string();
  EXPECT_EQ(result.value().report.skipped_count(), bad);
  EXPECT_EQ(result.value().texts(), std::vector<std::string>{"click 7,8 @1 #1"});
}

}  // namespace
}  // namespace isotherm::hostile_test
