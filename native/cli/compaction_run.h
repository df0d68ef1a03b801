#pragma once
// What merge and slice do with their plan: write the result, and say what became of the inputs.
#include <memory>
#include <string>
#include <vector>

#include "cli/recording_file.h"
#include "stream/compaction.h"

namespace CLI {
class App;
}

namespace isotherm::cli {

struct CompactionSettings {
  int zstd_level = kDefaultLevel;
  uint32_t events_per_block = WriterOptions{}.events_per_block;
  bool is_strict = false;
};

// -o, --level, --block and --strict.
void add_compaction_options(CLI::App& command, std::string& output, CompactionSettings& settings);

// `files` are those of the plan's inputs, in their order, at `paths`; `verb` names the subcommand. Returns
// the exit code.
int run_compaction(CompactionPlan plan, const std::vector<std::unique_ptr<RecordingFile>>& files,
                   const std::vector<std::string>& paths, const std::string& output, std::string_view verb,
                   const CompactionSettings& settings, uint64_t bytes_before);

}  // namespace isotherm::cli
