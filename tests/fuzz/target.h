#pragma once
// What the fuzzer and the replay of its corpus run: each target takes any bytes and may only return.
#include <span>

#include "base/bytes.h"

namespace isotherm::fuzz {

struct Target {
  const char* name;  // of its folder in corpus/
  void (*run)(ByteSpan input);
};

std::span<const Target> targets();
const Target* find_target(const char* name);

// Ends the program with `broken` when a property does not hold.
void require(bool holds, const char* broken);

// Takes an input apart into numbers and pieces; gives zeros and empty pieces when it is used up.
class Feed {
 public:
  explicit Feed(ByteSpan bytes) : bytes_(bytes) {}
  bool empty() const { return bytes_.empty(); }
  uint8_t u8();
  uint32_t u32();                // four bytes
  uint32_t below(uint32_t end);  // of as few bytes as `end` needs
  ByteSpan piece();              // its length is a varint in front; what is there when that is too much
  ByteSpan rest();

 private:
  ByteSpan take(size_t count);
  ByteSpan bytes_;
};

}  // namespace isotherm::fuzz
