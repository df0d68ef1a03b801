#pragma once
// --level of the commands that write recordings.
#include <CLI/CLI.hpp>

namespace isotherm::cli {

// Sets WriterOptions::zstd_level: live, default, archive, or a number from 1 to 19.
CLI::Option* add_level_option(CLI::App& command, int& zstd_level);

}  // namespace isotherm::cli
