#include <CLI/CLI.hpp>
#include <cstdio>
#include <new>

#include "cli/commands.h"
#include "cli/message.h"

namespace {

using namespace isotherm::cli;

int run(int argc, char** argv) {
  CLI::App root("Heatmaps and scroll depth from recorded clicks, moves and scrolls, on your own machine.",
                "isotherm");
  root.set_version_flag("--version", "isotherm " ISOTHERM_VERSION, "Print the version and exit");
  root.set_help_all_flag("--help-all", "Print the help of all subcommands and exit");
  root.require_subcommand(1);
  root.get_formatter()->column_width(34);
  root.footer(
      "Example:\n"
      "  isotherm demo -o demo.ist\n"
      "  isotherm info demo.ist\n"
      "  isotherm export demo.ist --layer clicks -o clicks.png\n\n"
      "Exit codes: 0 done, 1 the work failed (bad file, full disk), 2 wrong usage.\n"
      "`isotherm SUBCOMMAND --help` explains each subcommand.");
  int exit_code = kSuccess;
  add_import_command(root, exit_code);
  add_info_command(root, exit_code);
  add_export_command(root, exit_code);
  add_replay_command(root, exit_code);
  add_merge_command(root, exit_code);
  add_slice_command(root, exit_code);
  add_cat_command(root, exit_code);
  add_append_command(root, exit_code);
  add_verify_command(root, exit_code);
  add_repair_command(root, exit_code);
  add_stats_command(root, exit_code);
  add_demo_command(root, exit_code);
  add_view_command(root, exit_code);
  try {
    root.parse(argc, argv);
  } catch (const CLI::Success& asked_for_text) {  // --help, --version
    root.exit(asked_for_text);
  } catch (const CLI::ParseError& error) {
    if (argc < 2) {
      std::fputs(root.help().c_str(), stderr);
      return kUsage;
    }
    return fail_usage(error.what());
  }
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
    say("stdout: writing failed; is the disk full?");
    return kFailure;
  }
  return exit_code;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::bad_alloc&) {
    say("not enough memory");
  } catch (const std::exception& error) {
    say(std::string("unexpected: ") + error.what());
  }
  return kFailure;
}
