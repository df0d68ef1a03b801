#pragma once
// One run of `isotherm import`: inputs -> writer -> file.
#include "cli/import_format.h"
#include "cli/message.h"
#include "cli/output_file.h"
#include "cli/page_choice.h"
#include "cli/spool_file.h"
#include "import/csv.h"

namespace isotherm::cli {

struct ImportArguments {
  std::vector<std::string> inputs;
  std::string sessions_path, output_path;
  ImportOptions options;
  std::vector<std::string> screenshots;
  bool leaves_out_screenshots = false, is_strict = false;
  int zstd_level = kDefaultLevel;
};

// Each step returns an exit code; after one that is not kSuccess the run is over.
class ImportRun {
 public:
  // `source`: the name of the kind of recordings.
  ImportRun(const ImportArguments& arguments, OutputFile& output, std::string_view source);

  int read_inputs(const ImportFormat& format);
  int read_csv();
  // Embeds the pictures of --screenshot.
  int add_screenshots();
  int finish();
  void say_total() const;

 private:
  int read_input(Importer& importer, const std::string& path, const std::string& name);
  void take(const std::string& input, const ImportReport& report);
  Result<uint32_t> page_of(const PictureArgument& argument) const;
  int add_screenshot(const PictureArgument& argument);

  const ImportArguments& arguments_;
  SpoolFile spool_;
  Writer writer_;
  ImportReport total_;
  Progress progress_{"importing"};
  uint64_t bytes_read_ = 0, bytes_expected_ = 0;
};

}  // namespace isotherm::cli
