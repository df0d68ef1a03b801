#include "base/deflate_join.h"

#include <algorithm>
#include <array>
#include <optional>

namespace isotherm {
namespace {

constexpr uint32_t kLongestWord = 15, kEndOfBlock = 256;
constexpr size_t kLiterals = 288, kDistances = 32, kLengthWords = 19;

// Extra bits behind the code words of lengths (from 257 on; none behind literals) and of distances.
constexpr std::array<uint8_t, kLiterals> kLengthExtra = [] {
  std::array<uint8_t, kLiterals> extra{};
  for (size_t i = 8; i < 28; ++i)
    extra[kEndOfBlock + 1 + i] = static_cast<uint8_t>(i / 4 - 1);
  return extra;
}();
constexpr std::array<uint8_t, kDistances> kDistanceExtra{
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13, 0, 0};
constexpr std::array<uint8_t, kLengthWords> kLengthWordOrder{16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                                             11, 4,  12, 3, 13, 2, 14, 1, 15};

// Bits, the first one of a byte being its lowest. Behind the end there are zeros.
class BitWalk {
 public:
  explicit BitWalk(ByteSpan bytes) : bytes_(bytes) {}

  size_t position() const { return position_; }
  bool is_inside() const { return position_ <= bytes_.size() * 8; }
  void skip(size_t bits) { position_ += bits; }
  // At least 56 bits from here on.
  uint64_t look() const {
    const size_t byte = position_ / 8;
    uint64_t bits = 0;  // both targets are little-endian
    if (byte + sizeof bits <= bytes_.size()) {
      std::memcpy(&bits, bytes_.data() + byte, sizeof bits);
    } else if (byte < bytes_.size()) {
      std::memcpy(&bits, bytes_.data() + byte, bytes_.size() - byte);
    }
    return bits >> position_ % 8;
  }
  uint32_t take(uint32_t count) {
    const auto bits = static_cast<uint32_t>(look() & ((1u << count) - 1));
    skip(count);
    return bits;
  }

 private:
  ByteSpan bytes_;
  size_t position_ = 0;
};

// A canonical Huffman code: which word the next bits begin with. Blocks are as short as some KB, so what is
// made for each must be small: words of up to kLookBits are looked up, the rare longer ones found length by
// length.
class WordTable {
 public:
  struct Word {
    uint16_t symbol = 0;
    uint8_t bits = 0;   // 0: no word begins so
    uint8_t total = 0;  // with the extra bits behind it
  };
  // `extra`: for each symbol; empty = none.
  explicit WordTable(std::span<const uint8_t> lengths, std::span<const uint8_t> extra = {}) : extra_(extra) {
    for (const uint8_t length : lengths)
      ++counts_[length];
    counts_[0] = 0;
    std::array<uint16_t, kLongestWord + 1> place{};
    for (size_t length = 1; length < kLongestWord; ++length)
      place[length + 1] = static_cast<uint16_t>(place[length] + counts_[length]);
    for (size_t symbol = 0; symbol < lengths.size(); ++symbol) {
      if (lengths[symbol] != 0) symbols_[place[lengths[symbol]]++] = static_cast<uint16_t>(symbol);
    }
    look_up_.fill(Word());
    uint32_t code = 0;
    size_t next = 0;
    for (uint32_t length = 1; length <= kLookBits; ++length, code <<= 1) {
      for (uint32_t i = 0; i < counts_[length]; ++i)
        enter(symbols_[next++], length, code++);
    }
  }
  Word at(uint64_t bits) const {
    const Word word = look_up_[bits & (look_up_.size() - 1)];
    return word.bits != 0 ? word : find_long(bits);
  }

 private:
  static constexpr uint32_t kLookBits = 9;

  Word word(uint16_t symbol, uint32_t length) const {
    const uint32_t behind = extra_.empty() ? 0u : extra_[symbol];
    return {symbol, static_cast<uint8_t>(length), static_cast<uint8_t>(length + behind)};
  }
  // A word's first bit is its highest, and the lowest of what is looked at.
  void enter(uint16_t symbol, uint32_t length, uint32_t code) {
    uint32_t reversed = 0;
    for (uint32_t i = 0; i < length; ++i)
      reversed |= (code >> i & 1) << (length - 1 - i);
    for (size_t at = reversed; at < look_up_.size(); at += size_t{1} << length)
      look_up_[at] = word(symbol, length);
  }
  Word find_long(uint64_t bits) const {
    uint32_t code = 0, first = 0, place = 0;
    for (uint32_t length = 1; length <= kLongestWord; ++length, bits >>= 1) {
      code = code << 1 | static_cast<uint32_t>(bits & 1);
      first <<= 1;
      if (code < first + counts_[length]) return word(symbols_[place + code - first], length);
      first += counts_[length];
      place += counts_[length];
    }
    return {};
  }

