#pragma once
// The conformance files in tests/data: valid/<name>.ist with <name>.csv, invalid/<name>.ist with
// expected.csv.
#include <optional>
#include <string>

#include "unit/stream/sample_recordings.h"

namespace isotherm {

// What a reader finds in a file, as tests/data/README.md describes it.
std::string describe(const ReadResult& read);

std::optional<Bytes> load(const std::string& path);
std::string corpus_path(const std::string& file);

}  // namespace isotherm
