#include "intake/wish_decoder.h"

#include <algorithm>

namespace isotherm {

namespace {

// The next rows of a table, from `told` on; at most `room`, which they use up.
template <typename Row>
void take_rows(const std::vector<Row>& rows, size_t& told, size_t& room, std::vector<Row>& out) {
  const size_t count = std::min(room, rows.size() - told);
  const auto begin = rows.begin() + static_cast<ptrdiff_t>(told);
  out.assign(begin, begin + static_cast<ptrdiff_t>(count));
  told += count;
  room -= count;
}

bool is_damage(ErrorCode code) {
  return code != ErrorCode::io;
}

}  // namespace

Status WishDecoder::open(const ReaderOptions& options) {
  ISOTHERM_ASSIGN(Reader reader, Reader::open(source_, options));
  reader_.emplace(std::move(reader));
  return success();
}

void WishDecoder::wish(std::vector<uint32_t> blocks) {
  std::vector<ByteRange> ranges;
  blocks_.clear();
  for (const uint32_t block : blocks) {
    if (!reader_ || block >= reader_->blocks().size()) continue;
    blocks_.push_back(block);
    ranges.push_back(reader_->block_range(block));
  }
  source_.will_read(ranges);
}

void WishDecoder::wish(ImageWish wish) {
  if (is_of_file(wish)) {
    const ByteRange range = reader_->screenshot_range(*wish.screenshot);
    source_.will_read({&range, 1});
  }
  images_.push_back(std::move(wish));
}

bool WishDecoder::is_of_file(const ImageWish& wish) const {
  return wish.screenshot && reader_ && *wish.screenshot < reader_->screenshots().size();
}

std::vector<ByteRange> WishDecoder::pending() const {
  std::vector<ByteRange> ranges;
  for (const uint32_t block : blocks_)
    ranges.push_back(reader_->block_range(block));
  for (const ImageWish& wish : images_) {
    if (is_of_file(wish)) ranges.push_back(reader_->screenshot_range(*wish.screenshot));
  }
  return ranges;
}

std::optional<Delivery> WishDecoder::next() {
  if (auto told = tell()) return told;
  if (auto block = next_block()) return block;
  return next_image();
}

std::optional<Delivery> WishDecoder::tell() {
  if (!reader_ || has_told_outline_) return std::nullopt;
  if (told_warnings_ < reader_->warnings().size()) return reader_->warnings()[told_warnings_++];
  if (auto rows = next_rows()) return std::move(*rows);
  has_told_outline_ = true;
  const auto blocks = reader_->blocks();
  const auto screenshots = reader_->screenshots();
  return Outline{{blocks.begin(), blocks.end()}, {screenshots.begin(), screenshots.end()}};
}

std::optional<Catalog> WishDecoder::next_rows() {
  const Catalog& catalog = reader_->catalog();
  size_t room = kRowsPerDelivery;
  Catalog rows;
  take_rows(catalog.pages, told_pages_, room, rows.pages);
  take_rows(catalog.sessions, told_sessions_, room, rows.sessions);
  take_rows(catalog.page_views, told_page_views_, room, rows.page_views);
  if (room == kRowsPerDelivery) return std::nullopt;
  return rows;
}

// The first wished block whose bytes are here.
std::optional<Delivery> WishDecoder::next_block() {
  const auto is_here = [&](uint32_t block) { return source_.holds(reader_->block_range(block)); };
  const auto found = std::find_if(blocks_.begin(), blocks_.end(), is_here);
  if (found == blocks_.end()) return std::nullopt;
  const uint32_t index = *found;
  auto block = reader_->read_block(index);
  if (!block.ok() && !is_damage(block.error().code)) {
    blocks_.clear();
    return block.error();
  }
  blocks_.erase(found);
  if (block.ok()) return DecodedBlock{index, std::move(block).value(), std::nullopt};
  EventBlock empty;
  empty.stream_class = reader_->blocks()[index].stream_class;
  return DecodedBlock{index, std::move(empty), block.error()};
}

std::optional<Delivery> WishDecoder::next_image() {
  const auto is_here = [&](const ImageWish& wish) {
    return !is_of_file(wish) || source_.holds(reader_->screenshot_range(*wish.screenshot));
  };
  const auto found = std::find_if(images_.begin(), images_.end(), is_here);
  if (found == images_.end()) return std::nullopt;
  ImageWish wish = std::move(*found);
  images_.erase(found);
  if (!wish.screenshot) return decode(wish);
  if (!is_of_file(wish))
    return DecodedImage{wish.ticket, Image(), make_error(ErrorCode::not_found, "there is no such picture")};
  auto encoded = reader_->read_screenshot(*wish.screenshot);
  if (!encoded.ok()) return DecodedImage{wish.ticket, Image(), encoded.error()};
  wish.encoded = std::move(encoded).value();
  return decode(wish);
}

}  // namespace isotherm
