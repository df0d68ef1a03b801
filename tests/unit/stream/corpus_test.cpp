// Every reader of the format must find in these files what stands beside them.
#include <sstream>

#include "unit/stream/corpus.h"

namespace isotherm::corpus_test {
namespace {

std::string text_of(const std::string& path) {
  const auto bytes = load(path);
  EXPECT_TRUE(bytes.has_value()) << path;
  return bytes ? std::string(bytes->begin(), bytes->end()) : "";
}

TEST(Corpus, ValidFilesGiveWhatTheirTablesSay) {
  std::istringstream names(text_of(corpus_path("valid/files.txt")));
  int count = 0;
  for (std::string name; std::getline(names, name); ++count) {
    const auto file = load(corpus_path("valid/" + name + ".ist"));
    ASSERT_TRUE(file.has_value()) << name;
    const std::string expected = text_of(corpus_path("valid/" + name + ".csv"));
    for (const ReadResult& read : {read_all(*file), parse_all(*file, 1), parse_all(*file, 1 << 16)}) {
      EXPECT_EQ(read.failure, "") << name;
      EXPECT_TRUE(read.warnings.empty()) << name;
      EXPECT_EQ(describe(read), expected) << name;
    }
  }
  EXPECT_GE(count, 14);
}

TEST(Corpus, InvalidFilesLoseWhatTheTableSays) {
  std::istringstream rows(text_of(corpus_path("invalid/expected.csv")));
  std::string row;
  std::getline(rows, row);  // titles
  int count = 0;
  for (; std::getline(rows, row); ++count) {
    std::istringstream cells(row);
    std::string name, opens, events, words;
    std::getline(cells, name, ',');
    std::getline(cells, opens, ',');
    std::getline(cells, events, ',');
    std::getline(cells, words);
    const auto file = load(corpus_path("invalid/" + name + ".ist"));
    ASSERT_TRUE(file.has_value()) << name;
    const ReadResult read = read_all(*file);
    EXPECT_EQ(read.failure.empty(), opens == "yes") << name;
    EXPECT_EQ(std::to_string(flat(read.blocks).size()), events) << name;
    std::string told = read.failure;
    for (const Warning& warning : read.warnings)
      told += warning.error.message + "\n";
    EXPECT_NE(told.find(words), std::string::npos) << name << ": " << told;
    const ReadResult parsed = parse_all(*file, 100);  // stricter, and never finds more
    EXPECT_LE(flat(parsed.blocks).size(), flat(read.blocks).size()) << name;
  }
  EXPECT_GE(count, 18);
}

}  // namespace
}  // namespace isotherm::corpus_test
