#pragma once
#include "app/state.h"
#include "model/recording.h"

namespace isotherm {

// Fills what the state says about the whole recording: page list, time, totals.
void describe_recording(const Recording& recording, AppState& state);
// ... and about one page: page views per device class and over time.
void describe_page(const Recording& recording, uint32_t page, AppState& state);

}  // namespace isotherm
