#pragma once
// Reading files whole, and telling files apart.
#include <string>

#include "base/bytes.h"

namespace isotherm::cli {

// "file: No such file or directory": errno in words, with the path.
Error io_error(const std::string& path, int error_number);

// All bytes of a file; "-" is stdin. Errors: io, limit (more than max_bytes).
Result<Bytes> read_file(const std::string& path, uint64_t max_bytes = uint64_t{1} << 40);

// True if both paths lead to one existing file.
bool is_same_file(const std::string& a, const std::string& b);

// "dir/name.json.gz" -> "name".
std::string stem_of(const std::string& path);
// The folder of a path with its slash; empty for a bare name.
std::string folder_of(const std::string& path);

}  // namespace isotherm::cli
