#include "stream/event_restorer.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace isotherm {

namespace {

using PairLanes = uint64_t __attribute__((vector_size(16)));

uint32_t* as_unsigned(int32_t* column) {
  return reinterpret_cast<uint32_t*>(column);
}

template <int lane>
Lanes broadcast(Lanes lanes) {
  return __builtin_shufflevector(lanes, lanes, lane, lane, lane, lane);
}

// All bits in so many lanes.
Lanes first_lanes(size_t count) {
  return reinterpret_cast<Lanes>(Lanes{0, 1, 2, 3} < static_cast<uint32_t>(count));
}

// Each lane with those before it.
Lanes running_sums(Lanes steps) {
  const Lanes zero{};
  steps += __builtin_shufflevector(zero, steps, 0, 4, 5, 6);
  return steps + __builtin_shufflevector(zero, steps, 0, 1, 4, 5);
}

}  // namespace

EventRestorer::Side::Side(int32_t min, int32_t max, int shift)
    : lowest(-(-min >> shift)),
      extent((max >> shift) - lowest),
      extents(all_lanes(static_cast<uint32_t>(extent))) {}

EventRestorer::Rules::Rules(const BlockHeader& header)
    : order(header.predictor_order),
      shift(4 - static_cast<int>(header.scale_log2)),
      longest_gap(all_lanes(header.reset_gap_ms == 0 ? UINT32_MAX : header.reset_gap_ms)),
      x(header.x_min, header.x_max, shift),
      y(header.y_min, header.y_max, shift),
      x_origin(all_lanes(static_cast<uint32_t>(x.lowest) << shift)),
      y_origin(all_lanes(static_cast<uint32_t>(y.lowest) << shift)) {}

EventRestorer::EventRestorer(const BlockHeader& header) : rules_(header) {
  position_.position =
      -(static_cast<uint64_t>(rules_.x.lowest) + (static_cast<uint64_t>(rules_.y.lowest) << 32));
}

void EventRestorer::restore_times(const uint32_t* time_steps, size_t count, int32_t* t_ms, Masks& keeps) {
  const Lanes longest_gap = rules_.longest_gap;
  Lanes time = time_, all_times = all_times_, descents = descents_;
  const auto restore = [&](size_t index, Lanes steps) -> Lanes {
    const Lanes times = running_sums(steps) + time;
    time = broadcast<3>(times);
    all_times |= times;
    descents += steps >> 31;
    store_lanes(as_unsigned(&keeps[index]), reinterpret_cast<Lanes>(steps <= longest_gap));
    return times;
  };
  size_t index = 0;
  for (; index + kLanes <= count; index += kLanes)
    store_lanes(as_unsigned(t_ms + index), restore(index, unzigzag(load_lanes(time_steps + index))));
  if (index != count) {
    const Lanes steps = unzigzag(load_lanes(time_steps + index)) & first_lanes(count - index);
    const Lanes times = restore(index, steps);
    std::memcpy(t_ms + index, &times, (count - index) * sizeof(*t_ms));
  }
  time_ = time;
  all_times_ = all_times;
  descents_ = descents;
  if (std::exchange(is_first_, false)) keeps[0] = 0;
}

// kLanes events, of which those count that are `live`.
template <uint32_t order, int shift>
inline void EventRestorer::restore_lanes(const Rules& rules, PositionState& state, const uint64_t* residuals,
                                         const int32_t* keeps, Lanes live, int32_t* x, int32_t* y) {
  std::array<uint64_t, kLanes> positions;
  for (size_t index = 0; index < kLanes; ++index) {
    const uint64_t residual = residuals[index] - kFlippedPair;
    if constexpr (order == 1) {
      state.position += residual;
    } else {
      // The step goes on from the event before when neither resets.
      const auto keeps_step = static_cast<uint64_t>(int64_t{keeps[index]});
      state.step = (state.step & (state.keeps & keeps_step)) + residual;
      state.keeps = keeps_step;
      state.position += state.step;
    }
    positions[index] = state.position;
  }
  const auto first = reinterpret_cast<Lanes>(PairLanes{positions[0], positions[1]}),
             second = reinterpret_cast<Lanes>(PairLanes{positions[2], positions[3]});
  const Lanes xs = __builtin_shufflevector(first, second, 0, 2, 4, 6),
              ys = __builtin_shufflevector(first, second, 1, 3, 5, 7);
  state.outside |= (rules.x.outside(xs) | rules.y.outside(ys)) & live;
  store_lanes(as_unsigned(x), (xs << shift) + rules.x_origin);
  store_lanes(as_unsigned(y), (ys << shift) + rules.y_origin);
}

template <uint32_t order, int shift>
void EventRestorer::restore_positions(const uint64_t* residuals, const Masks& keeps, size_t count, int32_t* x,
                                      int32_t* y) {
  const Rules rules = rules_;  // copies stay in registers: what is stored could not change them
  PositionState state = position_;
  const size_t whole = count - count % kLanes;
  for (size_t index = 0; index < whole; index += kLanes)
    restore_lanes<order, shift>(rules, state, residuals + index, &keeps[index], all_lanes(~0u), x + index,
                                y + index);
  if (whole != count) {
    const size_t left = count - whole;
    std::array<int32_t, kLanes> last_x, last_y;
    restore_lanes<order, shift>(rules, state, residuals + whole, &keeps[whole], first_lanes(left),
                                last_x.data(), last_y.data());
    std::copy_n(last_x.data(), left, x + whole);
    std::copy_n(last_y.data(), left, y + whole);
  }
  position_ = state;
}

void EventRestorer::restore(const uint32_t* time_steps, const uint64_t* residuals, size_t count,
                            int32_t* t_ms, int32_t* x, int32_t* y) {
  using Restore = void (EventRestorer::*)(const uint64_t*, const Masks&, size_t, int32_t*, int32_t*);
  static constexpr Restore kRestore[2][5] = {
      {&EventRestorer::restore_positions<1, 0>, &EventRestorer::restore_positions<1, 1>,
       &EventRestorer::restore_positions<1, 2>, &EventRestorer::restore_positions<1, 3>,
       &EventRestorer::restore_positions<1, 4>},
      {&EventRestorer::restore_positions<2, 0>, &EventRestorer::restore_positions<2, 1>,
       &EventRestorer::restore_positions<2, 2>, &EventRestorer::restore_positions<2, 3>,
       &EventRestorer::restore_positions<2, 4>}};
  assert(count <= kMaxEvents);
  Masks keeps;
  restore_times(time_steps, count, t_ms, keeps);
  (this->*kRestore[rules_.order - 1][rules_.shift])(residuals, keeps, count, x, y);
}

bool EventRestorer::found_outside() const {
  return rules_.x.extent < 0 || rules_.y.extent < 0 || (any_bits(position_.outside) >> 31) != 0;
}

}  // namespace isotherm
