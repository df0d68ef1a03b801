// isotherm verify
#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "cli/audit_text.h"
#include "cli/commands.h"
#include "cli/file_source.h"
#include "cli/message.h"

namespace isotherm::cli {
namespace {

int verify_file(const std::string& path, bool as_json) {
  Result<FileSource> source = FileSource::open(path);
  if (!source) return fail(path, source.error());
  const Result<AuditReport> report = audit(*source, LostHeaders::leave_out, nullptr);
  if (!report) return fail(path, report.error());
  if (as_json) {
    std::printf("%s\n", audit_json(path, *report).c_str());
  } else {
    print_findings(path, *report);
  }
  return report->is_clean() ? kSuccess : kFailure;
}

}  // namespace

void add_verify_command(CLI::App& root, int& exit_code) {
  struct Arguments {
    std::vector<std::string> paths;
    bool as_json = false;
  };
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command =
      root.add_subcommand("verify", "Check every byte of recordings, and say what is damaged");
  command->add_option("FILE", arguments->paths, "Recordings (.ist)")->required()->type_name("");
  command->add_flag("--json", arguments->as_json, "Print a JSON object per file (default: text)");
  command->footer(
      "Checks every checksum and every rule of the format. Exit code 0: all files are whole; 1: one is "
      "not.\n\n"
      "Examples:\n"
      "  isotherm verify site.ist\n"
      "  isotherm verify --json archive/*.ist");
  command->callback([arguments, &exit_code] {
    for (const std::string& path : arguments->paths)
      exit_code = std::max(exit_code, verify_file(path, arguments->as_json));
  });
}

}  // namespace isotherm::cli
