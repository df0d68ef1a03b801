#pragma once
// Reading files, whole or in pieces, and telling files apart.
#include <functional>
#include <string>

#include "base/bytes.h"

namespace isotherm::cli {

// "file: No such file or directory": errno in words, with the path.
Error io_error(const std::string& path, int error_number);

// All bytes of a file; "-" is stdin. Errors: io, limit (more than max_bytes).
Result<Bytes> read_file(const std::string& path, uint64_t max_bytes = uint64_t{1} << 40);

// Hands the bytes of a file to `take` in order, in pieces of at most 1 MiB; "-" is stdin. Errors: io, and
// those of `take`, which end the reading.
Status read_pieces(const std::string& path, const std::function<Status(ByteSpan piece)>& take);

// Bytes of a regular file; 0 for anything else.
uint64_t size_of_file(const std::string& path);

// True if both paths lead to one existing file.
bool is_same_file(const std::string& a, const std::string& b);

// "dir/name.json.gz" -> "name".
std::string stem_of(const std::string& path);
// The folder of a path with its slash; empty for a bare name.
std::string folder_of(const std::string& path);

}  // namespace isotherm::cli
