#include "model/replay_page.h"

#include <algorithm>
#include <cmath>

namespace isotherm {

namespace {

constexpr double kGridPx = 100;
constexpr Rgba kGridPaper{247, 248, 250, 255}, kGridLine{40, 50, 70, 22};

double ratio(double a, double b) {
  return a > b ? a / b : b / a;
}

uint32_t nearest_width(const Recording& recording, uint32_t page, double viewport_width) {
  uint32_t best = 0;
  for (const Screenshot& screenshot : recording.screenshots) {
    const uint32_t width = screenshot.info.css_width;
    if (screenshot.info.page != page || width == 0 || width == best) continue;
    const bool is_nearer =
        best == 0 ||
        (viewport_width <= 0 ? width > best : ratio(width, viewport_width) < ratio(best, viewport_width));
    const bool is_equal_and_wider = best != 0 && viewport_width > 0 && width > best &&
                                    ratio(width, viewport_width) == ratio(best, viewport_width);
    if (is_nearer || is_equal_and_wider) best = width;
  }
  return best;
}

PixelSize limited(double width, double height) {
  const double w = std::clamp(std::ceil(width), 1.0, double{kMaxImageWidth});
  const double tallest =
      std::min<double>(kMaxImageHeight, std::floor(static_cast<double>(kMaxImagePixels) / w));
  return {static_cast<int>(w), static_cast<int>(std::clamp(std::ceil(height), 1.0, tallest))};
}

// What the viewport ever showed and the pointer ever touched.
glm::dvec2 seen_extent(const ReplayVisit& visit) {
  glm::dvec2 extent(0, 0);
  const auto include = [&](glm::dvec2 at) { extent = {std::max(extent.x, at.x), std::max(extent.y, at.y)}; };
  include(visit.viewport_at(0));
  for (const auto* column : {&visit.scroll.t_ms, &visit.viewport.t_ms}) {
    for (const int32_t t : *column)
      include(visit.scroll_at(t) + visit.viewport_at(t));
  }
  for (size_t i = 0; i < visit.pointer.size(); ++i)
    include(visit.sample_page(i) + glm::dvec2(1, 1));
  return extent;
}

// Lines every kGridPx, only those in view.
void add_grid(Scene& scene, const SceneView& view) {
  const auto& t = view.transform;
  const Rect visible = t.page_from_view(
      Rect{0, 0, static_cast<double>(view.size.width), static_cast<double>(view.size.height)});
  const double width = scene.page_px.width, height = scene.page_px.height;
  if (kGridPx * t.view_px_per_page_px.x < 8) return;  // a grey sheet at that scale
  const double thin_x = 1 / t.view_px_per_page_px.x, thin_y = 1 / t.view_px_per_page_px.y;
  const auto first = [](double from) { return std::max(1.0, std::floor(from / kGridPx)); };
  for (double i = first(visible.x0); i * kGridPx < std::min(width, visible.x1); ++i)
    scene.fills.push_back({{i * kGridPx, 0, i * kGridPx + thin_x, height}, kGridLine, 0});
  for (double i = first(visible.y0); i * kGridPx < std::min(height, visible.y1); ++i)
    scene.fills.push_back({{0, i * kGridPx, width, i * kGridPx + thin_y}, kGridLine, 0});
}

}  // namespace

ReplayPage choose_replay_page(const Recording& recording, const ReplayVisit& visit) {
  ReplayPage page;
  const uint32_t width = nearest_width(recording, visit.page, visit.viewport_at(0).x);
  double right = 0, bottom = 0;
  for (uint32_t i = 0; i < recording.screenshots.size(); ++i) {
    const ScreenshotInfo& info = recording.screenshots[i].info;
    if (width == 0 || info.page != visit.page || info.css_width != width) continue;
    page.screenshots.push_back(i);
    right = std::max(right, static_cast<double>(info.tile_x) + info.css_width);
    bottom = std::max(bottom, static_cast<double>(info.tile_y) + info.css_height);
  }
  if (page.screenshots.empty()) {
    const PageView& view = recording.catalog.page_views[visit.page_view];
    right = view.document_width;
    bottom = view.document_height;
    if (right <= 0 || bottom <= 0) {
      const glm::dvec2 seen = seen_extent(visit);
      if (right <= 0) right = seen.x;
      if (bottom <= 0) bottom = seen.y;
    }
  }
  page.page_px = limited(right, bottom);
  return page;
}

Scene ReplayBase::scene(const Recording& recording, const ReplayPage& page,
                        std::span<const Image* const> images, const SceneView& view) {
  Scene scene;
  scene.page_px = page.page_px;
  tiles_.add_to(scene, recording, page.screenshots, images);
  if (page.screenshots.empty()) {
    scene.paper = kGridPaper;
    add_grid(scene, view);
  }
  return scene;
}

}  // namespace isotherm
