#include "stream/reader.h"

#include <algorithm>
#include <iterator>

#include "stream/attachment_header.h"
#include "stream/block.h"
#include "stream/catalog_codec.h"
#include "stream/limits.h"
#include "stream/record.h"
#include "stream/segment.h"
#include "stream/segment_base.h"

namespace isotherm {

ByteSpan MemorySource::borrow(uint64_t offset, uint64_t size) const {
  if (offset > bytes_.size() || size > bytes_.size() - offset) return {};
  return bytes_.subspan(static_cast<size_t>(offset), static_cast<size_t>(size));
}

Status MemorySource::read(uint64_t offset, std::span<uint8_t> out) {
  if (offset > bytes_.size() || out.size() > bytes_.size() - offset) {
    return make_error(ErrorCode::io, "read behind the end", offset);
  }
  if (!out.empty()) std::memcpy(out.data(), bytes_.data() + offset, out.size());
  return success();
}

struct Reader::State {
  struct Block {
    BlockPlace place;
    SegmentBase base;
  };

  explicit State(Source& source_in) : source(&source_in) {}
  Status find_layouts(const ReaderOptions& options);
  Status fetch_catalogs();
  void add_segment(const SegmentLayout& layout);
  void add_catalogs(const SegmentLayout& layout, const SegmentBase& base);
  Status add_catalog(const CatalogPlace& place, const SegmentBase& base);
  void add_blocks(const SegmentLayout& layout, const SegmentBase& base);
  void add_attachments(const SegmentLayout& layout, const SegmentBase& base);
  void warn(Error error, uint64_t events_lost = 0) { warnings.push_back({std::move(error), events_lost}); }

