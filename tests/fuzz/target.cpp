#include "fuzz/target.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "fuzz/targets/targets.h"

namespace isotherm::fuzz {

namespace {

constexpr Target kTargets[] = {
    {"reader", run_reader},         {"index", run_index},
    {"block", run_block},           {"catalog", run_catalog},
    {"picture", run_picture},       {"round_trip", run_round_trip},
#ifdef ISOTHERM_FUZZ_IMPORT
    {"rrweb", run_rrweb},           {"csv", run_csv},
    {"posthog", run_posthog},       {"clarity", run_clarity},
    {"openreplay", run_openreplay},
#endif
};

}  // namespace

std::span<const Target> targets() {
  return kTargets;
}

const Target* find_target(const char* name) {
  for (const Target& target : kTargets) {
    if (std::string_view(target.name) == name) return &target;
  }
  return nullptr;
}

void require(bool holds, const char* broken) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", broken);
  std::abort();
}

ByteSpan Feed::take(size_t count) {
  const ByteSpan taken = bytes_.first(std::min(count, bytes_.size()));
  bytes_ = bytes_.subspan(taken.size());
  return taken;
}

uint8_t Feed::u8() {
  const ByteSpan byte = take(1);
  return byte.empty() ? uint8_t{0} : byte[0];
}

uint32_t Feed::u32() {
  uint32_t value = 0;
  for (int shift = 0; shift < 32; shift += 8)
    value |= static_cast<uint32_t>(u8()) << shift;
  return value;
}

uint32_t Feed::below(uint32_t end) {
  uint32_t value = 0;
  for (uint32_t left = end - 1, shift = 0; left != 0; left >>= 8, shift += 8)
    value |= static_cast<uint32_t>(u8()) << shift;
  return value % end;
}

ByteSpan Feed::piece() {
  size_t length = 0;
  for (uint32_t shift = 0; shift < 28; shift += 7) {
    const uint8_t byte = u8();
    length |= static_cast<size_t>(byte & 0x7F) << shift;
    if (byte < 0x80) break;
  }
  return take(length);
}

ByteSpan Feed::rest() {
  return take(bytes_.size());
}

}  // namespace isotherm::fuzz
