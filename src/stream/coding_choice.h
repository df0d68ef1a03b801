#pragma once
// Which prediction and which encoding make the positions of a block smallest.
#include "stream/coordinates.h"
#include "stream/prediction.h"
#include "stream/zstd_frame.h"

namespace isotherm {

// Positions in the stored unit, and the differences of the times.
struct CoordinateColumns {
  std::vector<int32_t> x, y;
  std::vector<uint32_t> time_steps;
};

struct CodedCoordinates {
  Prediction prediction;
  uint8_t encoding = 0;
  uint64_t raw_bytes = 0;
  Bytes frame;
};

// The prediction is the one whose residuals have the least entropy; of the encodings, both are compressed
// (fast ones, when the compressor's level is a slow one) and the smaller is taken.
Result<CodedCoordinates> smallest_coordinates(const CoordinateColumns& columns, Compressor& compressor);

}  // namespace isotherm
