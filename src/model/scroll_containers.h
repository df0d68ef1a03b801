#pragma once
// Elements that scroll inside the page: lists, chats, code boxes.
#include <string>
#include <vector>

#include "model/view_track.h"

namespace isotherm {

// One that page views of the selection scrolled downwards.
struct ScrollContainer {
  uint32_t target = 0;      // the recorder's number of the element, not 0
  uint32_t page_views = 0;  // that scrolled it
  uint32_t sessions = 0;
  int32_t depth_px = 0;  // the largest scroll offset of any of them, whole px, at least 1
  friend bool operator==(const ScrollContainer&, const ScrollContainer&) = default;
};

// Those that most page views scrolled first; of equals the lower number. Scrolling of elements that the
// recorder gave no number is nobody's. Time ranges leave nothing out.
std::vector<ScrollContainer> scroll_containers(const Recording& recording, const ReachIndex& index,
                                               const Selection& selection);

// "element 17"
std::string container_name(uint32_t target);
// From container_name()'s text, or the number alone.
std::optional<uint32_t> container_from(std::string_view name);

}  // namespace isotherm
