#include "cli/file_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "cli/files.h"

namespace isotherm::cli {

Result<FileSource> FileSource::open(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return io_error("", errno);
  FileSource source(descriptor, 0);
  struct stat status {};
  if (fstat(descriptor, &status) != 0) return io_error("", errno);
  if (S_ISDIR(status.st_mode)) return io_error("", EISDIR);
  if (!S_ISREG(status.st_mode)) {
    return make_error(ErrorCode::unsupported,
                      "not a regular file; write it to a file first, it is read in places");
  }
  source.size_ = static_cast<uint64_t>(status.st_size);
  return source;
}

FileSource::~FileSource() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

FileSource::FileSource(FileSource&& other) noexcept : descriptor_(other.descriptor_), size_(other.size_) {
  other.descriptor_ = -1;
}

Status FileSource::read(uint64_t offset, std::span<uint8_t> out) {
  while (!out.empty()) {
    const ssize_t count = ::pread(descriptor_, out.data(), out.size(), static_cast<off_t>(offset));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return make_error(ErrorCode::io, io_error("", errno).message, offset);
    if (count == 0)
      return make_error(ErrorCode::truncated, "the file became shorter while it was read", offset);
    out = out.subspan(static_cast<size_t>(count));
    offset += static_cast<uint64_t>(count);
  }
  return success();
}

}  // namespace isotherm::cli
