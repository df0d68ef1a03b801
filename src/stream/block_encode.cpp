#include <algorithm>
#include <bit>

#include "stream/block.h"
#include "stream/coding_choice.h"
#include "stream/limits.h"
#include "stream/varint_column.h"

namespace isotherm {

namespace {

using format::Group;

void append_group(EncodedBlock& out, Group id, uint8_t encoding, bool is_critical, uint64_t raw_bytes,
                  const Bytes& frame) {
  const uint32_t flags = is_critical ? format::kGroupCritical : 0u;
  out.header.groups.push_back({static_cast<uint32_t>(id), encoding, flags, raw_bytes, frame.size()});
  out.payload.insert(out.payload.end(), frame.begin(), frame.end());
}

Status append_plain_group(EncodedBlock& out, Group id, bool is_critical, const Bytes& raw,
                          Compressor& compressor) {
  ISOTHERM_ASSIGN(const Bytes frame, compressor.compress({raw}));
  append_group(out, id, format::kEncodingPlain, is_critical, raw.size(), frame);
  return success();
}

Bytes encode_runs(std::span<const Run> runs, uint32_t page_view_min) {
  Bytes raw;
  uint32_t before = page_view_min;
  for (const Run& run : runs) {
    append_varint32(raw, zigzag32(static_cast<int32_t>(run.page_view - before)));
    before = run.page_view;
  }
  for (const Run& run : runs)
    append_varint32(raw, run.count);
  return raw;
}

// The smallest number of units per px that holds every position exactly, as its logarithm.
uint32_t smallest_scale_log2(const EventBlock& block) {
  uint32_t bits = kUnitsPerPx;
  for (const int32_t value : block.x)
    bits |= static_cast<uint32_t>(value);
  for (const int32_t value : block.y)
    bits |= static_cast<uint32_t>(value);
  return 4u - static_cast<uint32_t>(std::countr_zero(bits));
}

std::vector<int32_t> scaled(const std::vector<int32_t>& column, uint32_t scale_log2) {
  std::vector<int32_t> out(column);
  for (int32_t& value : out)
    value /= 1 << (4 - scale_log2);  // exact
  return out;
}

std::vector<uint32_t> time_steps_of(std::span<const int32_t> t_ms) {
  std::vector<uint32_t> steps(t_ms.size());
  uint32_t before = 0;
  for (size_t index = 0; index < t_ms.size(); ++index) {
    steps[index] = static_cast<uint32_t>(t_ms[index]) - before;
    before = static_cast<uint32_t>(t_ms[index]);
  }
  return steps;
}

BlockHeader header_of(const EventBlock& block, std::span<const PageView> page_views) {
  BlockHeader header;
  header.stream_class = static_cast<uint32_t>(block.stream_class);
  header.event_count = static_cast<uint32_t>(block.size());
  header.run_count = static_cast<uint32_t>(block.runs.size());
  header.page_min = header.page_view_min = header.viewport_width_min = UINT32_MAX;
  header.time_min_ms = INT64_MAX;
  header.time_max_ms = INT64_MIN;
  size_t first = 0;
  for (const Run& run : block.runs) {
    const PageView& view = page_views[run.page_view];
    header.page_min = std::min(header.page_min, view.page);
    header.page_max = std::max(header.page_max, view.page);
    header.page_view_min = std::min(header.page_view_min, run.page_view);
    header.page_view_max = std::max(header.page_view_max, run.page_view);
    header.viewport_width_min = std::min(header.viewport_width_min, view.viewport_width);
    header.viewport_width_max = std::max(header.viewport_width_max, view.viewport_width);
    header.time_min_ms = std::min(header.time_min_ms, view.start_ms + block.t_ms[first]);
    first += run.count;
    header.time_max_ms = std::max(header.time_max_ms, view.start_ms + block.t_ms[first - 1]);
  }
  const auto [x_min, x_max] = std::minmax_element(block.x.begin(), block.x.end());
  const auto [y_min, y_max] = std::minmax_element(block.y.begin(), block.y.end());
  header.x_min = *x_min;
  header.x_max = *x_max;
  header.y_min = *y_min;
  header.y_max = *y_max;
  return header;
}

}  // namespace

Result<EncodedBlock> encode_block(const EventBlock& block, std::span<const PageView> page_views,
                                  Compressor& compressor) {
  EncodedBlock out;
  out.header = header_of(block, page_views);
  out.header.scale_log2 = smallest_scale_log2(block);
  ISOTHERM_TRY(append_plain_group(out, Group::runs, true, encode_runs(block.runs, out.header.page_view_min),
                                  compressor));

  const uint8_t default_tag = make_tag(default_kind(block.stream_class));
  if (std::any_of(block.tags.begin(), block.tags.end(), [&](uint8_t tag) { return tag != default_tag; })) {
    ISOTHERM_TRY(append_plain_group(out, Group::tags, true, block.tags, compressor));
  }

  Bytes time;
  append_varint_column(time, residuals(block.t_ms, Prediction{}, {}));
  ISOTHERM_TRY(append_plain_group(out, Group::time, true, time, compressor));

  const CoordinateColumns columns{scaled(block.x, out.header.scale_log2),
                                  scaled(block.y, out.header.scale_log2), time_steps_of(block.t_ms)};
  ISOTHERM_ASSIGN(const CodedCoordinates coordinates, smallest_coordinates(columns, compressor));
  out.header.predictor_order = coordinates.prediction.order;
  out.header.reset_gap_ms = coordinates.prediction.reset_gap_ms;
  append_group(out, Group::coordinates, coordinates.encoding, true, coordinates.raw_bytes, coordinates.frame);

  if (std::any_of(block.targets.begin(), block.targets.end(), [](uint32_t target) { return target != 0; })) {
    Bytes raw;
    append_varint_column(raw, block.targets);
    ISOTHERM_TRY(append_plain_group(out, Group::targets, false, raw, compressor));
  }
  return out;
}

}  // namespace isotherm
