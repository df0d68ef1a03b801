#pragma once
// Where a writer puts what it cannot write yet and does not want to hold: a temporary file, for instance.
#include <span>

#include "base/bytes.h"

namespace isotherm {

class Spool {
 public:
  virtual ~Spool() = default;
  virtual Status append(ByteSpan bytes) = 0;
  // Fills `out` with what was appended at `offset`; the caller asks for nothing else.
  virtual Status read(uint64_t offset, std::span<uint8_t> out) = 0;
};

class MemorySpool : public Spool {
 public:
  Status append(ByteSpan bytes) override {
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    return success();
  }
  Status read(uint64_t offset, std::span<uint8_t> out) override {
    assert(offset <= bytes_.size() && out.size() <= bytes_.size() - offset);
    std::memcpy(out.data(), bytes_.data() + static_cast<size_t>(offset), out.size());
    return success();
  }

 private:
  Bytes bytes_;
};

}  // namespace isotherm
