#include "cli/spool_file.h"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>

#include "cli/files.h"

namespace isotherm::cli {

SpoolFile::~SpoolFile() {
  if (file_ != nullptr) std::fclose(file_);
}

Status SpoolFile::open() {
  std::string path = folder_of(output_path_) + ".isotherm.XXXXXX";
  const int descriptor = output_path_ == "-" ? -1 : mkstemp(path.data());
  if (descriptor >= 0) {
    unlink(path.c_str());
    file_ = fdopen(descriptor, "w+b");
    if (file_ == nullptr) close(descriptor);
  } else {  // the output is a pipe or a device
    file_ = std::tmpfile();
  }
  if (file_ == nullptr) return io_error("temporary file", errno);
  return success();
}

Status SpoolFile::append(ByteSpan bytes) {
  if (file_ == nullptr) ISOTHERM_TRY(open());
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_) != bytes.size())
    return io_error("temporary file", errno);
  return success();
}

Status SpoolFile::read(uint64_t offset, std::span<uint8_t> out) {
  errno = 0;
  if (fseeko(file_, static_cast<off_t>(offset), SEEK_SET) != 0 ||
      std::fread(out.data(), 1, out.size(), file_) != out.size())
    return io_error("temporary file", errno == 0 ? EIO : errno);
  return success();
}

}  // namespace isotherm::cli
