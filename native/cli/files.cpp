#include "cli/files.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace isotherm::cli {
namespace {

struct Close {
  void operator()(std::FILE* file) const {
    if (file != stdin) std::fclose(file);
  }
};

Error too_large(uint64_t max_bytes) {
  return make_error(ErrorCode::limit,
                    "more than " + std::to_string(max_bytes) + " bytes, the most that is read");
}

}  // namespace

Error io_error(const std::string& path, int error_number) {
  return make_error(ErrorCode::io, (path.empty() ? "" : path + ": ") + std::strerror(error_number));
}

Result<Bytes> read_file(const std::string& path, uint64_t max_bytes) {
  const bool is_stdin = path == "-";
  const std::unique_ptr<std::FILE, Close> file(is_stdin ? stdin : std::fopen(path.c_str(), "rb"));
  if (!file) return io_error("", errno);
  Bytes bytes;
  struct stat status {};
  if (fstat(fileno(file.get()), &status) == 0 && S_ISREG(status.st_mode)) {
    if (static_cast<uint64_t>(status.st_size) > max_bytes) return too_large(max_bytes);
    bytes.reserve(static_cast<size_t>(status.st_size));
  } else if (S_ISDIR(status.st_mode)) {
    return io_error("", EISDIR);
  }
  constexpr size_t kPieceBytes = 1u << 20;
  while (true) {
    const size_t before = bytes.size();
    bytes.resize(before + kPieceBytes);
    const size_t count = std::fread(bytes.data() + before, 1, kPieceBytes, file.get());
    bytes.resize(before + count);
    if (bytes.size() > max_bytes) return too_large(max_bytes);
    if (count < kPieceBytes) break;
  }
  if (std::ferror(file.get()) != 0) return io_error("", errno);
  return bytes;
}

bool is_same_file(const std::string& a, const std::string& b) {
  struct stat status_a {
  }, status_b{};
  return stat(a.c_str(), &status_a) == 0 && stat(b.c_str(), &status_b) == 0 &&
         status_a.st_dev == status_b.st_dev && status_a.st_ino == status_b.st_ino &&
         S_ISREG(status_a.st_mode);
}

std::string stem_of(const std::string& path) {
  std::string name = path.substr(folder_of(path).size());
  const size_t dot = name.find('.', 1);
  if (dot != std::string::npos) name.resize(dot);
  return name;
}

std::string folder_of(const std::string& path) {
  const size_t slash = path.rfind('/');
  return slash == std::string::npos ? std::string() : path.substr(0, slash + 1);
}

}  // namespace isotherm::cli
