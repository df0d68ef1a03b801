#include <algorithm>

#include "stream/attachment_header.h"
#include "stream/block.h"
#include "stream/catalog_codec.h"
#include "stream/file_header.h"
#include "stream/index.h"
#include "stream/limits.h"
#include "stream/reader.h"
#include "stream/record.h"
#include "stream/segment_base.h"

namespace isotherm {

namespace {

constexpr uint64_t kMaxFileHeaderPayload = limits::kMaxMetadataBytes + (64u << 10);
constexpr uint64_t kMaxCatalogPayload = 2 * uint64_t{limits::kMaxCatalogBytes};
constexpr uint64_t kMaxAttachmentPayload = limits::kMaxAttachmentBytes + (8u << 10);
constexpr uint64_t kMaxBlockHeaderPayload = limits::kMaxBlockHeaderBytes + format::kChecksumBytes;
constexpr uint64_t kMaxIndexPayload = uint64_t{256} << 20;
constexpr uint64_t kMaxSkippedZstdFrame = 64u << 20;
constexpr size_t kCompactBytes = 64u << 10;

}  // namespace

// Bytes that have come and are not used up, as a queue.
struct StreamParser::State {
  Bytes buffer;
  size_t used = 0;          // of the buffer
  uint64_t position = 0;    // in the file, of the first unused byte
  uint64_t to_skip = 0;     // bytes still to come that nobody wants
  bool has_header = false;  // of the first segment
  bool is_segment_open = false, is_segment_usable = false;
  uint32_t segment_count = 0;
  SegmentBase base;
  CatalogCounts counts;                         // of this segment
  std::vector<PageView> page_views;             // of this segment, indices counted over the file
  uint64_t blocks_seen = 0, catalogs_seen = 0;  // in this segment, usable or not
  std::optional<Error> failure;
  bool emits_end = false;  // when to_skip is done
  Decompressor decompressor;

  ByteSpan available() const { return ByteSpan(buffer).subspan(used); }
  void push(ByteSpan piece);
  void consume(uint64_t count);
  void skip(uint64_t count);

