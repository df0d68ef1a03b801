#pragma once
// Recordings of any size for tests and benchmarks: clustered events on plain pages, no pictures.
#include "stream/writer.h"

namespace isotherm {

enum class SyntheticLayer : uint8_t {
  clicks = 1,
  moves = 2,
  both = 3,  // nine moves to a click
};

struct SyntheticOptions {
  uint64_t events = 1'000'000;
  uint32_t page_width = 1440, page_height = 6000;  // CSS px
  uint32_t sessions = 1000;                        // each with one page view of one page, in turn
  uint32_t pages = 1;
  SyntheticLayer layer = SyntheticLayer::clicks;
  uint32_t hot_spots = 40;      // Gaussian-like, sigma 6..90 px; some much hotter than others
  double uniform_share = 0.15;  // of the events fall anywhere
  uint64_t seed = 1;

  Status validate() const;
};

// Adds `events` click and move events to `writer` and leaves finish() to the caller. Every page view scrolls
// to a depth of its own as well (two scroll events, not counted in `events`). The same options give the same
// events on every target.
Status write_synthetic(Writer& writer, const SyntheticOptions& options);

// The finished file, at zstd level 3.
Result<Bytes> make_synthetic_recording(const SyntheticOptions& options);

}  // namespace isotherm
