#include "import/json_skipper.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace isotherm::json_skipper_test {
namespace {

// Where the bracket that opens `text` is closed, by the plainest means.
size_t plain_end(std::string_view text) {
  int depth = 0;
  bool is_string = false, is_escaped = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is_escaped) {
      is_escaped = false;
    } else if (is_string) {
      is_escaped = c == '\\';
      is_string = c != '"';
    } else if (c == '"') {
      is_string = true;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if (c == '}' || c == ']') {
      if (--depth == 0) return i + 1;
    }
  }
  return JsonSkipper::npos;
}

// Skips in pieces; each piece is copied, with other text in its padding.
size_t end_in_pieces(std::string_view text, size_t piece) {
  JsonSkipper skipper;
  for (size_t at = 0; at < text.size(); at += piece) {
    const std::string copy = std::string(text.substr(at, piece));
    const std::string padded = copy + std::string(kJsonPadding, at % 2 == 0 ? '"' : '}');
    const size_t end = skipper.skip(std::string_view(padded).substr(0, copy.size()));
    if (end != JsonSkipper::npos) return at + end;
  }
  return JsonSkipper::npos;
}

// An object with strings full of brackets, quotes and backslashes; brackets need not match.
std::string random_text(std::minstd_rand& random) {
  std::string text = "{";
  for (size_t tokens = random() % 12; tokens > 0; --tokens) {
    text += std::string("{}[]")[random() % 4];
    text += '"';
    for (size_t size = random() % 90; size > 0; --size) {
      switch (random() % 6) {
        case 0:
          text += "{}[]"[random() % 4];
          break;
        case 1:
          text += random() % 2 == 0 ? "\\\"" : "\\n";
          break;
        case 2:
          text += std::string(2 * (random() % 40), '\\');
          break;
        default:
          text += 'x';
      }
    }
    text += "\",";
  }
  return text + "}]}";
}

TEST(JsonSkipper, AgreesWithThePlainWay) {
  std::minstd_rand random(7);
  size_t ended = 0;
  for (int round = 0; round < 2000; ++round) {
    const std::string text = random_text(random);
    const size_t expected = plain_end(text);
    ended += expected != JsonSkipper::npos ? 1 : 0;
    for (const size_t piece : {text.size(), size_t{1}, size_t{7}, size_t{64}, size_t{100}})
      ASSERT_EQ(end_in_pieces(text, piece), expected) << text << ", pieces of " << piece;
  }
  EXPECT_GT(ended, 200u);
  EXPECT_LT(ended, 2000u);
}

TEST(JsonSkipper, KnowsStringsAndScalars) {
  EXPECT_EQ(end_in_pieces(R"("a\"]b\\",)", 1), 9u);
  EXPECT_EQ(end_in_pieces(R"("a\"]b\\",)", 100), 9u);
  EXPECT_EQ(end_in_pieces("-1.5e3}", 2), 6u);
  EXPECT_EQ(end_in_pieces("true ,", 100), 4u);
  EXPECT_EQ(end_in_pieces("true", 100), JsonSkipper::npos);
  EXPECT_EQ(end_in_pieces("\"open", 100), JsonSkipper::npos);
}

TEST(JsonSkipper, FindsRareWords) {
  constexpr std::string_view kWord = "isAttachIframe";
  for (size_t before = 0; before < 80; ++before) {
    for (const size_t behind : {0u, 1u, 15u, 40u}) {
      const std::string text = std::string(before, 'A') + std::string(kWord) + std::string(behind, 'I');
      EXPECT_TRUE(contains_rare(text, kWord)) << before << " " << behind;
      EXPECT_FALSE(contains_rare(std::string_view(text).substr(0, before + kWord.size() - 1), kWord));
      EXPECT_FALSE(contains_rare(std::string_view(text).substr(before + 1), kWord));
    }
  }
}

}  // namespace
}  // namespace isotherm::json_skipper_test
