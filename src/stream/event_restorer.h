#pragma once
// From the differences of consecutive events to their columns: sums of times, undoing the prediction
// (prediction.h), scaling, and the check against the box. The prediction is a chain from event to event; x
// and y go through it as one number, and scaling and checking happen while the processor waits for it.
#include <array>

#include "stream/block_header.h"
#include "stream/lanes.h"

namespace isotherm {

// An event's two residuals side by side, x in the low half and y in the high one, each with its top bit
// flipped. As one number this is x + y * 2^32 + kFlippedPair with signed x and y, so that pairs can be added
// as they are: a sum's low half is the sum of x, and its high half that of y wherever x is not negative.
inline constexpr uint64_t kFlippedPair = 0x8000'0000'8000'0000;

class EventRestorer {
 public:
  static constexpr size_t kMaxEvents = 256;  // of a piece
  static constexpr size_t kSlack = 4;        // time steps and pairs that are read behind those of the piece

  // The header's scale and predictor order must be known to be valid.
  explicit EventRestorer(const BlockHeader& header);

  // A piece of the block, from its first event on. `time_steps` are zigzag-mapped; both have kSlack readable
  // numbers behind them. Pieces but the last one hold a multiple of kLanes events. Positions come out in
  // 1/16 px.
  void restore(const uint32_t* time_steps, const uint64_t* residuals, size_t count, int32_t* t_ms, int32_t* x,
               int32_t* y);
  bool found_outside() const;
  bool found_negative_time() const { return any_bits(all_times_) >> 31 != 0; }
  // How many events come before the event in front of them; only if no time is negative.
  uint32_t descent_count() const { return descents_[0] + descents_[1] + descents_[2] + descents_[3]; }

 private:
  // A side of the header's box in stored units: from `lowest` on, `extent` long. Positions are sums that
  // start at minus the lowest.
  struct Side {
    Side(int32_t min, int32_t max, int shift);
    // The top bit is set where a position is outside: it or what is left of the extent is negative.
    Lanes outside(Lanes positions) const { return positions | (extents - positions); }
    int32_t lowest, extent;
    Lanes extents;
  };
  // What the block's header says.
  struct Rules {
    explicit Rules(const BlockHeader& header);
    uint32_t order;
    int shift;
    Lanes longest_gap;  // that does not reset
    Side x, y;
    Lanes x_origin, y_origin;  // 1/16 px
  };
  // Between one event and the next.
  struct PositionState {
    uint64_t position = 0, step = 0;
    uint64_t keeps = 0;  // all bits when the event did not reset
    Lanes outside{};
  };
  // For each event all bits where it does not reset.
  using Masks = std::array<int32_t, kMaxEvents>;

  void restore_times(const uint32_t* time_steps, size_t count, int32_t* t_ms, Masks& keeps);
  // Fixed shifts, as vector instructions take no others on some targets.
  template <uint32_t order, int shift>
  void restore_positions(const uint64_t* residuals, const Masks& keeps, size_t count, int32_t* x, int32_t* y);
  template <uint32_t order, int shift>
  static void restore_lanes(const Rules& rules, PositionState& state, const uint64_t* residuals,
                            const int32_t* keeps, Lanes live, int32_t* x, int32_t* y);

  Rules rules_;
  bool is_first_ = true;
  Lanes time_{};  // of the last event, in all lanes
  Lanes all_times_{}, descents_{};
  PositionState position_;
};

}  // namespace isotherm
