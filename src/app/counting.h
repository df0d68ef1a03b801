#pragma once
// Work on numbers that no frame waits for: what filters would keep, what lies in regions.
#include <optional>

#include "app/filter_counts.h"
#include "app/page_region.h"
#include "model/picture.h"

namespace isotherm {

// Counts what each filter would keep, in pieces. Borrows the recording.
class FilterCounting {
 public:
  FilterCounting(const Recording& recording, const PictureSettings& settings, const Filter& filter);
  // True while there is more.
  bool step();
  // Once step() returned false; to be called once.
  Facets take_facets() { return counter_.take(); }
  const std::array<FacetCount, 5>& devices() const { return devices_; }

 private:
  static constexpr uint32_t kPageViews = 20'000;  // a piece
  const Recording& recording_;
  PictureSettings settings_;
  Filter filter_;
  FacetCounter counter_;
  bool has_facets_ = false;
  std::array<FacetCount, 5> devices_;
  size_t next_device_ = 0;
};

FacetCount kept_by(const Recording& recording, const Filter& filter);

// Page views of the page by how long they last.
void describe_ages(const Recording& recording, uint32_t page, TimeBrush& brush);

}  // namespace isotherm
