#pragma once
// Recordings for the tests, made from a fixed pseudo-random sequence: the same on every machine.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "stream/limits.h"
#include "stream/writer.h"
#include "unit/stream/read_back.h"

namespace isotherm {

// splitmix64
class Sequence {
 public:
  explicit Sequence(uint64_t seed) : state_(seed) {}
  uint64_t next();
  uint32_t below(uint32_t bound) { return static_cast<uint32_t>(next() % bound); }
  int32_t between(int32_t low, int32_t high) {
    return low + static_cast<int32_t>(below(static_cast<uint32_t>(high - low + 1)));
  }

 private:
  uint64_t state_;
};

struct TimedEvent {
  uint32_t page_view = 0;
  Event event;
};

// What goes into a Writer, and what has to come out again.
struct SampleRecording {
  Catalog catalog;
  std::vector<TimedEvent> events;

  void add_to(Writer& writer) const;
  Bytes written(WriterOptions options = {}) const;
};

struct SampleOptions {
  uint64_t seed = 1;
  uint32_t pages = 3, sessions = 4, views_per_session = 2, events_per_view = 60;
  int coordinate_step = 16;  // units: 16 = whole px, 1 = 1/16 px
  bool has_targets = false, has_flags = false, has_all_kinds = false;
};
SampleRecording make_sample(const SampleOptions& options);

std::vector<FlatEvent> flat(const SampleRecording& recording);

// A 1 x 1 PNG whose header claims another size where asked: what probe_image looks at.
Bytes tiny_png();

template <typename T>
T must(Result<T> result) {
  if (!result.ok()) ADD_FAILURE() << result.error().to_string();
  return std::move(result).value();
}

}  // namespace isotherm
