// isotherm slice
#include <CLI/CLI.hpp>
#include <memory>

#include "cli/commands.h"
#include "cli/compaction_run.h"
#include "cli/message.h"
#include "cli/recording_choice.h"
#include "stream/durations.h"

namespace isotherm::cli {
namespace {

struct SliceArguments {
  std::string input, output;
  RecordingChoice choice;
  CompactionSettings settings;
};

int run_slice(const SliceArguments& arguments) {
  auto opened = RecordingFile::open(arguments.input);
  if (!opened) return fail(arguments.input, opened.error());
  std::vector<std::unique_ptr<RecordingFile>> files;
  files.push_back(std::move(opened).value());
  const Reader& reader = files.front()->reader();
  Catalog catalog = reader.catalog();
  if (!arguments.choice.from.empty()) {  // a live recording knows lasting page views by their events only
    for (size_t i = 0; i < reader.blocks().size(); ++i) {
      if (const auto block = reader.read_block(i)) extend_durations(catalog.page_views, *block);
    }
  }
  const Result<ChosenRows> rows = choose_rows(catalog, arguments.choice);
  if (!rows) return fail(arguments.input, rows.error());
  if (rows->page_view_count == 0) say("no page view was chosen: the result has no events");
  CompactionPlan plan =
      plan_slice(reader, rows->page_views, rows->pages, rows->time_from_ms, rows->time_to_ms);
  return run_compaction(std::move(plan), files, {arguments.input}, arguments.output, "slice",
                        arguments.settings, reader.size_bytes());
}

}  // namespace

void add_slice_command(CLI::App& root, int& exit_code) {
  auto arguments = std::make_shared<SliceArguments>();
  CLI::App* command = root.add_subcommand("slice", "Make a recording of a part of one");
  command->add_option("FILE", arguments->input, "Recording (.ist)")->required()->type_name("");
  command
      ->add_option(
          "--page", arguments->choice.pages,
          "Page: its number in `isotherm info`, its address, or a part of it; may be given more than "
          "once (default: all)")
      ->type_name("URL_OR_N")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->allow_extra_args(false);
  command
      ->add_option(
          "--session", arguments->choice.sessions,
          "Session: its id, or its number in `isotherm cat`; may be given more than once (default: all)")
      ->type_name("ID_OR_N")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->allow_extra_args(false);
  command
      ->add_option(
          "--device", arguments->choice.devices,
          "Page views to use, by the viewport's width at their start: mobile, tablet, desktop, unknown "
          "or all; may be given more than once (default: all)")
      ->check(CLI::IsMember({"mobile", "tablet", "desktop", "unknown", "all"}))
      ->type_name("NAME")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->allow_extra_args(false);
  command
      ->add_option(
          "--from", arguments->choice.from,
          "First time to use: 2024-05-31T14:05:09Z (UTC), 2024-05-31 or Unix ms (default: the beginning)")
      ->type_name("TIME");
  command
      ->add_option("--to", arguments->choice.to,
                   "Time to stop before, written the same way (default: the end)")
      ->type_name("TIME");
  add_compaction_options(*command, arguments->output, arguments->settings);
  command->footer(
      "The result holds exactly the events that fit all that is given, with their page views, sessions, "
      "pages\n"
      "and screenshots. Page views keep their start; those without an event in the range are kept when they\n"
      "were open in it.\n\n"
      "Examples:\n"
      "  isotherm slice site.ist --page https://example.com/ --device mobile -o home-mobile.ist\n"
      "  isotherm slice site.ist --from 2024-05-31 --to 2024-06-01 -o may-31.ist\n"
      "  isotherm slice site.ist --session 8f3c -o visit.ist");
  command->callback([arguments, &exit_code] { exit_code = run_slice(*arguments); });
}

}  // namespace isotherm::cli
