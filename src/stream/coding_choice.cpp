#include "stream/coding_choice.h"

#include <algorithm>
#include <array>
#include <bit>

#include "stream/entropy.h"
#include "stream/format.h"

namespace isotherm {

namespace {

// Movements farther apart than the gap do not continue each other. Which gap suits depends on how often the
// recorder looked: more often than that within a movement.
constexpr Prediction kPredictions[] = {{1, 0}, {2, 0}, {2, 32}, {2, 64}, {2, 128}, {2, 256}};

// The statistics of residuals as nibble pairs with escapes would store them.
class PairStatistics {
 public:
  void add(uint32_t x, uint32_t y) {
    ++pairs_[std::min(x, kEscape) << 4 | std::min(y, kEscape)];
    // An escape costs the class of its size and, within the class, all its bits.
    const size_t x_class = static_cast<size_t>(std::bit_width(x)),
                 y_class = static_cast<size_t>(std::bit_width(y));
    escape_classes_[x_class] += x >= kEscape;
    escape_classes_[y_class] += y >= kEscape;
  }
  uint64_t bits() const {
    uint64_t bits = entropy_bits(pairs_) + entropy_bits(escape_classes_);
    for (size_t size = 1; size < escape_classes_.size(); ++size)
      bits += escape_classes_[size] * (size - 1);
    return bits;
  }

 private:
  static constexpr uint32_t kEscape = 15;
  std::array<uint32_t, 256> pairs_{};
  std::array<uint32_t, 33> escape_classes_{};
};

// Large blocks are judged by one stretch in four.
constexpr size_t kStretch = 512, kStretchesApart = 4, kMinEventsForStretches = 8192;

uint64_t estimated_bits(const CoordinateColumns& columns, Prediction prediction) {
  PairStatistics statistics;
  std::array<uint32_t, kStretch> x, y;
  const size_t count = columns.x.size();
  const size_t apart = count < kMinEventsForStretches ? kStretch : kStretch * kStretchesApart;
  for (size_t first = 0; first < count; first += apart) {
    const size_t size = std::min(kStretch, count - first);
    const auto stretch = [&](const auto& column) { return std::span(column).subspan(first, size); };
    const std::span<const uint32_t> steps = stretch(columns.time_steps);
    residuals(stretch(columns.x), prediction, steps, x);
    residuals(stretch(columns.y), prediction, steps, y);
    for (size_t index = 0; index < size; ++index)
      statistics.add(x[index], y[index]);
  }
  return statistics.bits();
}

Prediction likeliest_prediction(const CoordinateColumns& columns) {
  Prediction best;
  uint64_t least_bits = UINT64_MAX;
  for (const Prediction prediction : kPredictions) {
    const uint64_t bits = estimated_bits(columns, prediction);
    if (bits >= least_bits) continue;
    least_bits = bits;
    best = prediction;
  }
  return best;
}

struct Residuals {
  std::vector<uint32_t> x, y;
};

// Below these many events, columns that share their statistics are smaller than columns in zstd blocks of
// their own. Pairs and their escapes have less in common than x and y.
constexpr size_t kMinEventsForSplitColumns = 12'288, kMinEventsForSplitEscapes = 1024;

// The parts as they are compressed: apart or as one.
struct CodedParts {
  CodedParts(const Residuals& coded, uint8_t encoding_in) : encoding(encoding_in) {
    const bool is_plain = encoding == format::kEncodingPlain;
    parts = is_plain ? encode_varint_columns(coded.x, coded.y) : encode_nibble_pairs(coded.x, coded.y);
    if (coded.x.size() >= (is_plain ? kMinEventsForSplitColumns : kMinEventsForSplitEscapes)) return;
    parts.first.insert(parts.first.end(), parts.second.begin(), parts.second.end());
    parts.second.clear();
  }
  uint64_t raw_bytes() const { return parts.first.size() + parts.second.size(); }
  Result<Bytes> compress(Compressor& compressor, Compressor::Effort effort) const {
    if (parts.second.empty()) return compressor.compress({parts.first}, effort);
    return compressor.compress({parts.first, parts.second}, effort);
  }

  uint8_t encoding;
  CoordinateParts parts;
};

}  // namespace

Result<CodedCoordinates> smallest_coordinates(const CoordinateColumns& columns, Compressor& compressor) {
  const Prediction prediction = likeliest_prediction(columns);
  const Residuals best{residuals(columns.x, prediction, columns.time_steps),
                       residuals(columns.y, prediction, columns.time_steps)};
  const std::array<CodedParts, 2> candidates{CodedParts(best, format::kEncodingPlain),
                                             CodedParts(best, format::kEncodingNibblePairs)};
  ISOTHERM_ASSIGN(Bytes plain, candidates[0].compress(compressor, Compressor::Effort::trial));
  ISOTHERM_ASSIGN(Bytes pairs, candidates[1].compress(compressor, Compressor::Effort::trial));
  const bool takes_pairs = pairs.size() < plain.size();
  const CodedParts& taken = candidates[takes_pairs ? 1 : 0];
  CodedCoordinates coded{prediction, taken.encoding, taken.raw_bytes(),
                         std::move(takes_pairs ? pairs : plain)};
  if (!compressor.trial_is_final()) {
    ISOTHERM_ASSIGN(coded.frame, taken.compress(compressor, Compressor::Effort::full));
  }
  return coded;
}

}  // namespace isotherm
