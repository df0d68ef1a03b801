#pragma once
#include "intake/delivery.h"

namespace isotherm {

// All of a delivery but its columns, of which the header tells the sizes.
Bytes write_parcel_header(const Delivery& delivery);
// A delivery whose columns have their sizes and are zero.
Result<Delivery> read_parcel_header(ByteSpan header);

}  // namespace isotherm
