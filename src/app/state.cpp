#include "app/state.h"

#include <algorithm>

namespace isotherm {

std::optional<double> load_share(const LoadState& load) {
  if (!load.total_bytes || *load.total_bytes == 0) return std::nullopt;
  const auto total = static_cast<double>(*load.total_bytes);
  // Receiving and decoding are the two halves of the wait; whichever is slower holds the bar back.
  const double received = static_cast<double>(load.received_bytes) / total;
  const double decoded = static_cast<double>(load.decoded_bytes) / total;
  return std::clamp((received + decoded) / 2, 0.0, 1.0);
}

}  // namespace isotherm
