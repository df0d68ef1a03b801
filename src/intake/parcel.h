#pragma once
// Deliveries between two programs that share no memory: the decoder in a web worker and the viewer. The small
// things travel in a header of bytes, the large ones (columns, pixels) as they lie in memory, so that the
// receiver copies them once, in pieces of its own choice, to where they stay. Both ends are of one build;
// this is no file format.
#include "intake/delivery.h"

namespace isotherm {

class Parcel {
 public:
  // To send.
  explicit Parcel(Delivery delivery);
  // To receive: room for the columns, which the caller fills. An error for a header that no parcel made.
  static Result<Parcel> unpack(ByteSpan header);

  Bytes header() const;
  // In the same order and of the same sizes at both ends; valid while the parcel is neither moved nor taken.
  std::vector<std::span<uint8_t>> columns();
  Delivery take() { return std::move(delivery_); }

 private:
  Delivery delivery_;
};

}  // namespace isotherm
