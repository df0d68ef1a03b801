#include "cli/output_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include "cli/files.h"

namespace isotherm::cli {
namespace {

// The file to remove if a signal ends the program; empty = none. A handler may touch no more than this.
char pending_removal[PATH_MAX];

void remove_and_end(int signal_number) {
  if (pending_removal[0] != '\0') unlink(pending_removal);
  std::signal(signal_number, SIG_DFL);
  std::raise(signal_number);
}

void remember(const std::string& path) {
  if (path.size() >= sizeof(pending_removal)) return;
  std::memcpy(pending_removal, path.c_str(), path.size() + 1);
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
    if (std::signal(number, remove_and_end) == SIG_IGN) std::signal(number, SIG_IGN);
  }
}

mode_t new_file_mode() {
  const mode_t mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
}

}  // namespace

Result<OutputFile> OutputFile::create(const std::string& target, std::span<const std::string> inputs) {
  for (const std::string& input : inputs) {
    if (is_same_file(input, target)) {
      return make_error(ErrorCode::invalid_argument,
                        "the output would overwrite the input " + input + "; choose another name");
    }
  }
  OutputFile output;
  output.target_ = target;
  struct stat status {};
  const bool exists = target != "-" && stat(target.c_str(), &status) == 0;
  if (exists && S_ISDIR(status.st_mode)) return io_error("", EISDIR);
  if (target == "-" || (exists && !S_ISREG(status.st_mode))) {
    output.file_ = target == "-" ? stdout : std::fopen(target.c_str(), "wb");
    if (output.file_ == nullptr) return io_error("", errno);
    return output;
  }
  if (exists) {  // through symbolic links, to what they name
    if (char* real = realpath(target.c_str(), nullptr)) {
      output.target_ = real;
      std::free(real);
    }
  }
  const std::string folder = folder_of(output.target_);
  output.temporary_ = folder + "." + output.target_.substr(folder.size()) + ".XXXXXX";
  const int descriptor = mkstemp(output.temporary_.data());
  if (descriptor < 0) {
    const int error_number = errno;
    output.temporary_.clear();
    return make_error(ErrorCode::io,
                      "cannot write in its folder: " + std::string(std::strerror(error_number)));
  }
  remember(output.temporary_);
  if (fchmod(descriptor, exists ? status.st_mode & 0777 : new_file_mode()) != 0) {
    // The file keeps mkstemp's mode: readable by its owner.
  }
  output.file_ = fdopen(descriptor, "wb");
  if (output.file_ == nullptr) return io_error("", errno);
  return output;
}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : file_(other.file_), target_(std::move(other.target_)), temporary_(std::move(other.temporary_)) {
  other.file_ = nullptr;
  other.temporary_.clear();
}

OutputFile::~OutputFile() {
  discard();
}

void OutputFile::discard() {
  if (file_ != nullptr && file_ != stdout) std::fclose(file_);
  file_ = nullptr;
  if (temporary_.empty()) return;
  unlink(temporary_.c_str());
  temporary_.clear();
  pending_removal[0] = '\0';
}

Status OutputFile::write(ByteSpan bytes) {
  if (bytes.empty()) return success();  // their place may be no place at all
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_) != bytes.size()) return io_error("", errno);
  return success();
}

Status OutputFile::commit() {
  bool ok = std::fflush(file_) == 0;
  // fsync says what a write-back cache only notices later: a full disk behind a network, a failing one. Pipes
  // have none.
  if (ok && !temporary_.empty()) ok = fsync(fileno(file_)) == 0 || errno == EINVAL;
  int error_number = ok ? 0 : errno;
  if (file_ != stdout && std::fclose(file_) != 0 && ok) error_number = errno, ok = false;
  file_ = nullptr;
  if (ok && !temporary_.empty()) {
    ok = std::rename(temporary_.c_str(), target_.c_str()) == 0;
    error_number = errno;
    if (ok) temporary_.clear(), pending_removal[0] = '\0';
  }
  if (ok) return success();
  discard();
  return io_error("", error_number);
}

}  // namespace isotherm::cli
