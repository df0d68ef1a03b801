#pragma once
// Which blocks of a file a picture is made of. Whatever reads Recording::blocks says so here: of a file that
// is read in places only these are in memory, the others are empty.
#include <span>
#include <vector>

#include "model/filter.h"
#include "model/layer.h"
#include "stream/reader.h"

namespace isotherm {

class BlockNeed {
 public:
  // Nothing.
  BlockNeed() = default;
  // The layers' events of these page views of the catalog. `has_size_from_events`: see page_size.h.
  BlockNeed(const Catalog& catalog, const Selection& selection, const Filter& filter,
            std::span<const Layer> layers, bool has_size_from_events);

  // Whether the block can hold an event that matters. Headers tell ranges: a needed block may turn out to
  // hold none.
  bool includes(const BlockInfo& block) const;

 private:
  uint32_t classes_ = 0;                          // bit per StreamClass value
  uint32_t timeless_classes_ = 0;                 // needed whatever the time range
  int64_t time_from_ms_ = 0, time_until_ms_ = 0;  // of events, Unix epoch, inclusive
  std::vector<uint32_t> views_before_;            // kept ones, per page view and one more
  std::vector<uint32_t> pages_before_;            // pages with kept page views, per page and one more
  std::vector<uint32_t> widths_;                  // of the kept page views, sorted
};

}  // namespace isotherm
