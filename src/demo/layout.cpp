#include "demo/layout.h"

#include <cstdint>

namespace isotherm {

namespace {

constexpr ElementBox kHome1440[] = {{"home-banner", 100, 150, 1240, 520},
                                    {"home-card-1", 100, 740, 390, 460},
                                    {"home-card-2", 525, 740, 390, 460},
                                    {"home-card-3", 950, 740, 390, 460},
                                    {"home-journal", 100, 1300, 1240, 380}};
constexpr ElementBox kHome768[] = {{"home-banner", 40, 130, 688, 420},
                                   {"home-card-1", 40, 600, 216, 300},
                                   {"home-card-2", 276, 600, 216, 300},
                                   {"home-card-3", 512, 600, 216, 300},
                                   {"home-journal", 40, 980, 688, 320}};
constexpr ElementBox kHome390[] = {{"home-banner", 20, 100, 350, 380},
                                   {"home-card-1", 20, 520, 350, 360},
                                   {"home-card-2", 20, 910, 350, 360},
                                   {"home-card-3", 20, 1300, 350, 360},
                                   {"home-journal", 20, 1720, 350, 320}};
constexpr PageLayout kHome[] = {{1440, 1980, kHome1440}, {768, 1600, kHome768}, {390, 2400, kHome390}};

constexpr ElementBox kCart1440[] = {{"cart-item", 100, 220, 720, 150},
                                    {"cart-remove", 760, 330, 60, 24},
                                    {"cart-delivery", 900, 330, 440, 50},
                                    {"cart-sum", 900, 400, 440, 60},
                                    {"cart-pay", 900, 490, 440, 58}};
constexpr ElementBox kCart768[] = {{"cart-item", 40, 190, 688, 130},
                                   {"cart-remove", 660, 280, 60, 24},
                                   {"cart-delivery", 368, 360, 360, 50},
                                   {"cart-sum", 368, 420, 360, 60},
                                   {"cart-pay", 368, 500, 360, 58}};
constexpr ElementBox kCart390[] = {{"cart-item", 20, 150, 350, 130},
                                   {"cart-remove", 300, 240, 60, 24},
                                   {"cart-delivery", 20, 320, 350, 50},
                                   {"cart-sum", 20, 380, 350, 60},
                                   {"cart-pay", 20, 460, 350, 58}};
constexpr PageLayout kCart[] = {{1440, 1020, kCart1440}, {768, 1060, kCart768}, {390, 980, kCart390}};

}  // namespace

std::span<const PageLayout> home_layouts() {
  return kHome;
}
std::span<const PageLayout> cart_layouts() {
  return kCart;
}

const ElementBox* find_element(const PageLayout& layout, std::string_view name) {
  for (const ElementBox& element : layout.elements)
    if (element.name == name) return &element;
  return nullptr;
}

uint32_t element_id(std::string_view name) {
  // The widest layout shows every element.
  uint32_t id = 0;
  for (const PageLayout* layout : {&page_layouts()[0], &kHome[0], &kCart[0]}) {
    for (const ElementBox& element : layout->elements) {
      ++id;
      if (element.name == name) return id;
    }
  }
  return 0;
}

}  // namespace isotherm
