#pragma once
// Whether page views last as long as their catalog says.
#include <span>

#include "stream/catalog.h"
#include "stream/reader.h"

namespace isotherm {

// Recordings written live may state page views too short (stream/durations.h); how long they are is then
// known only when all their events are. True when a block has an event behind the ends of all page views that
// it can belong to: that takes block headers only.
bool states_lengths_too_short(const Catalog& catalog, std::span<const BlockInfo> blocks);

}  // namespace isotherm
