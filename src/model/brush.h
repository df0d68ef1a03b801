#pragma once
// Moving a time range over counted points: only what enters and leaves it is counted.
#include <optional>

#include "model/density.h"
#include "model/time_sorted_points.h"

namespace isotherm {

// How often each stage ran, and on how many points: what tests and benchmarks of "least work" read.
struct BrushWork {
  uint64_t sorts = 0;   // time-sorted indices made
  uint64_t moves = 0;   // answered from one
  uint64_t points = 0;  // added and subtracted by these moves
};

class Brush {
 public:
  // The points may be others now.
  void reset();

  // What is counted.
  struct Counted {
    CountGrid& grid;
    uint64_t& fixed_points;  // hidden or placed
  };
  // Takes the counts of the points of `before` to those of `after`, exactly. The filters may differ in their
  // limits on one of the two time axes. False, with the counts as they were, where a fresh binning is due:
  // both axes moved, a pixel is saturated, or this is the first move since a reset (a single change is
  // cheaper that way than by sorting).
  bool move(const Recording& recording, const RunIndex& index, const Filter& before, const Filter& after,
            Layer layer, Counted counted);

  const BrushWork& work() const { return work_; }

 private:
  struct Track {
    TimeAxis axis;
    TimeSpan other;  // the limits on the other axis, which the points are sorted within
    friend bool operator==(const Track&, const Track&) = default;
  };
  static std::optional<Track> track(const Filter& before, const Filter& after);

  std::optional<Track> track_;  // of the newest move
  bool is_sorted_ = false;      // points_ holds the points of track_
  TimeSortedPoints points_;
  BrushWork work_;
};

}  // namespace isotherm
