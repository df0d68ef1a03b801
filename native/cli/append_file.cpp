#include "cli/append_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "cli/files.h"

namespace isotherm::cli {

Result<AppendFile> AppendFile::open(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor < 0) return io_error("", errno);
  AppendFile file(descriptor, 0);
  struct stat status {};
  if (fstat(descriptor, &status) != 0) return io_error("", errno);
  if (!S_ISREG(status.st_mode)) return file;  // a pipe, a device
  if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    return make_error(ErrorCode::invalid_argument, "another program is appending to it");
  }
  const off_t end = lseek(descriptor, 0, SEEK_END);
  if (end < 0) return io_error("", errno);
  file.size_ = static_cast<uint64_t>(end);
  return file;
}

AppendFile::~AppendFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

AppendFile::AppendFile(AppendFile&& other) noexcept : descriptor_(other.descriptor_), size_(other.size_) {
  other.descriptor_ = -1;
}

Status AppendFile::write(ByteSpan bytes) {
  const size_t record_bytes = bytes.size();
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) {
      const int error_number = count < 0 ? errno : ENOSPC;
      if (ftruncate(descriptor_, static_cast<off_t>(size_)) != 0) {
        // Readers and repair pass over the half record.
      }
      return io_error("", error_number);
    }
    bytes = bytes.subspan(static_cast<size_t>(count));
  }
  size_ += record_bytes;
  return success();
}

Status AppendFile::sync() {
  if (fdatasync(descriptor_) == 0 || errno == EINVAL || errno == EROFS) return success();
  return io_error("", errno);
}

}  // namespace isotherm::cli
