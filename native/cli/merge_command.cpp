// isotherm merge
#include <CLI/CLI.hpp>
#include <memory>
#include <set>

#include "cli/commands.h"
#include "cli/compaction_run.h"
#include "cli/files.h"
#include "cli/message.h"
#include "cli/output_file.h"
#include "cli/recording_file.h"
#include "model/wording.h"

namespace isotherm::cli {
namespace {

struct MergeArguments {
  std::vector<std::string> inputs;
  std::string output;
  CompactionSettings settings;
};

// Sessions stay apart; one that comes twice is most likely a file that was named twice.
void say_repeated_sessions(const std::vector<const Reader*>& readers) {
  std::set<std::pair<std::string, int64_t>> seen;
  uint64_t repeated = 0;
  for (const Reader* reader : readers) {
    std::set<std::pair<std::string, int64_t>> here;
    for (const PageView& view : reader->catalog().page_views)
      here.emplace(reader->catalog().sessions[view.session].id, view.start_ms);
    for (const auto& visit : here)
      repeated += seen.insert(visit).second ? 0 : 1;
  }
  if (repeated > 0) {
    say(with_thousands(repeated) +
        " page views of equal session and start are in more than one input: is one of them merged already?");
  }
}

int run_merge(const MergeArguments& arguments) {
  std::vector<std::unique_ptr<RecordingFile>> files;
  std::vector<const Reader*> readers;
  uint64_t bytes_before = 0, pages_before = 0;
  for (const std::string& path : arguments.inputs) {
    auto file = RecordingFile::open(path);
    if (!file) return fail(path, file.error());
    readers.push_back(&(*file)->reader());
    bytes_before += readers.back()->size_bytes();
    pages_before += readers.back()->catalog().pages.size();
    files.push_back(std::move(file).value());
  }
  say_repeated_sessions(readers);
  Result<CompactionPlan> plan = plan_merge(readers);
  if (!plan) return fail("merge", plan.error());
  const uint64_t pages_after = plan->catalog.pages.size();
  if (pages_after < pages_before) {
    say(with_thousands(pages_before) + " pages became " + with_thousands(pages_after) +
        ": those of one address were joined");
  }
  return run_compaction(std::move(*plan), files, arguments.inputs, arguments.output, "merge",
                        arguments.settings, bytes_before);
}

}  // namespace

void add_merge_command(CLI::App& root, int& exit_code) {
  auto arguments = std::make_shared<MergeArguments>();
  CLI::App* command = root.add_subcommand(
      "merge", "Make one recording of several, or a compact one of one, with full blocks");
  command->add_option("FILE", arguments->inputs, "Recordings (.ist)")->required()->type_name("");
  add_compaction_options(*command, arguments->output, arguments->settings);
  command->footer(
      "Sessions are kept, one by one. Pages of one address become one page, unless their screenshots of one\n"
      "width differ. Pictures that several inputs hold are kept once.\n\n"
      "Examples:\n"
      "  isotherm merge monday.ist tuesday.ist -o week.ist\n"
      "  isotherm merge live.ist --level 19 -o archive.ist");
  command->callback([arguments, &exit_code] { exit_code = run_merge(*arguments); });
}

}  // namespace isotherm::cli
