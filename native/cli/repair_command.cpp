// isotherm repair
#include <CLI/CLI.hpp>
#include <memory>

#include "cli/audit_text.h"
#include "cli/commands.h"
#include "cli/file_source.h"
#include "cli/files.h"
#include "cli/message.h"
#include "cli/output_file.h"
#include "stream/repair.h"

namespace isotherm::cli {
namespace {

struct RepairArguments {
  std::string input, output;
  bool is_in_place = false;
};

int run_repair(const RepairArguments& arguments) {
  if (arguments.output.empty() != arguments.is_in_place)
    return fail_usage("name the result with -o, or give --in-place");
  const std::string& target = arguments.is_in_place ? arguments.input : arguments.output;
  Result<FileSource> source = FileSource::open(arguments.input);
  if (!source) return fail(arguments.input, source.error());
  std::vector<std::string> inputs;
  if (!arguments.is_in_place) inputs.push_back(arguments.input);
  Result<OutputFile> output = OutputFile::create(target, inputs);
  if (!output) return fail(target, output.error());
  const Result<AuditReport> report = repair(*source, *output);
  if (!report) return fail(arguments.input, report.error());
  for (const Warning& finding : report->findings)
    say(arguments.input + ": " + finding.error.to_string());
  const std::string lost = lost_text(*report);
  // A recording that was only just begun is kept, and empty.
  const bool has_header = read_file_header(*source, 0, source->size()).ok();
  if (report->events == 0 && report->catalogs == 0 && !has_header) {
    say(arguments.input + ": nothing could be kept; nothing was written");
    return kFailure;
  }
  if (const Status committed = output->commit(); !committed) return fail(target, committed.error());
  say(target + ": kept " + whole_text(*report) + "; lost: " + (lost.empty() ? "nothing" : lost));
  return kSuccess;
}

}  // namespace

void add_repair_command(CLI::App& root, int& exit_code) {
  auto arguments = std::make_shared<RepairArguments>();
  CLI::App* command =
      root.add_subcommand("repair", "Make a whole recording of a damaged one, with everything that is whole");
  command->add_option("FILE", arguments->input, "Recording (.ist), damaged or without an index")
      ->required()
      ->type_name("");
  command->add_option("-o,--output", arguments->output, "Recording to write; - is stdout")
      ->type_name("FILE.ist");
  command->add_flag("--in-place", arguments->is_in_place,
                    "Put the result in the place of FILE, when it is complete");
  command->footer(
      "Every block, table and screenshot that is whole is copied as it is, also behind damage; index and "
      "seek\n"
      "table are made anew. What is lost is said. `isotherm merge` compacts the result.\n\n"
      "Examples:\n"
      "  isotherm repair broken.ist -o mended.ist\n"
      "  isotherm repair --in-place killed.ist");
  command->callback([arguments, &exit_code] { exit_code = run_repair(*arguments); });
}

}  // namespace isotherm::cli
