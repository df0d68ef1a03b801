#pragma once
// The kinds of recordings that `isotherm import` reads, one file each (import_NAME.cpp).
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "import/importer.h"

namespace isotherm::cli {

// What the user said that concerns importers.
struct ImportOptions {
  std::string url = "about:blank";  // --url: the page where a recording does not say it
};

struct ImportFormat {
  std::string_view name;         // of the subcommand; also what the recording says it was imported from
  std::string_view description;  // one line of `import --help`
  std::string_view inputs;       // what the FILE arguments are
  std::string_view footer;       // of `import NAME --help`: what is accepted, examples
  std::unique_ptr<Importer> (*create)(const ImportOptions& options, Writer& writer);
};

extern const ImportFormat kRrwebImport, kPosthogImport, kClarityImport, kOpenreplayImport, kLinesImport;

// All of them, in the order of the help. CSV tables are apart (import_csv.cpp): they are two inputs in one.
std::span<const ImportFormat* const> import_formats();

}  // namespace isotherm::cli
