#include "stream/block_header.h"

#include <algorithm>

#include "stream/limits.h"

namespace isotherm {

namespace {

Error bad(std::string what, uint64_t offset) {
  return make_error(ErrorCode::damaged, "block header: " + std::move(what), offset);
}

Error over_limit(std::string_view what, uint64_t claimed, uint64_t limit, uint64_t offset) {
  return make_error(ErrorCode::limit,
                    "block header: " + std::string(what) + " is " + std::to_string(claimed) +
                        ", the limit is " + std::to_string(limit),
                    offset);
}

// A minimum and how far the maximum lies above it.
Status read_range(ByteReader& reader, std::string_view field, uint32_t& min, uint32_t& max) {
  ISOTHERM_ASSIGN(min, reader.varint32(field));
  ISOTHERM_ASSIGN(const uint32_t span, reader.varint32(field));
  if (span > UINT32_MAX - min) return bad(std::string(field) + " overflows", reader.file_offset());
  max = min + span;
  return success();
}

Status read_signed_range(ByteReader& reader, std::string_view field, int64_t limit, int64_t& min,
                         int64_t& max) {
  ISOTHERM_ASSIGN(min, reader.signed_varint64(field));
  ISOTHERM_ASSIGN(const uint64_t span, reader.varint64(field));
  if (min < -limit || min > limit || span > static_cast<uint64_t>(limit - min)) {
    return make_error(ErrorCode::limit, "block header: " + std::string(field) + " is out of range",
                      reader.file_offset());
  }
  max = min + static_cast<int64_t>(span);
  return success();
}

Status read_coordinates(ByteReader& reader, std::string_view field, int32_t& min, int32_t& max) {
  int64_t wide_min = 0, wide_max = 0;
  ISOTHERM_TRY(read_signed_range(reader, field, limits::kMaxCoordinateUnits, wide_min, wide_max));
  min = static_cast<int32_t>(wide_min);
  max = static_cast<int32_t>(wide_max);
  return success();
}

Status read_counts(ByteReader& reader, BlockHeader& header) {
  ISOTHERM_ASSIGN(header.event_count, reader.varint32("event count"));
  ISOTHERM_ASSIGN(header.run_count, reader.varint32("run count"));
  const uint64_t offset = reader.file_offset();
  if (header.event_count > limits::kMaxEventsPerBlock) {
    return over_limit("event count", header.event_count, limits::kMaxEventsPerBlock, offset);
  }
  if (header.event_count == 0) return bad("has no events", offset);
  if (header.run_count == 0 || header.run_count > header.event_count) {
    return bad(
        std::to_string(header.run_count) + " runs for " + std::to_string(header.event_count) + " events",
        offset);
  }
  return success();
}

Status read_group(ByteReader& reader, uint32_t event_count, GroupEntry& group) {
  ISOTHERM_ASSIGN(group.id, reader.varint32("group id"));
  ISOTHERM_ASSIGN(group.encoding, reader.varint32("group encoding"));
  ISOTHERM_ASSIGN(group.flags, reader.varint32("group flags"));
  ISOTHERM_ASSIGN(group.raw_bytes, reader.varint64("group raw size"));
  ISOTHERM_ASSIGN(group.compressed_bytes, reader.varint64("group compressed size"));
  const uint64_t limit = limits::kMaxRawBytesPerEvent * event_count + limits::kMaxRawBytesConstant;
  if (group.raw_bytes > limit)
    return over_limit("group raw size", group.raw_bytes, limit, reader.file_offset());
  // zstd stores what it cannot compress, with 3 bytes per 128 KiB and at most 22 around it.
  const uint64_t bound = limit + limit / 256 + 64;
  if (group.compressed_bytes > bound) {
    return over_limit("group compressed size", group.compressed_bytes, bound, reader.file_offset());
  }
  return success();
}

Status read_groups(ByteReader& reader, BlockHeader& header) {
  ISOTHERM_ASSIGN(const uint32_t count, reader.varint32("group count"));
  if (count > limits::kMaxGroupsPerBlock) {
    return over_limit("group count", count, limits::kMaxGroupsPerBlock, reader.file_offset());
  }
  header.groups.resize(count);
  for (GroupEntry& group : header.groups) {
    ISOTHERM_TRY(read_group(reader, header.event_count, group));
    if (&group != &header.groups.front() && (&group)[-1].id >= group.id) {
      return bad("group ids do not ascend", reader.file_offset());
    }
  }
  return success();
}

void write_range(ByteWriter& writer, uint32_t min, uint32_t max) {
  writer.varint(min);
  writer.varint(max - min);
}

void write_signed_range(ByteWriter& writer, int64_t min, int64_t max) {
  writer.signed_varint(min);
  writer.varint(static_cast<uint64_t>(max - min));
}

}  // namespace

const GroupEntry* BlockHeader::group(format::Group id) const {
  const auto found = std::find_if(groups.begin(), groups.end(), [id](const GroupEntry& entry) {
    return entry.id == static_cast<uint32_t>(id);
  });
  return found == groups.end() ? nullptr : &*found;
}

uint64_t BlockHeader::payload_bytes() const {
  uint64_t total = 0;
  for (const GroupEntry& entry : groups)
    total += entry.compressed_bytes;
  return total;
}

Bytes encode_block_header(const BlockHeader& header) {
  ByteWriter writer;
  writer.varint(header.stream_class);
  writer.varint(header.scale_log2);
  writer.varint(header.predictor_order);
  writer.varint(header.reset_gap_ms);
  writer.varint(header.event_count);
  writer.varint(header.run_count);
  write_range(writer, header.page_min, header.page_max);
  write_range(writer, header.page_view_min, header.page_view_max);
  write_range(writer, header.viewport_width_min, header.viewport_width_max);
  write_signed_range(writer, header.time_min_ms, header.time_max_ms);
  write_signed_range(writer, header.x_min, header.x_max);
  write_signed_range(writer, header.y_min, header.y_max);
  writer.varint(header.groups.size());
  for (const GroupEntry& group : header.groups) {
    writer.varint(group.id);
    writer.varint(group.encoding);
    writer.varint(group.flags);
    writer.varint(group.raw_bytes);
    writer.varint(group.compressed_bytes);
  }
  return writer.take();
}

Result<BlockHeader> parse_block_header(ByteSpan body, uint64_t offset) {
  if (body.size() > limits::kMaxBlockHeaderBytes) {
    return over_limit("length", body.size(), limits::kMaxBlockHeaderBytes, offset);
  }
  ByteReader reader(body, offset);
  BlockHeader header;
  ISOTHERM_ASSIGN(header.stream_class, reader.varint32("block class"));
  ISOTHERM_ASSIGN(header.scale_log2, reader.varint32("coordinate scale"));
  ISOTHERM_ASSIGN(header.predictor_order, reader.varint32("predictor order"));
  ISOTHERM_ASSIGN(header.reset_gap_ms, reader.varint32("predictor reset gap"));
  ISOTHERM_TRY(read_counts(reader, header));
  ISOTHERM_TRY(read_range(reader, "page range", header.page_min, header.page_max));
  ISOTHERM_TRY(read_range(reader, "page view range", header.page_view_min, header.page_view_max));
  ISOTHERM_TRY(
      read_range(reader, "viewport width range", header.viewport_width_min, header.viewport_width_max));
  constexpr int64_t kMaxEventTimeMs = limits::kMaxEpochMs + limits::kMaxTimeMs;
  ISOTHERM_TRY(
      read_signed_range(reader, "time range", kMaxEventTimeMs, header.time_min_ms, header.time_max_ms));
  ISOTHERM_TRY(read_coordinates(reader, "x range", header.x_min, header.x_max));
  ISOTHERM_TRY(read_coordinates(reader, "y range", header.y_min, header.y_max));
  ISOTHERM_TRY(read_groups(reader, header));
  return header;
}

}  // namespace isotherm
