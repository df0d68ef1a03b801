#include "window/piece_reader.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace isotherm {

namespace {

constexpr size_t kPieceBytes = 1 << 20;
constexpr int kPauseMs = 100;  // between two looks at should_stop while nothing comes

Error failed(const char* doing) {
  return make_error(ErrorCode::io, std::string(doing) + " failed: " + std::strerror(errno));
}

}  // namespace

PieceReader::PieceReader(int descriptor) : descriptor_(descriptor), piece_(kPieceBytes) {}

PieceReader::PieceReader(PieceReader&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), piece_(std::move(other.piece_)) {}

PieceReader::~PieceReader() {
  if (descriptor_ >= 0) close(descriptor_);
}

// Without O_NONBLOCK opening a named pipe waits until somebody writes.
Result<PieceReader> PieceReader::open(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) return failed("opening");
  return PieceReader(descriptor);
}

Result<ByteSpan> PieceReader::next(const std::function<bool()>& should_stop) {
  while (!should_stop()) {
    pollfd waiting{descriptor_, POLLIN, 0};
    const int ready = poll(&waiting, 1, kPauseMs);
    if (ready == 0 || (ready < 0 && errno == EINTR)) continue;
    if (ready < 0) return failed("reading");
    const ssize_t count = read(descriptor_, piece_.data(), piece_.size());
    if (count >= 0) return ByteSpan(piece_).first(static_cast<size_t>(count));
    if (errno != EAGAIN && errno != EINTR) return failed("reading");
  }
  return ByteSpan();
}

}  // namespace isotherm
