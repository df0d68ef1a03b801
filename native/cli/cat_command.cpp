// isotherm cat
#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdio>
#include <memory>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/message.h"
#include "cli/output_file.h"
#include "cli/recording_file.h"
#include "stream/recording_text.h"

namespace isotherm::cli {
namespace {

struct CatArguments {
  std::string input, output = "-", sessions, format = "ndjson";
  bool is_strict = false;
};

ByteSpan bytes_of(const std::string& text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

// The sessions table, whole, before the first event: who reads the events from a pipe may stop early.
int write_sessions(const CatArguments& arguments, const Catalog& catalog) {
  const std::vector<std::string> inputs{arguments.input};
  Result<OutputFile> output = OutputFile::create(arguments.sessions, inputs);
  if (!output) return fail(arguments.sessions, output.error());
  Status status = output->write(bytes_of(csv_sessions_table(catalog)));
  if (status.ok()) status = output->commit();
  return status.ok() ? kSuccess : fail(arguments.sessions, status.error());
}

int run_cat(const CatArguments& arguments) {
  const bool is_csv = arguments.format == "csv";
  if (!arguments.sessions.empty() && !is_csv) return fail_usage("--sessions goes with --format csv");
  auto opened = RecordingFile::open(arguments.input);
  if (!opened) return fail(arguments.input, opened.error());
  RecordingFile& file = **opened;
  const Catalog& catalog = file.reader().catalog();
  if (arguments.is_strict && file.warnings() > 0) {
    say("--strict: the recording is damaged; nothing was written");
    return kFailure;
  }
  if (!arguments.sessions.empty()) {
    if (const int code = write_sessions(arguments, catalog); code != kSuccess) return code;
  }
  const std::vector<std::string> inputs{arguments.input};
  Result<OutputFile> output = OutputFile::create(arguments.output, inputs);
  if (!output) return fail(arguments.output, output.error());
  const CsvEvents events(catalog);
  Status status = output->write(bytes_of(is_csv ? csv_events_header() : json_lines(catalog)));
  file.read_blocks([&](const BlockInfo&) { return status.ok(); },
                   [&](const EventBlock& block) {
                     status = output->write(bytes_of(is_csv ? events.rows(block) : json_lines(block)));
                   });
  if (status.ok() && arguments.is_strict && file.warnings() > 0) {
    say("--strict: the recording is damaged");
    return kFailure;
  }
  if (status.ok()) status = output->commit();
  return status.ok() ? kSuccess : fail(arguments.output, status.error());
}

}  // namespace

void add_cat_command(CLI::App& root, int& exit_code) {
  auto arguments = std::make_shared<CatArguments>();
  CLI::App* command = root.add_subcommand("cat", "Print a recording as text: JSON lines or CSV");
  command->add_option("FILE", arguments->input, "Recording (.ist)")->required()->type_name("");
  command
      ->add_option("--format", arguments->format,
                   "ndjson (everything in one stream) or csv (a table of events)")
      ->check(CLI::IsMember({"ndjson", "csv"}))
      ->capture_default_str()
      ->type_name("NAME");
  command
      ->add_option("--sessions", arguments->sessions,
                   "Also write the table of page views, sessions and pages (with --format csv)")
      ->type_name("FILE.csv");
  command->add_option("-o,--output", arguments->output, "Text to write; - is stdout")
      ->capture_default_str()
      ->type_name("FILE");
  command->add_flag("--strict", arguments->is_strict,
                    "Exit with 1 if parts of the recording are damaged (default: say so and go on)");
  command->footer(
      "Nothing is lost but the screenshots: imported again, both forms give the same events, page views,\n"
      "sessions, tags and pages. Events come in the order of the file: by kind of event, then by page.\n\n"
      "Examples:\n"
      "  isotherm cat site.ist | jq -c 'select(.kind == \"click\")'\n"
      "  isotherm cat site.ist | gzip >site.ndjson.gz; isotherm import ndjson site.ndjson.gz -o same.ist\n"
      "  isotherm cat site.ist --format csv --sessions sessions.csv -o events.csv\n"
      "  isotherm import csv events.csv --sessions sessions.csv -o same.ist");
  command->callback([arguments, &exit_code] { exit_code = run_cat(*arguments); });
}

}  // namespace isotherm::cli
