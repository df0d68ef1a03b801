// isotherm view
#include <CLI/CLI.hpp>
#include <memory>

#include "cli/commands.h"
#include "cli/file_source.h"
#include "cli/message.h"
#include "window/window.h"

namespace isotherm::cli {

namespace {

Result<std::unique_ptr<Source>> open_source(const std::string& path) {
  ISOTHERM_ASSIGN(FileSource source, FileSource::open(path));
  return std::unique_ptr<Source>(std::make_unique<FileSource>(std::move(source)));
}

}  // namespace

void add_view_command(CLI::App& root, int& exit_code) {
  auto options = std::make_shared<WindowOptions>();
  options->open_source = open_source;
  CLI::App* command = root.add_subcommand("view", "Open the viewer's window");
  command
      ->add_option("FILE", options->files,
                   "Recordings (.ist) and pictures to open; more can be dropped on the window")
      ->type_name("");
  command->add_option("--width", options->width, "Width of the window in screen px")
      ->check(CLI::Range(200, 16384))
      ->capture_default_str()
      ->type_name("PX");
  command->add_option("--height", options->height, "Height of the window in screen px")
      ->check(CLI::Range(200, 16384))
      ->capture_default_str()
      ->type_name("PX");
  command
      ->add_option("--exit-after", options->exit_after_seconds,
                   "Close by itself so many seconds after loading; 0 = stay open")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str()
      ->type_name("S");
  command
      ->add_option("--save-window", options->screenshot_path,
                   "Write what the window shows as PNG when it closes (default: do not)")
      ->type_name("FILE.png");
  command->footer("Examples:\n  isotherm view demo.ist\n  isotherm view site.ist page.png");
  command->callback([options, &exit_code] {
    const Status shown = run_window(*options);
    exit_code = shown ? kSuccess : fail("view", shown.error());
  });
}

}  // namespace isotherm::cli