  Source* source;
  std::vector<SegmentLayout> layouts;  // while opening
  uint32_t segment_count = 0;
  Catalog catalog;
  std::vector<BlockInfo> infos;
  std::vector<Block> blocks;
  std::vector<ScreenshotInfo> screenshots;
  std::vector<AttachmentPlace> attachments;
  std::string metadata_json;
  bool is_recovered = false;
  std::vector<Warning> warnings;
  uint64_t event_count = 0, attachment_bytes = 0;
  Decompressor decompressor;
  Bytes block_payload;  // of the block being read
};

Status Reader::State::find_layouts(const ReaderOptions& options) {
  ISOTHERM_ASSIGN(FoundSegments found, find_segments(*source, LostHeaders::leave_out, options.walks_frames));
  layouts = std::move(found.segments);
  warnings = std::move(found.warnings);
  is_recovered = found.is_recovered;
  return success();
}

// All at once, so that a slow source is asked once.
Status Reader::State::fetch_catalogs() {
  std::vector<ByteRange> ranges;
  for (const SegmentLayout& layout : layouts) {
    for (const CatalogPlace& place : layout.catalogs)
      ranges.push_back({place.offset, place.stored_bytes});
  }
  source->will_read(ranges);
  const bool are_here =
      std::all_of(ranges.begin(), ranges.end(), [&](const ByteRange& range) { return source->holds(range); });
  return are_here ? success() : Status(make_error(ErrorCode::io, "the catalogs have not been fetched yet"));
}

void Reader::State::add_segment(const SegmentLayout& layout) {
  const CatalogCounts before = counts_of(catalog);
  const SegmentBase base{segment_count++, before.pages, before.sessions, before.page_views};
  std::copy(layout.warnings.begin(), layout.warnings.end(), std::back_inserter(warnings));
  add_catalogs(layout, base);
  add_blocks(layout, base);
  add_attachments(layout, base);
}

void Reader::State::add_catalogs(const SegmentLayout& layout, const SegmentBase& base) {
  for (const CatalogPlace& place : layout.catalogs) {
    const Status status = add_catalog(place, base);
    if (!status.ok()) warn(status.error());
  }
}

Status Reader::State::add_catalog(const CatalogPlace& place, const SegmentBase& base) {
  const uint64_t end = place.offset + place.stored_bytes,
                 body_offset = place.offset + format::kFrameHeaderBytes;
  ISOTHERM_ASSIGN(const Bytes payload, read_frame(*source, place.offset, end, format::kCatalog,
                                                  2 * limits::kMaxCatalogBytes, "catalog"));
  ISOTHERM_ASSIGN(const ByteSpan body, checked_body(payload, body_offset, "catalog"));
  const CatalogCounts total = counts_of(catalog);
  const CatalogCounts before{total.pages - base.first_page, total.sessions - base.first_session,
                             total.page_views - base.first_page_view};
  ISOTHERM_ASSIGN(Catalog added, decode_catalog(body, body_offset, before, decompressor));
  append_catalog(catalog, std::move(added), base);
  return success();
}

void Reader::State::add_blocks(const SegmentLayout& layout, const SegmentBase& base) {
  const size_t page_count = catalog.pages.size() - base.first_page;
  const size_t view_count = catalog.page_views.size() - base.first_page_view;
  for (const BlockPlace& place : layout.blocks) {
    const Status status = check_header(place.header, page_count, view_count, place.offset);
    if (!status.ok()) {
      warn(status.error(), place.header.event_count);
      continue;
    }
    infos.push_back(block_info(place.header, base, place.offset, place.stored_bytes));
    blocks.push_back({place, base});
    event_count += place.header.event_count;
  }
}

void Reader::State::add_attachments(const SegmentLayout& layout, const SegmentBase& base) {
  const size_t page_count = catalog.pages.size() - base.first_page;
  for (const AttachmentPlace& place : layout.attachments) {
    attachment_bytes += place.stored_bytes;
    if (place.info.page >= page_count) {
      warn(make_error(ErrorCode::damaged, "screenshot: its page does not exist", place.offset));
      continue;
    }
    attachments.push_back(place);
    screenshots.push_back(place.info);
    screenshots.back().page += base.first_page;
  }
}

Reader::Reader() = default;
Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

Result<Reader> Reader::open(Source& source, const ReaderOptions& options) {
  Reader reader;
  reader.state_ = std::make_unique<State>(source);
  State& state = *reader.state_;
  ISOTHERM_TRY(state.find_layouts(options));
  ISOTHERM_TRY(state.fetch_catalogs());
  if (!state.layouts.empty()) state.metadata_json = state.layouts.front().header.metadata_json;
  for (const SegmentLayout& layout : state.layouts)
    state.add_segment(layout);
  state.layouts = {};
  return reader;
}

const Catalog& Reader::catalog() const {
  return state_->catalog;
}
std::span<const BlockInfo> Reader::blocks() const {
  return state_->infos;
}
std::span<const ScreenshotInfo> Reader::screenshots() const {
  return state_->screenshots;
}
const std::string& Reader::metadata_json() const {
  return state_->metadata_json;
}
bool Reader::recovered() const {
  return state_->is_recovered;
}
std::span<const Warning> Reader::warnings() const {
  return state_->warnings;
}
uint64_t Reader::event_count() const {
  return state_->event_count;
}
uint64_t Reader::size_bytes() const {
  return state_->source->size();
}
uint64_t Reader::attachment_bytes() const {
  return state_->attachment_bytes;
}

ByteRange Reader::block_range(size_t index) const {
  assert(index < state_->blocks.size());
  const BlockPlace& place = state_->blocks[index].place;
  return {place.payload_offset(), place.header.payload_bytes()};
}

ByteRange Reader::screenshot_range(size_t index) const {
  assert(index < state_->attachments.size());
  const AttachmentPlace& place = state_->attachments[index];
  return {place.picture_offset(), place.info.encoded_bytes};
}

Result<EventBlock> Reader::read_block(size_t index) const {
  EventBlock block;
  ISOTHERM_TRY(read_block(index, block));
  return block;
}

Status Reader::read_block(size_t index, EventBlock& block) const {
  assert(index < state_->blocks.size());
  const auto& [place, base] = state_->blocks[index];
  ByteSpan payload = state_->source->borrow(place.payload_offset(), place.header.payload_bytes());
  if (payload.empty()) {
    Bytes& bytes = state_->block_payload;
    bytes.resize(static_cast<size_t>(place.header.payload_bytes()));
    ISOTHERM_TRY(state_->source->read(place.payload_offset(), bytes));
    payload = bytes;
  }
  ISOTHERM_TRY(decode_block(place.header, payload, place.payload_offset(), state_->decompressor, block));
  const auto page_views = std::span(state_->catalog.page_views).subspan(base.first_page_view);
  ISOTHERM_TRY(check_block(place.header, block, page_views, base, place.offset));
  rebase_runs(block, base);
  return success();
}

Result<Bytes> Reader::read_screenshot(size_t index) const {
  assert(index < state_->attachments.size());
  const AttachmentPlace& place = state_->attachments[index];
  Bytes encoded(static_cast<size_t>(place.info.encoded_bytes));
  ISOTHERM_TRY(state_->source->read(place.picture_offset(), encoded));
  ISOTHERM_TRY(check_encoded(place.info, encoded, place.offset));
  return encoded;
}

}  // namespace isotherm
