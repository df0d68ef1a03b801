#include "stream/event_columns.h"

#include <algorithm>
#include <array>

#include "stream/coordinates.h"
#include "stream/lanes.h"
#include "stream/prediction.h"
#include "stream/varint_column.h"

namespace isotherm {

namespace {

constexpr size_t kPiece = 256;
static_assert(kPiece <= ResidualReader::kMaxEvents && kPiece <= PairRestorer::kMaxEvents &&
              kPiece % kLanes == 0);

template <size_t kNumbers>
using Piece = std::array<uint32_t, kNumbers + kLanes>;  // with the slack that lanes need

Error damaged(std::string what, uint64_t offset) {
  return make_error(ErrorCode::damaged, "block: " + std::move(what), offset);
}

// A side of the header's box in stored units: from `lowest` on, `extent` long.
class Side {
 public:
  Side(int32_t min, int32_t max, int shift)
      : lowest_(static_cast<uint32_t>(-(-min >> shift))),
        is_empty_((max >> shift) < -(-min >> shift)),
        extent_(static_cast<uint32_t>((max >> shift) - -(-min >> shift))) {}
  bool is_empty() const { return is_empty_; }
  // The top bit is set where a value is outside: the distance from the lowest or what is left of the extent
  // is negative.
  Lanes outside(Lanes values) const {
    const Lanes distance = values - lowest_;
    return distance | (extent_ - distance);
  }

 private:
  uint32_t lowest_;
  bool is_empty_;
  uint32_t extent_;
};

// From pairs in stored units to columns in 1/16 px.
class PairSplitter {
 public:
  PairSplitter(const BlockHeader& header, int shift)
      : shift_(shift),
        x_side_(header.x_min, header.x_max, shift),
        y_side_(header.y_min, header.y_max, shift) {}

  void split(const uint32_t* pairs, size_t count, uint32_t* x, uint32_t* y) {
    const size_t whole = count - count % kLanes;
    split_lanes(pairs, whole, x, y);
    if (whole == count) return;
    // The rest, filled up to whole lanes with the last event, which has to be inside anyway.
    std::array<uint32_t, 2 * kLanes> rest;
    std::array<uint32_t, kLanes> rest_x, rest_y;
    for (size_t index = 0; index < kLanes; ++index)
      std::memcpy(&rest[2 * index], pairs + 2 * std::min(whole + index, count - 1), 2 * sizeof(uint32_t));
    split_lanes(rest.data(), kLanes, rest_x.data(), rest_y.data());
    std::copy_n(rest_x.data(), count - whole, x + whole);
    std::copy_n(rest_y.data(), count - whole, y + whole);
  }
  bool found_outside() const {
    return x_side_.is_empty() || y_side_.is_empty() || (any_bits(outside_) >> 31) != 0;
  }

 private:
  void split_lanes(const uint32_t* pairs, size_t count, uint32_t* x, uint32_t* y) {
    Lanes outside = outside_;
    for (size_t index = 0; index < count; index += kLanes) {
      const Lanes first = load_lanes(pairs + 2 * index), second = load_lanes(pairs + 2 * index + kLanes);
      const Lanes xs = __builtin_shufflevector(first, second, 0, 2, 4, 6);
      const Lanes ys = __builtin_shufflevector(first, second, 1, 3, 5, 7);
      outside |= x_side_.outside(xs) | y_side_.outside(ys);
      store_lanes(x + index, xs << shift_);
      store_lanes(y + index, ys << shift_);
    }
    outside_ = outside;
  }

  int shift_;
  Side x_side_, y_side_;
  Lanes outside_{};
};

uint32_t* as_unsigned(std::vector<int32_t>& column) {
  return reinterpret_cast<uint32_t*>(column.data());
}

}  // namespace

Status decode_columns(const BlockHeader& header, const RawColumns& raw, uint64_t offset, EventBlock& block) {
  const size_t count = header.event_count;
  // Every event has a byte of its own in both: no memory for claims.
  if (raw.time.size() < count) return damaged("times are malformed", offset);
  if (raw.coordinates.size() < count) return damaged("positions are malformed", offset);
  block.t_ms.resize(count);
  block.x.resize(count);
  block.y.resize(count);

  VarintReader times(raw.time);
  ResidualReader residuals(static_cast<uint8_t>(raw.coordinate_encoding), raw.coordinates, count);
  PairRestorer restorer({header.predictor_order, header.reset_gap_ms});
  PairSplitter splitter(header, 4 - static_cast<int>(header.scale_log2));
  uint32_t time = 0;
  Piece<kPiece> steps;
  Piece<2 * kPiece> pairs, values;
  for (size_t first = 0; first < count; first += kPiece) {
    const size_t size = std::min(kPiece, count - first);
    if (!times.read(std::span(steps).first(size))) return damaged("times are malformed", offset);
    for (size_t index = 0; index < size; ++index)
      steps[index] = unzigzag32(steps[index]);
    time = sum_steps(std::span(steps).first(size), time, &block.t_ms[first]);
    if (!residuals.read(size, pairs.data())) return damaged("positions are malformed", offset);
    restorer.restore(pairs.data(), steps.data(), size, values.data());
    splitter.split(values.data(), size, as_unsigned(block.x) + first, as_unsigned(block.y) + first);
  }
  if (times.remaining() != 0) return damaged("times are malformed", offset);
  if (!residuals.is_at_end()) return damaged("positions are malformed", offset);
  if (splitter.found_outside()) return damaged("a position is outside the header's bounding box", offset);
  return success();
}

}  // namespace isotherm
