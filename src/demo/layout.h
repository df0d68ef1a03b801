#pragma once
// Where the elements of the demo's pages are.
#include <span>
#include <string_view>

namespace isotherm {

// A rectangle in page px.
struct ElementBox {
  std::string_view name;  // the element's data-demo attribute
  int x = 0, y = 0, width = 0, height = 0;
};

// A page as laid out in a window of `css_width`.
struct PageLayout {
  int css_width = 0, css_height = 0;
  std::span<const ElementBox> elements;
};

// The product page, measured in a browser at three widths. Widest first.
std::span<const PageLayout> page_layouts();
// The pages around it, of which no pictures exist: the same three widths.
std::span<const PageLayout> home_layouts();
std::span<const PageLayout> cart_layouts();

// nullptr = the layout has no such element (a phone has no navigation bar).
const ElementBox* find_element(const PageLayout& layout, std::string_view name);
// The same element has the same id at every width; 0 = unknown.
uint32_t element_id(std::string_view name);

}  // namespace isotherm
