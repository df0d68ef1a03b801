#include <array>

#include "stream/block.h"
#include "stream/event_columns.h"
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

// The decompressed groups of a block, by id; absent or skipped ones are empty. They lie in the decompressor's
// slots, but for the tags, which are the column as they are.
struct RawGroups {
  std::array<ByteSpan, 5> raw;
  std::array<bool, 5> is_present{};
  uint32_t coordinate_encoding = 0;
  ByteSpan operator[](Group id) const { return raw[static_cast<size_t>(id)]; }
  bool has(Group id) const { return is_present[static_cast<size_t>(id)]; }
};

size_t slot_of(uint32_t group) {
  return group == static_cast<uint32_t>(Group::targets) ? static_cast<size_t>(Group::tags) : group;
}

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
                                    Decompressor& decompressor, Bytes& tags) {
  RawGroups groups;
  size_t position = 0;
  for (const GroupEntry& entry : header.groups) {
    const uint64_t offset = payload_offset + position;
    if (entry.compressed_bytes > payload.size() - position) return damaged("payload is too short", offset);
    const ByteSpan frame = payload.subspan(position, static_cast<size_t>(entry.compressed_bytes));
    position += frame.size();
    ISOTHERM_ASSIGN(const bool is_wanted, wants_group(entry, groups.raw.size(), offset));
    if (!is_wanted) continue;
    if (entry.id == static_cast<uint32_t>(Group::tags)) {
      if (entry.raw_bytes != header.event_count) return damaged("tags are malformed", offset);
      tags.resize(header.event_count);
      ISOTHERM_TRY(decompressor.decompress_into(tags, frame, offset));
    } else {
      ISOTHERM_ASSIGN(groups.raw[entry.id],
                      decompressor.decompress_to_slot(slot_of(entry.id), frame, entry.raw_bytes, offset));
    }
    groups.is_present[entry.id] = true;
    if (entry.id == static_cast<uint32_t>(Group::coordinates)) groups.coordinate_encoding = entry.encoding;
  }
  if (!groups.has(Group::tags)) tags.clear();
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

}  // namespace

Status decode_block(const BlockHeader& header, ByteSpan payload, uint64_t payload_offset,
                    Decompressor& decompressor, EventBlock& block) {
  if (header.scale_log2 > 4) return unsupported("unknown coordinate scale", payload_offset);
  if (header.predictor_order != 1 && header.predictor_order != 2) {
    return unsupported("unknown predictor order " + std::to_string(header.predictor_order), payload_offset);
  }
  ISOTHERM_ASSIGN(const RawGroups groups,
                  decompress_groups(header, payload, payload_offset, decompressor, block.tags));
  block.stream_class = static_cast<StreamClass>(header.stream_class);
  ISOTHERM_TRY(decode_runs(groups[Group::runs], header, payload_offset, block.runs));
  const RawColumns columns{groups[Group::time], groups[Group::coordinates], groups.coordinate_encoding};
  ISOTHERM_TRY(decode_columns(header, columns, payload_offset, block));
  block.targets.clear();
  if (groups.has(Group::targets)) {
    const ByteSpan raw = groups[Group::targets];
    if (raw.size() < header.event_count) return damaged("targets are malformed", payload_offset);
    block.targets.resize(header.event_count);
    if (read_varint_column(raw, block.targets) != raw.size())
      return damaged("targets are malformed", payload_offset);
  }
  return success();
}

Result<EventBlock> decode_block(const BlockHeader& header, ByteSpan payload, uint64_t payload_offset,
                                Decompressor& decompressor) {
  EventBlock block;
  ISOTHERM_TRY(decode_block(header, payload, payload_offset, decompressor, block));
  return block;
}

}  // namespace isotherm
