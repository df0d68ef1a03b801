#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace isotherm {

enum class Layer : uint8_t { clicks, moves, scroll };
std::string_view to_string(Layer layer);  // "clicks", "moves", "scroll"
std::optional<Layer> layer_from(std::string_view name);

}  // namespace isotherm
