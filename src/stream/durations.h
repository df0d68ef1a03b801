#pragma once
#include <span>

#include "stream/catalog.h"
#include "stream/event.h"

namespace isotherm {

// Makes page views as long as their last event in the block. Recordings written live state page views before
// these are over, so their rows may be too short. `page_views` are those that the block's runs count in.
void extend_durations(std::span<PageView> page_views, const EventBlock& block);

}  // namespace isotherm
