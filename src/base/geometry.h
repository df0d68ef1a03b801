#pragma once
// Spaces and the named transforms between them.
//   page   CSS px from the document's top left: the one space that data lives in
//   view   output px (device px of the canvas, or px of an exported image) from its top left; y points down
#include <glm/vec2.hpp>

namespace isotherm {

// Axis-aligned rectangle, half-open: [x0, x1) x [y0, y1).
struct Rect {
  double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  double width() const { return x1 - x0; }
  double height() const { return y1 - y0; }
  bool empty() const { return !(x1 > x0) || !(y1 > y0); }
  bool contains(glm::dvec2 p) const { return p.x >= x0 && p.x < x1 && p.y >= y0 && p.y < y1; }
  friend bool operator==(const Rect&, const Rect&) = default;
};

inline Rect intersection(const Rect& a, const Rect& b) {
  return {a.x0 > b.x0 ? a.x0 : b.x0, a.y0 > b.y0 ? a.y0 : b.y0, a.x1 < b.x1 ? a.x1 : b.x1,
          a.y1 < b.y1 ? a.y1 : b.y1};
}

struct PixelSize {
  int width = 0, height = 0;
  friend bool operator==(const PixelSize&, const PixelSize&) = default;
};

// Where and how large the page appears: view = (page - origin_page) * view_px_per_page_px, per axis.
struct PageTransform {
  glm::dvec2 origin_page{0, 0};          // the page point at the view's top left corner
  glm::dvec2 view_px_per_page_px{1, 1};  // > 0

  glm::dvec2 view_from_page(glm::dvec2 page) const { return (page - origin_page) * view_px_per_page_px; }
  glm::dvec2 page_from_view(glm::dvec2 view) const { return view / view_px_per_page_px + origin_page; }
  Rect page_from_view(const Rect& view) const {
    const auto a = page_from_view(glm::dvec2(view.x0, view.y0)),
               b = page_from_view(glm::dvec2(view.x1, view.y1));
    return {a.x, a.y, b.x, b.y};
  }
  Rect view_from_page(const Rect& page) const {
    const auto a = view_from_page(glm::dvec2(page.x0, page.y0)),
               b = view_from_page(glm::dvec2(page.x1, page.y1));
    return {a.x, a.y, b.x, b.y};
  }
  friend bool operator==(const PageTransform&, const PageTransform&) = default;
};

}  // namespace isotherm
