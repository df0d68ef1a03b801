#include "intake/delivery.h"

namespace isotherm {

DecodedImage decode(const ImageWish& wish) {
  DecodedImage decoded;
  decoded.ticket = wish.ticket;
  auto image = decode_image(wish.encoded);
  if (image.ok()) {
    decoded.image = std::move(image).value();
  } else {
    decoded.error = image.error();
  }
  return decoded;
}

}  // namespace isotherm
