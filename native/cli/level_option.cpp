#include "cli/level_option.h"

#include <map>

#include "stream/writer.h"

namespace isotherm::cli {

CLI::Option* add_level_option(CLI::App& command, int& zstd_level) {
  const std::map<std::string, int> names = {
      {"live", kLiveLevel}, {"default", kDefaultLevel}, {"archive", kArchiveLevel}};
  CLI::Option* option =
      command
          .add_option("--level", zstd_level,
                      "live (fast), default, archive (smallest), or a zstd level from 1 to 19")
          ->transform(CLI::Transformer(names).description(""))
          ->check(CLI::Range(1, 19).description(""))
          ->type_name("LEVEL");
  for (const auto& [name, level] : names) {
    if (level == zstd_level) option->default_str(name);
  }
  return option;
}

}  // namespace isotherm::cli
