#include "cli/files.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace isotherm::cli {
namespace {

constexpr size_t kPieceBytes = 1u << 20;

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

Status read_pieces(const std::string& path, const std::function<Status(ByteSpan piece)>& take) {
  const std::unique_ptr<std::FILE, Close> file(path == "-" ? stdin : std::fopen(path.c_str(), "rb"));
  if (!file) return io_error("", errno);
  struct stat status {};
  if (fstat(fileno(file.get()), &status) == 0 && S_ISDIR(status.st_mode)) return io_error("", EISDIR);
  Bytes piece(kPieceBytes);
  while (const size_t count = std::fread(piece.data(), 1, piece.size(), file.get()))
    ISOTHERM_TRY(take(ByteSpan(piece).first(count)));
  if (std::ferror(file.get()) != 0) return io_error("", errno);
  return success();
}

Result<Bytes> read_file(const std::string& path, uint64_t max_bytes) {
  Bytes bytes;
  const uint64_t size = path == "-" ? 0 : size_of_file(path);
  if (size > max_bytes) return too_large(max_bytes);
  bytes.reserve(static_cast<size_t>(size));
  ISOTHERM_TRY(read_pieces(path, [&](ByteSpan piece) -> Status {
    if (bytes.size() + piece.size() > max_bytes) return too_large(max_bytes);
    bytes.insert(bytes.end(), piece.begin(), piece.end());
    return success();
  }));
  return bytes;
}

uint64_t size_of_file(const std::string& path) {
  struct stat status {};
  const bool is_regular = stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
  return is_regular ? static_cast<uint64_t>(status.st_size) : 0;
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
