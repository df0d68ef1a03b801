#include "import/json_skipper.h"

#include <algorithm>
#include <bit>

#include "import/json_masks.h"

namespace isotherm {
namespace {

// As every x86-64 computes it; the library's may be a table without -mpopcnt.
uint64_t count_bits(uint64_t bits) {
  bits -= (bits >> 1) & 0x5555555555555555u;
  bits = (bits & 0x3333333333333333u) + ((bits >> 2) & 0x3333333333333333u);
  bits = (bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0Fu;
  return (bits * 0x0101010101010101u) >> 56;
}

// Bit i of the result: the parity of the bits up to i.
uint64_t prefix_parity(uint64_t bits) {
  for (int shift = 1; shift < 64; shift *= 2)
    bits ^= bits << shift;
  return bits;
}

// Which of a block's `count` characters a backslash makes literal. `is_escaped`: the first is; afterwards,
// whether the one behind the block is.
uint64_t escaped_mask(uint64_t backslashes, size_t count, bool& is_escaped) {
  uint64_t escaped = is_escaped ? 1u : 0u;
  backslashes &= ~escaped;
  is_escaped = false;
  while (backslashes != 0) {
    const auto at = static_cast<size_t>(std::countr_zero(backslashes));
    if (at + 1 == count) {
      is_escaped = true;
      break;
    }
    const uint64_t next = uint64_t{2} << at;
    escaped |= next;
    backslashes &= ~(next | (next >> 1));
  }
  return escaped;
}

}  // namespace

size_t JsonSkipper::skip(std::string_view text) {
  if (text.empty()) return npos;
  if (kind_ == Kind::unknown) {
    const char first = text.front();
    kind_ = first == '{' || first == '[' ? Kind::nested : first == '"' ? Kind::string : Kind::scalar;
  }
  if (kind_ == Kind::nested) return skip_nested(text);
  return kind_ == Kind::string ? skip_string(text) : skip_scalar(text);
}

size_t JsonSkipper::skip_scalar(std::string_view text) const {
  return text.find_first_of(",]} \t\r\n");
}

size_t JsonSkipper::skip_string(std::string_view text) {
  for (size_t at = 0; at < text.size(); ++at) {
    if (is_escaped_) {
      is_escaped_ = false;
    } else if (text[at] == '\\') {
      is_escaped_ = true;
    } else if (text[at] == '"') {
      if (in_string_ != 0) return at + 1;
      in_string_ = ~uint64_t{0};
    }
  }
  return npos;
}

size_t JsonSkipper::skip_nested(std::string_view text) {
  for (size_t at = 0; at < text.size(); at += 64) {
    JsonMasks masks = json_masks(text.data() + at);
    const size_t left = text.size() - at;
    const uint64_t valid = left >= 64 ? ~uint64_t{0} : (uint64_t{1} << left) - 1;
    masks.backslashes &= valid;
    if (masks.backslashes != 0 || is_escaped_)
      masks.quotes &= ~escaped_mask(masks.backslashes, std::min<size_t>(left, 64), is_escaped_);
    const uint64_t strings = prefix_parity(masks.quotes & valid) ^ in_string_;
    in_string_ = (strings >> 63) != 0 ? ~uint64_t{0} : 0;
    const uint64_t opening = masks.opening & valid & ~strings, closing = masks.closing & valid & ~strings;
    const uint64_t closing_count = count_bits(closing);
    if (depth_ > closing_count) {  // it cannot end in this block
      depth_ += count_bits(opening) - closing_count;
      continue;
    }
    for (uint64_t brackets = opening | closing; brackets != 0; brackets &= brackets - 1) {
      const uint64_t bracket = brackets & (~brackets + 1);
      depth_ += (opening & bracket) != 0 ? uint64_t{1} : ~uint64_t{0};
      if (depth_ == 0) return at + static_cast<size_t>(std::countr_zero(bracket)) + 1;
    }
  }
  return npos;
}

bool contains_rare(std::string_view text, std::string_view needle) {
  constexpr size_t kFirst = 2, kSecond = 8;
  if (text.size() < needle.size()) return false;
  const size_t last = text.size() - needle.size();
  size_t at = 0;
#if defined(__SSE2__)
  const __m128i first = _mm_set1_epi8(needle[kFirst]), second = _mm_set1_epi8(needle[kSecond]);
  for (; at + 16 + kSecond <= text.size(); at += 16) {
    const char* here = text.data() + at;
    const __m128i a = _mm_loadu_si128(reinterpret_cast<const __m128i*>(here + kFirst));
    const __m128i b = _mm_loadu_si128(reinterpret_cast<const __m128i*>(here + kSecond));
    auto both = static_cast<uint32_t>(
        _mm_movemask_epi8(_mm_and_si128(_mm_cmpeq_epi8(a, first), _mm_cmpeq_epi8(b, second))));
    for (; both != 0; both &= both - 1) {
      const size_t found = at + static_cast<size_t>(std::countr_zero(both));
      if (found <= last && text.substr(found, needle.size()) == needle) return true;
    }
  }
#endif
  return at <= last && text.find(needle, at) != std::string_view::npos;
}

}  // namespace isotherm
