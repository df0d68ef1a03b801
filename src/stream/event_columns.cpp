#include "stream/event_columns.h"

#include <algorithm>
#include <array>

#include "stream/coordinates.h"
#include "stream/event_restorer.h"
#include "stream/varint_column.h"

namespace isotherm {

namespace {

constexpr size_t kPiece = 256;
static_assert(kPiece <= ResidualReader::kMaxEvents && kPiece <= EventRestorer::kMaxEvents &&
              kPiece % kLanes == 0);

constexpr size_t kSlack = 8;
static_assert(kSlack >= VarintReader::kSlack && kSlack >= ResidualReader::kSlack &&
              kSlack >= EventRestorer::kSlack);
template <typename Number>
using Piece = std::array<Number, kPiece + kSlack>;

Error damaged(std::string what, uint64_t offset) {
  return make_error(ErrorCode::damaged, "block: " + std::move(what), offset);
}

// Only the first event of a run may come before the event in front of it.
bool is_in_order(const EventBlock& block, uint32_t descents) {
  uint32_t between_runs = 0;
  size_t first = 0;
  for (const Run& run : block.runs) {
    between_runs += first != 0 && block.t_ms[first] < block.t_ms[first - 1];
    first += run.count;
  }
  return descents == between_runs;
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
  EventRestorer restorer(header);
  Piece<uint32_t> steps;
  Piece<uint64_t> pairs;
  for (size_t first = 0; first < count; first += kPiece) {
    const size_t size = std::min(kPiece, count - first);
    if (!times.read(steps.data(), size)) return damaged("times are malformed", offset);
    if (!residuals.read(size, pairs.data())) return damaged("positions are malformed", offset);
    restorer.restore(steps.data(), pairs.data(), size, &block.t_ms[first], &block.x[first], &block.y[first]);
  }
  if (times.remaining() != 0) return damaged("times are malformed", offset);
  if (!residuals.is_at_end()) return damaged("positions are malformed", offset);
  if (restorer.found_negative_time()) return damaged("a time is out of range", offset);
  if (!is_in_order(block, restorer.descent_count())) return damaged("times of a run go backwards", offset);
  if (restorer.found_outside()) return damaged("a position is outside the header's bounding box", offset);
  return success();
}

}  // namespace isotherm
