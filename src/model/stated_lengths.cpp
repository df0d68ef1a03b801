#include "model/stated_lengths.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace isotherm {

namespace {

// The largest of any stretch of a row of numbers, in logarithmic time.
class RangeMaximum {
 public:
  explicit RangeMaximum(const std::vector<int64_t>& numbers) : size_(numbers.size()), tree_(2 * size_) {
    std::copy(numbers.begin(), numbers.end(), tree_.begin() + static_cast<ptrdiff_t>(size_));
    for (size_t i = size_; i-- > 1;)
      tree_[i] = std::max(tree_[2 * i], tree_[2 * i + 1]);
  }

  // Of [begin, end); the lowest number of all when that is empty.
  int64_t of(size_t begin, size_t end) const {
    int64_t largest = std::numeric_limits<int64_t>::min();
    for (begin += size_, end += size_; begin < end; begin /= 2, end /= 2) {
      if (begin % 2 == 1) largest = std::max(largest, tree_[begin++]);
      if (end % 2 == 1) largest = std::max(largest, tree_[--end]);
    }
    return largest;
  }

 private:
  size_t size_;
  std::vector<int64_t> tree_;
};

}  // namespace

bool states_lengths_too_short(const Catalog& catalog, std::span<const BlockInfo> blocks) {
  std::vector<int64_t> ends;
  ends.reserve(catalog.page_views.size());
  for (const PageView& view : catalog.page_views)
    ends.push_back(view.start_ms + int64_t{view.duration_ms});
  const RangeMaximum latest(ends);
  return std::any_of(blocks.begin(), blocks.end(), [&](const BlockInfo& block) {
    const size_t end = std::min(ends.size(), size_t{block.page_view_max} + 1);
    const size_t begin = std::min(end, size_t{block.page_view_min});
    return block.event_count != 0 && block.time_max_ms > latest.of(begin, end);
  });
}

}  // namespace isotherm
