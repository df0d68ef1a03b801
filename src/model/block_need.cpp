#include "model/block_need.h"

#include <algorithm>

#include "model/points.h"

namespace isotherm {

namespace {

constexpr int64_t kLowest = std::numeric_limits<int64_t>::min(),
                  kHighest = std::numeric_limits<int64_t>::max();

constexpr uint32_t bit_of(StreamClass stream_class) {
  return 1u << static_cast<unsigned>(stream_class);
}

constexpr uint32_t kScrollClasses = bit_of(StreamClass::scroll) | bit_of(StreamClass::viewport);
constexpr uint32_t kPointClasses = bit_of(StreamClass::buttons) | bit_of(StreamClass::moves);

uint32_t classes_of(Layer layer) {
  switch (layer) {
    case Layer::clicks:
    case Layer::moves:
      return bit_of(class_of(layer));
    case Layer::scroll:
    case Layer::drop_off:
      return kScrollClasses;
    case Layer::attention:  // every event says that somebody was there
      return kPointClasses | kScrollClasses | bit_of(StreamClass::touch);
  }
  return 0;
}

// How many are set before each index, and in all.
std::vector<uint32_t> count_before(const std::vector<uint8_t>& is_set) {
  std::vector<uint32_t> before(is_set.size() + 1, 0);
  for (size_t i = 0; i < is_set.size(); ++i)
    before[i + 1] = before[i] + (is_set[i] != 0 ? 1 : 0);
  return before;
}

bool has_any(const std::vector<uint32_t>& before, uint32_t first, uint32_t last) {
  if (before.size() < 2 || first >= before.size() - 1) return false;
  return before[std::min<size_t>(last, before.size() - 2) + 1] > before[first];
}

}  // namespace

BlockNeed::BlockNeed(const Catalog& catalog, const Selection& selection, const Filter& filter,
                     std::span<const Layer> layers, bool has_size_from_events)
    : timeless_classes_(kScrollClasses | bit_of(StreamClass::touch)) {
  for (const Layer layer : layers)
    classes_ |= classes_of(layer);
  const bool has_attention = std::find(layers.begin(), layers.end(), Layer::attention) != layers.end();
  if (filter.fixed != FixedPlane::hidden) classes_ |= kScrollClasses;
  if (has_size_from_events) classes_ |= kPointClasses | kScrollClasses;
  // The page's size, and which click of a page view is its first, last or one in rage, hold for all times.
  if (has_size_from_events || has_attention || filter.clicks != ClickChoice::all)
    timeless_classes_ |= kPointClasses;
  time_from_ms_ = filter.time_from_ms;
  // The sample behind the range's end tells how long the last one in it lasted.
  time_until_ms_ = filter.time_to_ms > kHighest - int64_t{kMaxDwellMs}
                       ? kHighest
                       : filter.time_to_ms + int64_t{kMaxDwellMs};
  views_before_ = count_before(selection.keeps);
  std::vector<uint8_t> has_view(catalog.pages.size(), 0);
  for (size_t i = 0; i < std::min(selection.keeps.size(), catalog.page_views.size()); ++i) {
    if (selection.keeps[i] == 0) continue;
    has_view[catalog.page_views[i].page] = 1;
    widths_.push_back(catalog.page_views[i].viewport_width);
  }
  pages_before_ = count_before(has_view);
  std::sort(widths_.begin(), widths_.end());
  widths_.erase(std::unique(widths_.begin(), widths_.end()), widths_.end());
}

bool BlockNeed::includes(const BlockInfo& block) const {
  const uint32_t bit = bit_of(block.stream_class);
  if ((classes_ & bit) == 0) return false;
  if (!has_any(pages_before_, block.page_min, block.page_max)) return false;
  if (!has_any(views_before_, block.page_view_min, block.page_view_max)) return false;
  const auto width = std::lower_bound(widths_.begin(), widths_.end(), block.viewport_width_min);
  if (width == widths_.end() || *width > block.viewport_width_max) return false;
  if ((timeless_classes_ & bit) != 0) return true;
  return (time_from_ms_ == kLowest || block.time_max_ms >= time_from_ms_) &&
         block.time_min_ms <= time_until_ms_;
}

}  // namespace isotherm
