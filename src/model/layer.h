#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace isotherm {

enum class Layer : uint8_t { clicks, moves, scroll, attention, drop_off };
std::string_view to_string(Layer layer);  // "clicks", "moves", "scroll", "attention", "dropoff"
std::optional<Layer> layer_from(std::string_view name);

// Made of rows across the page, not of points on it.
constexpr bool is_row_layer(Layer layer) {
  return layer == Layer::scroll || layer == Layer::attention || layer == Layer::drop_off;
}

}  // namespace isotherm