  // One step: an item, nothing (then `is_waiting` tells whether more bytes are needed), or the final error.
  using Step = Result<std::optional<StreamItem>>;
  Step step();
  Step take_record(const FrameHeader& frame);
  Step take_file_header(ByteSpan payload);
  Step take_catalog(ByteSpan payload);
  Step take_block(ByteSpan payload);
  Step take_attachment(ByteSpan payload);
  Step take_index(ByteSpan payload);
  Step take_orphan_frame();
  Status compare_with_index(ByteSpan payload);
  Result<Catalog> parse_catalog(ByteSpan payload);
  Result<BlockHeader> parse_header(ByteSpan payload) const;
  Result<BlockItem> parse_block(const BlockHeader& header, ByteSpan payload, uint64_t record_bytes);
  Result<Screenshot> parse_attachment(ByteSpan payload) const;
  std::optional<StreamItem> wait() {
    is_waiting = true;
    return std::nullopt;
  }
  bool is_waiting = false;
};

void StreamParser::State::push(ByteSpan piece) {
  const uint64_t skipped = std::min<uint64_t>(to_skip, piece.size());
  to_skip -= skipped;
  position += skipped;
  piece = piece.subspan(static_cast<size_t>(skipped));
  if (used >= kCompactBytes && used >= buffer.size() / 2) {
    buffer.erase(buffer.begin(), buffer.begin() + static_cast<ptrdiff_t>(used));
    used = 0;
  }
  buffer.insert(buffer.end(), piece.begin(), piece.end());
}

void StreamParser::State::consume(uint64_t count) {
  used += static_cast<size_t>(count);
  position += count;
}

// Bytes that need not be kept, though they may not all be here yet.
void StreamParser::State::skip(uint64_t count) {
  const uint64_t here = std::min<uint64_t>(count, available().size());
  consume(here);
  to_skip = count - here;
}

StreamParser::State::Step StreamParser::State::step() {
  if (to_skip != 0) return wait();
  if (emits_end) {
    emits_end = false;
    is_segment_open = is_segment_usable = false;  // only a file header may follow
    return std::optional<StreamItem>(EndItem{});
  }
  const ByteSpan bytes = available();
  if (bytes.size() < format::kFrameHeaderBytes) return wait();
  const FrameHeader frame = parse_frame_header(bytes.first<format::kFrameHeaderBytes>());
  if (!has_header && frame.magic != format::kFileHeader) {
    return make_error(ErrorCode::damaged, "not an Isotherm file: it does not start with a file header",
                      position);
  }
  if (format::is_skippable(frame.magic)) return take_record(frame);
  if (frame.magic == format::kZstdFrame) return take_orphan_frame();
  return make_error(ErrorCode::damaged, "no frame starts here", position);
}

StreamParser::State::Step StreamParser::State::take_record(const FrameHeader& frame) {
  using Take = Step (State::*)(ByteSpan);
  struct Kind {
    uint32_t magic;
    uint64_t max_payload;
    Take take;
  };
  static constexpr Kind kKinds[] = {{format::kFileHeader, kMaxFileHeaderPayload, &State::take_file_header},
                                    {format::kCatalog, kMaxCatalogPayload, &State::take_catalog},
                                    {format::kBlockHeader, kMaxBlockHeaderPayload, &State::take_block},
                                    {format::kAttachment, kMaxAttachmentPayload, &State::take_attachment},
                                    {format::kIndex, kMaxIndexPayload, &State::take_index}};
  const uint64_t record_bytes = format::kFrameHeaderBytes + uint64_t{frame.payload_bytes};
  for (const Kind& kind : kKinds) {
    if (kind.magic != frame.magic) continue;
    if (frame.payload_bytes > kind.max_payload) {
      const Warning warning{make_error(ErrorCode::limit, "a record is too long", position), 0};
      if (!has_header) return warning.error;
      skip(record_bytes);
      return std::optional<StreamItem>(warning);
    }
    if (available().size() < record_bytes) return wait();
    return (this->*kind.take)(available().subspan(format::kFrameHeaderBytes, frame.payload_bytes));
  }
  emits_end = frame.magic == format::kSeekTable && is_segment_open;
  skip(record_bytes);
  return std::optional<StreamItem>();
}

StreamParser::State::Step StreamParser::State::take_file_header(ByteSpan payload) {
  const auto header = parse_file_header(payload, position + format::kFrameHeaderBytes);
  if (!header.ok() && !has_header) return header.error();
  base = {segment_count, base.first_page + counts.pages, base.first_session + counts.sessions,
          base.first_page_view + counts.page_views};
  counts = {};
  page_views.clear();
  blocks_seen = catalogs_seen = 0;
  has_header = is_segment_open = true;
  is_segment_usable = header.ok();
  consume(format::kFrameHeaderBytes + payload.size());
  if (!header.ok()) return std::optional<StreamItem>(Warning{header.error(), 0});
  ++segment_count;
  return std::optional<StreamItem>();
}

Result<Catalog> StreamParser::State::parse_catalog(ByteSpan payload) {
  if (!is_segment_usable) return make_error(ErrorCode::damaged, "a catalog without a file header", position);
  const uint64_t body_offset = position + format::kFrameHeaderBytes;
  ISOTHERM_ASSIGN(const ByteSpan body, checked_body(payload, body_offset, "catalog"));
  ISOTHERM_ASSIGN(Catalog added, decode_catalog(body, body_offset, counts, decompressor));
  return added;
}

StreamParser::State::Step StreamParser::State::take_catalog(ByteSpan payload) {
  const uint64_t record_bytes = format::kFrameHeaderBytes + payload.size();
  ++catalogs_seen;
  auto added = parse_catalog(payload);
  consume(record_bytes);
  if (!added.ok()) return std::optional<StreamItem>(Warning{added.error(), 0});
  const CatalogCounts counts_added = counts_of(*added);
  counts = {counts.pages + counts_added.pages, counts.sessions + counts_added.sessions,
            counts.page_views + counts_added.page_views};
  rebase_catalog(*added, base);
  page_views.insert(page_views.end(), added->page_views.begin(), added->page_views.end());
  return std::optional<StreamItem>(CatalogItem{std::move(*added)});
}

Result<BlockHeader> StreamParser::State::parse_header(ByteSpan payload) const {
  const uint64_t body_offset = position + format::kFrameHeaderBytes;
  ISOTHERM_ASSIGN(const ByteSpan body, checked_body(payload, body_offset, "block header"));
  return parse_block_header(body, body_offset);
}

Result<BlockItem> StreamParser::State::parse_block(const BlockHeader& header, ByteSpan payload,
                                                   uint64_t record_bytes) {
  if (!is_segment_usable) return make_error(ErrorCode::damaged, "a block without a file header", position);
  ISOTHERM_TRY(check_header(header, counts.pages, counts.page_views, position));
  ISOTHERM_ASSIGN(EventBlock block, decode_block(header, payload, position + record_bytes, decompressor));
  ISOTHERM_TRY(check_block(header, block, page_views, base, position));
  rebase_runs(block, base);
  return BlockItem{block_info(header, base, position, record_bytes + payload.size()), std::move(block)};
}

StreamParser::State::Step StreamParser::State::take_block(ByteSpan payload) {
  const uint64_t record_bytes = format::kFrameHeaderBytes + payload.size();
  const auto header = parse_header(payload);
  if (!header.ok()) {  // its payload is skipped frame by frame
    ++blocks_seen;
    consume(record_bytes);
    return std::optional<StreamItem>(Warning{header.error(), 0});
  }
  const uint64_t payload_bytes = header->payload_bytes();
  if (available().size() - record_bytes < payload_bytes) return wait();
  const ByteSpan groups =
      available().subspan(static_cast<size_t>(record_bytes), static_cast<size_t>(payload_bytes));
  ++blocks_seen;
  auto item = parse_block(*header, groups, record_bytes);
  consume(record_bytes + payload_bytes);
  if (!item.ok()) return std::optional<StreamItem>(Warning{item.error(), header->event_count});
  return std::optional<StreamItem>(std::move(*item));
}

Result<Screenshot> StreamParser::State::parse_attachment(ByteSpan payload) const {
  ByteReader reader(payload, position + format::kFrameHeaderBytes);
  ISOTHERM_ASSIGN(const uint32_t header_bytes, reader.u32("attachment header length"));
  const uint64_t header_offset = reader.file_offset();
  ISOTHERM_ASSIGN(const ByteSpan header, reader.take(header_bytes, "attachment header"));
  ISOTHERM_ASSIGN(const ByteSpan body, checked_body(header, header_offset, "attachment header"));
  Screenshot screenshot;
  ISOTHERM_ASSIGN(screenshot.info, parse_attachment_header(body, header_offset));
  ISOTHERM_ASSIGN(const ByteSpan encoded, reader.take(reader.remaining(), "picture"));
  ISOTHERM_TRY(check_encoded(screenshot.info, encoded, position));
  if (!is_segment_usable || screenshot.info.page >= counts.pages) {
    return make_error(ErrorCode::damaged, "screenshot: its page does not exist", position);
  }
  screenshot.info.page += base.first_page;
  screenshot.encoded.assign(encoded.begin(), encoded.end());
  return screenshot;
}

StreamParser::State::Step StreamParser::State::take_attachment(ByteSpan payload) {
  auto screenshot = parse_attachment(payload);
  consume(format::kFrameHeaderBytes + payload.size());
  if (!screenshot.ok()) return std::optional<StreamItem>(Warning{screenshot.error(), 0});
  return std::optional<StreamItem>(ScreenshotItem{std::move(*screenshot)});
}

// A record whose magic is damaged looks like one to skip; the index tells that it is missing.
Status StreamParser::State::compare_with_index(ByteSpan payload) {
  const uint64_t body_offset = position + format::kFrameHeaderBytes;
  ISOTHERM_ASSIGN(const ByteSpan body, checked_body(payload, body_offset, "index"));
  ISOTHERM_ASSIGN(const SegmentLayout layout, parse_index(body, body_offset, position, decompressor));
  if (layout.blocks.size() > blocks_seen || layout.catalogs.size() > catalogs_seen) {
    return make_error(ErrorCode::damaged,
                      "the index lists " + std::to_string(layout.blocks.size()) + " blocks and " +
                          std::to_string(layout.catalogs.size()) + " catalogs, " +
                          std::to_string(blocks_seen) + " and " + std::to_string(catalogs_seen) +
                          " were found",
                      position);
  }
  return success();
}

StreamParser::State::Step StreamParser::State::take_index(ByteSpan payload) {
  const Status status = is_segment_usable ? compare_with_index(payload) : success();
  consume(format::kFrameHeaderBytes + payload.size());
  if (!status.ok()) return std::optional<StreamItem>(Warning{status.error(), 0});
  return std::optional<StreamItem>();
}

// A zstd frame that no block header announced: the payload of a record that is skipped.
StreamParser::State::Step StreamParser::State::take_orphan_frame() {
  MemorySource source(available());
  auto length = zstd_frame_length(source, 0, source.size());
  if (length.ok()) return consume(*length), std::optional<StreamItem>();
  if (length.error().code == ErrorCode::truncated && available().size() < kMaxSkippedZstdFrame) return wait();
  return make_error(ErrorCode::damaged, length.error().message, position);
}

StreamParser::StreamParser() : state_(std::make_unique<State>()) {}
StreamParser::~StreamParser() = default;
StreamParser::StreamParser(StreamParser&&) noexcept = default;
StreamParser& StreamParser::operator=(StreamParser&&) noexcept = default;

void StreamParser::push(ByteSpan piece) {
  state_->push(piece);
}

Result<std::optional<StreamItem>> StreamParser::next() {
  if (state_->failure) return *state_->failure;
  state_->is_waiting = false;
  while (true) {
    auto item = state_->step();
    if (!item.ok()) {
      state_->failure = item.error();
      return item;
    }
    if (item->has_value() || state_->is_waiting) return item;
  }
}

Status StreamParser::finish() const {
  if (state_->failure) return *state_->failure;
  if (!state_->has_header) {
    return make_error(ErrorCode::truncated, "not an Isotherm file: it ends before a file header",
                      state_->position);
  }
  if (state_->to_skip != 0 || !state_->available().empty()) {
    return make_error(ErrorCode::truncated, "the bytes end inside a record", state_->position);
  }
  if (state_->is_segment_open) {
    return make_error(ErrorCode::truncated, "the file ends before its seek table", state_->position);
  }
  return success();
}

}  // namespace isotherm
