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
  }
  return "clicks";
}

std::optional<Layer> layer_from(std::string_view name) {
  for (const Layer layer : {Layer::clicks, Layer::moves, Layer::scroll}) {
    if (to_string(layer) == name) return layer;
  }
  return std::nullopt;
}

}  // namespace isotherm
