#include "app/loader.h"

#include <algorithm>
#include <iterator>

#include "stream/durations.h"

namespace isotherm {
namespace {

template <typename T>
void move_onto(std::vector<T>& target, std::vector<T>& source) {
  target.insert(target.end(), std::make_move_iterator(source.begin()), std::make_move_iterator(source.end()));
  source.clear();
}

void move_onto(Catalog& target, Catalog& source) {
  move_onto(target.pages, source.pages);
  move_onto(target.sessions, source.sessions);
  move_onto(target.page_views, source.page_views);
}

}  // namespace

void Loader::push(ByteSpan piece) {
  parser_.push(piece);
  can_step_ = true;
}

void Loader::finish() {
  is_finished_ = true;
  can_step_ = true;
}

Result<Loader::Step> Loader::step() {
  ISOTHERM_ASSIGN(auto item, parser_.next());
  if (item) {
    take(std::move(*item));
    return Step::decoded;
  }
  can_step_ = false;
  if (!is_finished_) return Step::needs_bytes;
  ISOTHERM_TRY(parser_.finish());
  return Step::complete;
}

void Loader::take(StreamItem&& item) {
  if (auto* catalog = std::get_if<CatalogItem>(&item)) {
    move_onto(rows_.catalog, catalog->added);
  } else if (auto* block = std::get_if<BlockItem>(&item)) {
    decoded_bytes_ = std::max(decoded_bytes_, block->info.offset + block->info.stored_bytes);
    rows_.blocks.push_back(std::move(block->block));
  } else if (auto* screenshot = std::get_if<ScreenshotItem>(&item)) {
    decoded_bytes_ += screenshot->screenshot.encoded.size();
    rows_.screenshots.push_back(std::move(screenshot->screenshot));
  } else if (auto* warning = std::get_if<Warning>(&item)) {
    warnings_.push_back(std::move(*warning));
  }
}

std::vector<Warning> Loader::take_warnings() {
  return std::exchange(warnings_, {});
}

void append(Recording& recording, DecodedRows& rows) {
  move_onto(recording.catalog, rows.catalog);
  for (const EventBlock& block : rows.blocks)
    extend_durations(recording.catalog.page_views, block);
  move_onto(recording.blocks, rows.blocks);
  move_onto(recording.screenshots, rows.screenshots);
}

}  // namespace isotherm
