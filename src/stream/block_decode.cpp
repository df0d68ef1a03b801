#include <algorithm>
#include <array>

#include "stream/block.h"
#include "stream/coordinates.h"
#include "stream/limits.h"
#include "stream/prediction.h"
#include "stream/varint_column.h"

namespace isotherm {

namespace {

using format::Group;

Error damaged(std::string what, uint64_t offset) {
  return make_error(ErrorCode::damaged, "block: " + std::move(what), offset);
}

Error unsupported(std::string what, uint64_t offset) {
  return make_error(ErrorCode::unsupported, "block: " + std::move(what) + "; a newer Isotherm can read it",
                    offset);
}

bool is_known_encoding(Group id, uint32_t encoding) {
  if (encoding == format::kEncodingPlain) return true;
  return id == Group::coordinates && encoding == format::kEncodingNibblePairs;
}

// The decompressed groups of a block, by id; absent or skipped ones are empty.
struct RawGroups {
  std::array<Bytes, 5> raw;
  std::array<bool, 5> is_present{};
  uint32_t coordinate_encoding = 0;
  const Bytes& operator[](Group id) const { return raw[static_cast<size_t>(id)]; }
  bool has(Group id) const { return is_present[static_cast<size_t>(id)]; }
};

// Whether to read a group: false = skip it.
Result<bool> wants_group(const GroupEntry& entry, size_t known_groups, uint64_t offset) {
  if (entry.id >= known_groups) {
    if (entry.is_critical()) return unsupported("has the unknown group " + std::to_string(entry.id), offset);
    return false;
  }
  if (!is_known_encoding(static_cast<Group>(entry.id), entry.encoding)) {
    if (!entry.is_critical()) return false;
    return unsupported(
        "group " + std::to_string(entry.id) + " has the unknown encoding " + std::to_string(entry.encoding),
        offset);
  }
  return true;
}

Result<RawGroups> decompress_groups(const BlockHeader& header, ByteSpan payload, uint64_t payload_offset,
                                    Decompressor& decompressor) {
  RawGroups groups;
  size_t position = 0;
  for (const GroupEntry& entry : header.groups) {
    const uint64_t offset = payload_offset + position;
    if (entry.compressed_bytes > payload.size() - position) return damaged("payload is too short", offset);
    const ByteSpan frame = payload.subspan(position, static_cast<size_t>(entry.compressed_bytes));
    position += frame.size();
    ISOTHERM_ASSIGN(const bool is_wanted, wants_group(entry, groups.raw.size(), offset));
    if (!is_wanted) continue;
    ISOTHERM_ASSIGN(groups.raw[entry.id], decompressor.decompress(frame, entry.raw_bytes, offset));
    groups.is_present[entry.id] = true;
    if (entry.id == static_cast<uint32_t>(Group::coordinates)) groups.coordinate_encoding = entry.encoding;
  }
  for (const Group id : {Group::runs, Group::time, Group::coordinates}) {
    if (!groups.has(id)) {
      return damaged("group " + std::to_string(static_cast<int>(id)) + " is missing", payload_offset);
    }
  }
  return groups;
}

// Column of page view steps, then column of counts.
Status decode_runs(ByteSpan raw, const BlockHeader& header, uint64_t offset, std::vector<Run>& runs) {
  const size_t count = header.run_count;
  if (raw.size() < 2 * count) return damaged("runs are too short", offset);
  std::vector<uint32_t> numbers(2 * count);
  if (read_varint_column(raw, numbers) != raw.size()) return damaged("runs are malformed", offset);
  runs.resize(count);
  uint32_t page_view = header.page_view_min;
  uint64_t total = 0;
  for (size_t index = 0; index < count; ++index) {
    page_view += unzigzag32(numbers[index]);
    runs[index] = {page_view, numbers[count + index]};
    total += runs[index].count;
    if (runs[index].count == 0) return damaged("a run is empty", offset);
    if (page_view < header.page_view_min || page_view > header.page_view_max) {
      return damaged("page view " + std::to_string(page_view) + " is outside the header's range", offset);
    }
  }
  if (total != header.event_count) {
    return damaged("runs hold " + std::to_string(total) + " events, the header says " +
                       std::to_string(header.event_count),
                   offset);
  }
  return success();
}

std::span<uint32_t> as_unsigned(std::vector<int32_t>& column) {
  return {reinterpret_cast<uint32_t*>(column.data()), column.size()};
}

// Leaves the differences in `steps` when the prediction needs them.
Status decode_time(ByteSpan raw, const Prediction& prediction, uint64_t offset, EventBlock& block,
                   std::vector<uint32_t>& steps) {
  if (read_varint_column(raw, as_unsigned(block.t_ms)) != raw.size())
    return damaged("times are malformed", offset);
  if (prediction.needs_time()) {
    steps.resize(block.t_ms.size());
    for (size_t index = 0; index < steps.size(); ++index) {
      steps[index] = unzigzag32(static_cast<uint32_t>(block.t_ms[index]));
    }
  }
  undo_residuals(block.t_ms, Prediction{}, {});
  return success();
}

// From stored units to 1/16 px, inside the header's box.
Status scale_column(std::vector<int32_t>& column, int shift, int32_t min, int32_t max, uint64_t offset) {
  const auto [lowest, highest] = std::minmax_element(column.begin(), column.end());
  const int64_t factor = int64_t{1} << shift;
  if (*lowest * factor < min || *highest * factor > max) {
    return damaged("a position is outside the header's bounding box", offset);
  }
  for (int32_t& value : column)
    value = static_cast<int32_t>(value * factor);
  return success();
}

Status decode_coordinates(const RawGroups& groups, const BlockHeader& header, const Prediction& prediction,
                          std::span<const uint32_t> steps, uint64_t offset, EventBlock& block) {
  const auto decode =
      groups.coordinate_encoding == format::kEncodingPlain ? decode_varint_columns : decode_nibble_pairs;
  if (!decode(groups[Group::coordinates], as_unsigned(block.x), as_unsigned(block.y))) {
    return damaged("positions are malformed", offset);
  }
  undo_residuals(block.x, prediction, steps);
  undo_residuals(block.y, prediction, steps);
  const int shift = 4 - static_cast<int>(header.scale_log2);
  ISOTHERM_TRY(scale_column(block.x, shift, header.x_min, header.x_max, offset));
  return scale_column(block.y, shift, header.y_min, header.y_max, offset);
}

}  // namespace

Result<EventBlock> decode_block(const BlockHeader& header, ByteSpan payload, uint64_t payload_offset,
                                Decompressor& decompressor) {
  if (header.scale_log2 > 4) return unsupported("unknown coordinate scale", payload_offset);
  if (header.predictor_order != 1 && header.predictor_order != 2) {
    return unsupported("unknown predictor order " + std::to_string(header.predictor_order), payload_offset);
  }
  ISOTHERM_ASSIGN(RawGroups groups, decompress_groups(header, payload, payload_offset, decompressor));

  EventBlock block;
  block.stream_class = static_cast<StreamClass>(header.stream_class);
  ISOTHERM_TRY(decode_runs(groups[Group::runs], header, payload_offset, block.runs));
  const Prediction prediction{header.predictor_order, header.reset_gap_ms};
  block.t_ms.resize(header.event_count);
  block.x.resize(header.event_count);
  block.y.resize(header.event_count);
  std::vector<uint32_t> time_steps;
  ISOTHERM_TRY(decode_time(groups[Group::time], prediction, payload_offset, block, time_steps));
  ISOTHERM_TRY(decode_coordinates(groups, header, prediction, time_steps, payload_offset, block));
  if (groups.has(Group::tags)) {
    if (groups[Group::tags].size() != header.event_count)
      return damaged("tags are malformed", payload_offset);
    block.tags = std::move(groups.raw[static_cast<size_t>(Group::tags)]);
  }
  if (groups.has(Group::targets)) {
    block.targets.resize(header.event_count);
    const Bytes& raw = groups[Group::targets];
    if (read_varint_column(raw, block.targets) != raw.size())
      return damaged("targets are malformed", payload_offset);
  }
  return block;
}

}  // namespace isotherm
