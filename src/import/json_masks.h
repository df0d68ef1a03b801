#pragma once
// 64 characters of JSON at a time as bit masks: bit i is about character i.
#include <cstdint>
#include <cstring>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace isotherm {

struct JsonMasks {
  uint64_t quotes = 0, backslashes = 0, opening = 0, closing = 0;  // '"', '\', '{' or '[', '}' or ']'
};

#if defined(__SSE2__)

inline uint64_t equal_mask(const __m128i (&parts)[4], char character) {
  const __m128i wanted = _mm_set1_epi8(character);
  uint64_t mask = 0;
  for (int i = 0; i < 4; ++i) {
    const auto part = static_cast<uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(parts[i], wanted)));
    mask |= uint64_t{part} << (16 * i);
  }
  return mask;
}

// Reads text[0, 64).
inline JsonMasks json_masks(const char* text) {
  __m128i parts[4];
  for (int i = 0; i < 4; ++i)
    parts[i] = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + 16 * i));
  JsonMasks masks;
  masks.quotes = equal_mask(parts, '"');
  masks.backslashes = equal_mask(parts, '\\');
  for (__m128i& part : parts)
    part = _mm_or_si128(part, _mm_set1_epi8(0x20));  // '[' becomes '{', ']' becomes '}', nothing else does
  masks.opening = equal_mask(parts, '{');
  masks.closing = equal_mask(parts, '}');
  return masks;
}

#else

// The mask of the bytes of `word` that equal `character`, one bit each.
inline uint64_t equal_mask(uint64_t word, char character) {
  const uint64_t ones = 0x0101010101010101u, sevens = 0x7F7F7F7F7F7F7F7Fu;
  const uint64_t difference = word ^ (ones * static_cast<uint8_t>(character));
  const uint64_t zeros = ~(((difference & sevens) + sevens) | difference | sevens) >> 7;
  return (zeros * 0x0102040810204080u) >> 56;
}

inline JsonMasks json_masks(const char* text) {
  JsonMasks masks;
  for (int i = 0; i < 8; ++i) {
    uint64_t word = 0;  // the first character in the lowest byte: targets are little-endian
    std::memcpy(&word, text + 8 * i, 8);
    const uint64_t folded = word | 0x2020202020202020u;
    masks.quotes |= equal_mask(word, '"') << (8 * i);
    masks.backslashes |= equal_mask(word, '\\') << (8 * i);
    masks.opening |= equal_mask(folded, '{') << (8 * i);
    masks.closing |= equal_mask(folded, '}') << (8 * i);
  }
  return masks;
}

#endif

}  // namespace isotherm
