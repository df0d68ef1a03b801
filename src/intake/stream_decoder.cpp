#include "intake/stream_decoder.h"

#include <algorithm>

namespace isotherm {

void StreamDecoder::push(ByteSpan piece) {
  parser_.push(piece);
  progress_.received_bytes += piece.size();
  has_told_progress_ = false;
}

void StreamDecoder::finish() {
  is_finished_ = true;
}

std::optional<Delivery> StreamDecoder::next() {
  while (!is_over_) {
    auto item = parser_.next();
    if (!item.ok()) {
      is_over_ = true;
      return item.error();
    }
    if (*item) {
      if (auto delivery = take(std::move(**item))) return delivery;
      continue;
    }
    if (!has_told_progress_) {
      has_told_progress_ = true;
      progress_.decoded_bytes = std::min(progress_.decoded_bytes, progress_.received_bytes);
      return progress_;
    }
    if (!is_finished_) return std::nullopt;
    return end();
  }
  return std::nullopt;
}

Delivery StreamDecoder::end() {
  is_over_ = true;
  const Status status = parser_.finish();
  if (!status.ok()) return status.error();
  return Completed{};
}

std::optional<Delivery> StreamDecoder::take(StreamItem&& item) {
  if (auto* catalog = std::get_if<CatalogItem>(&item)) return std::move(catalog->added);
  if (auto* block = std::get_if<BlockItem>(&item)) {
    progress_.decoded_bytes =
        std::max(progress_.decoded_bytes, block->info.offset + block->info.stored_bytes);
    return DecodedBlock{std::nullopt, std::move(block->block), std::nullopt};
  }
  if (auto* screenshot = std::get_if<ScreenshotItem>(&item)) {
    progress_.decoded_bytes += screenshot->screenshot.encoded.size();
    return std::move(screenshot->screenshot);
  }
  if (auto* warning = std::get_if<Warning>(&item)) return std::move(*warning);
  return std::nullopt;
}

}  // namespace isotherm
