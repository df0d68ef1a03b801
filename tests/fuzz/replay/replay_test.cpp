// Runs every file of the corpora: what the fuzzer found once stays found, on every target of the build.
#include <dirent.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>

#include "fuzz/target.h"

namespace isotherm::fuzz {

namespace {

std::vector<std::string> files_in(const std::string& folder) {
  std::vector<std::string> names;
  DIR* directory = opendir(folder.c_str());
  if (directory == nullptr) return names;
  while (const dirent* entry = readdir(directory)) {
    if (entry->d_name[0] != '.') names.emplace_back(entry->d_name);
  }
  closedir(directory);
  std::sort(names.begin(), names.end());
  return names;
}

Bytes read_file(const std::string& path) {
  Bytes bytes;
  std::FILE* file = std::fopen(path.c_str(), "rb");
  EXPECT_NE(file, nullptr) << path;
  if (file == nullptr) return bytes;
  uint8_t buffer[4096];
  for (size_t count; (count = std::fread(buffer, 1, sizeof(buffer), file)) != 0;)
    bytes.insert(bytes.end(), buffer, buffer + count);
  std::fclose(file);
  return bytes;
}

}  // namespace

// For GoogleTest's messages.
void PrintTo(const Target& target, std::ostream* out) {
  *out << target.name;
}

namespace {

class FuzzCorpus : public testing::TestWithParam<Target> {};

TEST_P(FuzzCorpus, RunsWithoutAFinding) {
  const std::string folder = std::string(ISOTHERM_TESTS_DIR) + "/fuzz/corpus/" + GetParam().name;
  const std::vector<std::string> names = files_in(folder);
  EXPECT_GE(names.size(), 10u) << folder;
  GetParam().run({});
  for (const std::string& name : names) {
    // A finding ends the program: the last line names its input.
    std::printf("%s/%s\n", GetParam().name, name.c_str());
    std::fflush(stdout);
    GetParam().run(read_file(folder + "/" + name));
  }
}

INSTANTIATE_TEST_SUITE_P(All, FuzzCorpus, testing::ValuesIn(targets().begin(), targets().end()),
                         [](const auto& param) { return std::string(param.param.name); });

}  // namespace
}  // namespace isotherm::fuzz
