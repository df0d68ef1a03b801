#include "base/json_value.h"

#include <gtest/gtest.h>

#include "base/json_writer.h"

namespace isotherm::json_value_test {
namespace {

TEST(JsonValue, ReadsWhatTheWriterWrites) {
  const std::string awkward = "a \"quoted\" \\ line\nand \x01 – ü";
  JsonWriter json;
  json.begin_object();
  json.text("text", awkward);
  json.number("whole", -17.0);
  json.number("part", 0.1);
  json.number("none", std::optional<double>());
  json.boolean("yes", true);
  json.key("list");
  json.begin_array();
  json.integer(3);
  json.begin_object();
  json.end_object();
  json.end_array();
  json.end_object();
  const auto read = parse_json(json.take());
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->text_at("text"), awkward);
  EXPECT_EQ(read->whole_at("whole"), -17);
  EXPECT_EQ(read->whole_at("part"), std::nullopt);
  EXPECT_EQ(read->find("part")->number(), 0.1);
  EXPECT_EQ(read->find("none")->kind(), JsonValue::Kind::null);
  EXPECT_TRUE(read->find("yes")->boolean());
  ASSERT_EQ(read->find("list")->items().size(), 2u);
  EXPECT_EQ(read->find("list")->items()[0].number(), 3);
  EXPECT_EQ(read->find("missing"), nullptr);
}

TEST(JsonValue, ReadsEscapes) {
  const auto read = parse_json(R"( ["\u00fc\ud83d\ude00\/\t"] )");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->items()[0].text(), "ü😀/\t");
}

TEST(JsonValue, RefusesWhatIsNoJson) {
  for (const char* bad : {"", "{", "[1,]", "{\"a\"}", "{\"a\":}", "[1 2]", "nul", "\"\\x\"", "\"\\ud800\"",
                          "1e999", "--1", "[1]x", "\"a\nb\"", "{a:1}", "\"\\u12", "]"}) {
    const auto read = parse_json(bad);
    EXPECT_FALSE(read.ok()) << bad;
  }
  EXPECT_FALSE(parse_json(std::string(100'000, '[')).ok());
  EXPECT_TRUE(parse_json(std::string(30, '[') + std::string(30, ']')).ok());
}

}  // namespace
}  // namespace isotherm::json_value_test
