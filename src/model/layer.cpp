#include "model/layer.h"

namespace isotherm {

std::string_view to_string(Layer layer) {
  switch (layer) {
    case Layer::clicks:
      return "clicks";
    case Layer::moves:
      return "moves";
    case Layer::scroll:
      return "scroll";
    case Layer::attention:
      return "attention";
    case Layer::drop_off:
      return "dropoff";
  }
  return "clicks";
}

std::optional<Layer> layer_from(std::string_view name) {
  for (const Layer layer : {Layer::clicks, Layer::moves, Layer::scroll, Layer::attention, Layer::drop_off}) {
    if (to_string(layer) == name) return layer;
  }
  return std::nullopt;
}

}  // namespace isotherm