  std::span<const uint8_t> extra_;
  std::array<uint16_t, kLongestWord + 1> counts_{};  // words of each length
  std::array<uint16_t, kLiterals> symbols_{};        // by length, then by number
  std::array<Word, size_t{1} << kLookBits> look_up_;
};

struct BlockCode {
  WordTable literals, distances;
};

BlockCode fixed_code() {
  std::array<uint8_t, kLiterals> literals{};
  for (size_t i = 0; i < kLiterals; ++i)
    literals[i] = i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8;
  std::array<uint8_t, kDistances> distances{};
  distances.fill(5);
  return {WordTable(literals, kLengthExtra), WordTable(distances, kDistanceExtra)};
}

std::optional<BlockCode> read_code(BitWalk& walk) {
  const uint32_t literals = walk.take(5) + 257, distances = walk.take(5) + 1, words = walk.take(4) + 4;
  std::array<uint8_t, kLengthWords> word_lengths{};
  for (uint32_t i = 0; i < words; ++i)
    word_lengths[kLengthWordOrder[i]] = static_cast<uint8_t>(walk.take(3));
  const WordTable table(word_lengths);
  std::array<uint8_t, kLiterals + kDistances> lengths{};
  const uint32_t count = literals + distances;
  for (uint32_t i = 0; i < count;) {
    const auto [symbol, bits, total] = table.at(walk.look());
    if (bits == 0 || !walk.is_inside()) return std::nullopt;
    walk.skip(total);
    if (symbol < 16) {
      lengths[i++] = static_cast<uint8_t>(symbol);
      continue;
    }
    if (symbol == 16 && i == 0) return std::nullopt;
    const uint8_t length = symbol == 16 ? lengths[i - 1] : uint8_t{0};
    const uint32_t times = symbol == 16   ? 3 + walk.take(2)
                           : symbol == 17 ? 3 + walk.take(3)
                                          : 11 + walk.take(7);
    if (times > count - i) return std::nullopt;
    std::fill_n(lengths.begin() + i, times, length);
    i += times;
  }
  const std::span<const uint8_t> all(lengths);
  return BlockCode{WordTable(all.first(literals), kLengthExtra),
                   WordTable(all.subspan(literals, distances), kDistanceExtra)};
}

// From the first word of a block to behind its last.
bool skip_words(BitWalk& at, const BlockCode& code) {
  BitWalk walk = at;
  while (walk.is_inside()) {
    // A length with its extra bits and a distance's word have at most 35 bits, the distance's extra bits 13.
    const uint64_t bits = walk.look();
    const WordTable::Word word = code.literals.at(bits);
    if (word.bits == 0) return false;
    if (word.symbol == kEndOfBlock) {
      walk.skip(word.bits);
      at = walk;
      return true;
    }
    // Literals and matches come in no order that a processor could foresee: what follows has no branch on it.
    const bool is_match = word.symbol > kEndOfBlock;
    const WordTable::Word distance = code.distances.at(bits >> word.total);
    if (is_match & (distance.bits == 0)) return false;
    walk.skip(word.total + (distance.total & (0u - static_cast<uint32_t>(is_match))));
  }
  return false;
}

bool skip_stored(BitWalk& walk) {
  walk.skip((8 - walk.position() % 8) % 8);
  const uint32_t bytes = walk.take(16);
  walk.skip(16 + size_t{bytes} * 8);
  return walk.is_inside();
}

bool skip_block(BitWalk& walk, uint32_t kind) {
  if (kind == 0) return skip_stored(walk);
  if (kind == 1) return skip_words(walk, fixed_code());
  if (kind != 2) return false;
  const auto code = read_code(walk);
  return code && skip_words(walk, *code);
}

}  // namespace

bool lead_on(Bytes& stream) {
  BitWalk walk(stream);
  size_t last_block = 0;
  for (bool is_last = false; !is_last;) {
    last_block = walk.position();
    is_last = walk.take(1) != 0;
    if (!skip_block(walk, walk.take(2)) || !walk.is_inside()) return false;
  }
  const size_t end = walk.position();
  if ((end + 7) / 8 != stream.size()) return false;
  stream[last_block / 8] = static_cast<uint8_t>(stream[last_block / 8] & ~(1u << last_block % 8));
  // Three zero bits: not the last block, stored; then to the next byte, and the length 0 and its complement.
  // What is left of the last byte is zero already.
  stream.resize((end + 3 + 7) / 8);
  stream.insert(stream.end(), {0, 0, 0xFF, 0xFF});
  return true;
}

}  // namespace isotherm
