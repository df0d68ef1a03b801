#include "app/loader.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "model/stated_lengths.h"
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

// Blocks that have not come are empty ones of their class.
void make_room(Recording& recording, const Outline& outline) {
  recording.blocks.resize(outline.blocks.size());
  for (size_t i = 0; i < outline.blocks.size(); ++i)
    recording.blocks[i].stream_class = outline.blocks[i].stream_class;
  for (const ScreenshotInfo& info : outline.screenshots)
    recording.screenshots.push_back({info, Bytes()});
}

}  // namespace

void Loader::keep(Catalog&& rows) {
  move_onto(rows_.catalog, rows);
}

void Loader::keep(Outline&& outline) {
  for (const BlockInfo& block : outline.blocks)
    events_in_file_ += block.event_count;
  has_come_.assign(outline.blocks.size(), 0);
  blocks_to_come_ = outline.blocks.size();
  outline_ = std::move(outline);
  rows_.has_outline = true;
}

void Loader::keep(DecodedBlock&& block) {
  if (is_outlined()) {
    if (!block.index || *block.index >= has_come_.size() || has_come_[*block.index] != 0) return;
    has_come_[*block.index] = 1;
    --blocks_to_come_;
    const auto wished = std::lower_bound(missing_.begin(), missing_.end(), *block.index);
    if (wished != missing_.end() && *wished == *block.index) missing_.erase(wished);
  }
  rows_.blocks.push_back(std::move(block));
}

void Loader::keep(Screenshot&& screenshot) {
  rows_.screenshots.push_back(std::move(screenshot));
}

void Loader::compare(const Catalog& catalog) {
  needs_all_ = states_lengths_too_short(catalog, outline_->blocks);
}

void Loader::need(const BlockNeed& need) {
  need_where([&](const BlockInfo& block) { return needs_all_ || need.includes(block); });
}

void Loader::need_all() {
  need_where([](const BlockInfo&) { return true; });
}

template <typename Includes>
void Loader::need_where(Includes&& includes) {
  if (!is_outlined()) return;
  std::vector<uint32_t> missing;
  for (size_t i = 0; i < outline_->blocks.size(); ++i) {
    if (has_come_[i] == 0 && includes(outline_->blocks[i])) missing.push_back(static_cast<uint32_t>(i));
  }
  const bool tries_again = has_given_up_ && !missing.empty();
  has_given_up_ = false;
  if (missing == missing_ && !tries_again) return;
  missing_ = std::move(missing);
  ++wish_revision_;
}

void join(Loader& loader, Recording& recording) {
  auto& rows = loader.rows();
  move_onto(recording.catalog, rows.catalog);
  if (std::exchange(rows.has_outline, false)) {
    make_room(recording, loader.outline());
    loader.compare(recording.catalog);
  }
  for (auto& decoded : rows.blocks) {
    extend_durations(recording.catalog.page_views, decoded.block);
    if (decoded.index) {
      recording.blocks[*decoded.index] = std::move(decoded.block);
    } else {
      recording.blocks.push_back(std::move(decoded.block));
    }
  }
  rows.blocks.clear();
  move_onto(recording.screenshots, rows.screenshots);
}

}  // namespace isotherm
