// isotherm import NAME: one subcommand per kind of recordings (import_format.h), and csv
#include <CLI/CLI.hpp>
#include <memory>

#include "cli/commands.h"
#include "cli/import_run.h"
#include "cli/level_option.h"

namespace isotherm::cli {
namespace {

constexpr std::string_view kCsvHelp =
    "Columns are found by their header, in any order; tables may be gzipped. Needed are those marked *.\n"
    "EVENTS.csv\n"
    "  session*      name of the session\n"
    "  time_ms*      ms since the session's start\n"
    "  kind*         move, mouse_down, mouse_up, click, double_click, context_menu, scroll,\n"
    "                element_scroll, resize, touch_start, touch_move, touch_end, touch_cancel\n"
    "  x*, y*        page position in CSS px; for scroll the scroll offset, for resize the viewport size\n"
    "  target        number of the element, 0 = none\n"
    "  pointer       mouse (default), touch or pen\n"
    "  fixed         1 = on a fixed element, x and y are viewport px\n"
    "  approximate   1 = the exact place is not known\n"
    "SESSIONS.csv (a session with several rows has several page views)\n"
    "  session*, url*\n"
    "  title                              of the page\n"
    "  start_unix_ms, duration_ms         when the page view began, how long it lasted\n"
    "  viewport_w, viewport_h             CSS px, at its start\n"
    "  doc_w, doc_h                       size of the whole page, CSS px\n"
    "  dpr                                device pixel ratio\n"
    "  screenshot                         picture of the page; the path is relative to SESSIONS.csv\n"
    "  screenshot_css_w, screenshot_css_h CSS px that the picture shows (default doc_w and its aspect "
    "ratio)\n"
    "  tag:NAME                           any value to keep with the session\n\n"
    "Examples:\n"
    "  isotherm import csv events.csv --sessions sessions.csv -o study.ist\n"
    "  isotherm import csv clicks.csv --url https://example.com/ --screenshot home.png@1440 -o clicks.ist";

// `format` nullptr = CSV tables.
int run_import(const ImportArguments& arguments, const ImportFormat* format) {
  std::vector<std::string> inputs = arguments.inputs;
  inputs.push_back(arguments.sessions_path);
  for (const std::string& text : arguments.screenshots) {
    if (const auto argument = parse_picture_argument(text, true)) inputs.push_back(argument->path);
  }
  Result<OutputFile> output = OutputFile::create(arguments.output_path, inputs);
  if (!output) return fail(arguments.output_path, output.error());
  ImportRun run(arguments, *output, format ? format->name : "csv");
  int code = format ? run.read_inputs(*format) : run.read_csv();
  if (code == kSuccess) code = run.add_screenshots();
  if (code == kSuccess) code = run.finish();
  if (code != kSuccess) return code;
  const Status committed = output->commit();
  if (!committed) return fail(arguments.output_path, committed.error());
  run.say_total();
  return kSuccess;
}

void add_shared_options(CLI::App& command, ImportArguments& arguments) {
  command.add_option("-o,--output", arguments.output_path, "Recording to write; - is stdout")
      ->required()
      ->type_name("FILE.ist");
  command
      .add_option("--screenshot", arguments.screenshots,
                  "Picture of a page: [URL_OR_ID=]image.png[@CSS_WIDTH]; may be given more than once. "
                  "Without @CSS_WIDTH it shows the page's viewport width")
      ->type_name("PICTURE")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->allow_extra_args(false);
  add_level_option(command, arguments.zstd_level);
  command.add_flag("--strict", arguments.is_strict,
                   "Write nothing and exit with 1 if anything in the input had to be skipped");
}

void add_format(CLI::App& command, const ImportFormat& format, int& exit_code) {
  auto arguments = std::make_shared<ImportArguments>();
  CLI::App* import = command.add_subcommand(std::string(format.name), std::string(format.description));
  import->add_option("FILE", arguments->inputs, std::string(format.inputs))->required()->type_name("");
  import->add_option("--url", arguments->options.url, "Address of the page where a recording does not say it")
      ->capture_default_str()
      ->type_name("URL");
  add_shared_options(*import, *arguments);
  import->footer(std::string(format.footer));
  import->callback(
      [arguments, &format, &exit_code] { exit_code = run_import(*arguments, &format);
});
}  // namespace

void add_csv(CLI::App& command, int& exit_code) {
  auto arguments = std::make_shared<ImportArguments>();
  CLI::App* csv = command.add_subcommand("csv", "From CSV tables of events and sessions");
  csv->add_option("EVENTS", arguments->inputs, "Table of events; - is stdin")
      ->required()
      ->expected(1)
      ->type_name("");
  csv->add_option(
         "--sessions", arguments->sessions_path,
         "Table of sessions; without it each session is one view of --url with unknown viewport and start")
      ->type_name("SESSIONS.csv");
  csv->add_option("--url", arguments->options.url,
                  "Address of the page of all events when there is no --sessions")
      ->capture_default_str()
      ->type_name("URL");
  csv->add_flag("--no-screenshots", arguments->leaves_out_screenshots,
                "Do not embed the pictures of the screenshot column (default: embed)");
  add_shared_options(*csv, *arguments);
  csv->footer(std::string(kCsvHelp));
  csv->callback([arguments, &exit_code] { exit_code = run_import(*arguments, nullptr); });
}

}  // namespace isotherm::cli

std::span<const ImportFormat* const> import_formats() {
  static constexpr const ImportFormat* kFormats[] = {&kRrwebImport, &kPosthogImport, &kClarityImport,
                                                     &kOpenreplayImport, &kLinesImport};
  return kFormats;
}

void add_import_command(CLI::App& root, int& exit_code) {
  CLI::App* command = root.add_subcommand("import", "Make a recording (.ist) from recordings of other tools");
  command->require_subcommand(1);
  command->footer(
      "Examples:\n"
      "  isotherm import rrweb session.json -o site.ist\n"
      "  isotherm import posthog events.ndjson.gz -o site.ist\n"
      "  isotherm import openreplay session.mob -o site.ist\n"
      "  isotherm import csv events.csv --sessions sessions.csv -o study.ist");
  for (const ImportFormat* format : import_formats())
    add_format(*command, *format, exit_code);
  add_csv(*command, exit_code);
}

}  // namespace isotherm::cli
