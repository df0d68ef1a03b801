// isotherm demo
#include <CLI/CLI.hpp>
#include <memory>

#include "cli/commands.h"
#include "cli/message.h"
#include "cli/output_file.h"
#include "demo/demo_recording.h"
#include "demo/embedded/embedded_demo_assets.h"

namespace isotherm::cli {
namespace {

int run_demo(const std::string& path) {
  Result<OutputFile> output = OutputFile::create(path, {});
  if (!output) return fail(path, output.error());
  const Result<Bytes> recording = make_demo_recording(embedded_demo_assets());
  if (!recording) return fail("demo", recording.error());
  if (const Status written = output->write(*recording); !written) return fail(path, written.error());
  if (const Status committed = output->commit(); !committed) return fail(path, committed.error());
  return kSuccess;
}

}  // namespace

void add_demo_command(CLI::App& root, int& exit_code) {
  auto path = std::make_shared<std::string>();
  CLI::App* command =
      root.add_subcommand("demo", "Write the demo recording: 2,400 invented sessions in an invented shop");
  command->add_option("-o,--output", *path, "Recording to write; - is stdout")
      ->required()
      ->type_name("FILE.ist");
  command->footer("The same bytes every time.\n\nExample:\n  isotherm demo -o demo.ist");
  command->callback([path, &exit_code] { exit_code = run_demo(*path); });
}

}  // namespace isotherm::cli
