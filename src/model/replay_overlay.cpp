#include "model/replay_overlay.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace isotherm {

namespace {

constexpr Rgba kTrailColor{240, 138, 75, 255}, kTrailEdge{28, 24, 20, 255};
constexpr Rgba kClickColor{240, 96, 40, 255}, kContextColor{58, 122, 245, 255}, kTouchColor{240, 96, 40, 150};
constexpr Rgba kFrameColor{240, 138, 75, 255}, kOutsideColor{16, 18, 22, 120};
constexpr double kTrailRadiusPx = 2.5, kFrameWidthPx = 2;

Rgba faded(Rgba color, double share) {
  color.a = static_cast<uint8_t>(color.a * std::clamp(share, 0.0, 1.0) + 0.5);
  return color;
}

SceneShape ring(glm::dvec2 page, double radius, double thickness, Rgba color) {
  const auto r = static_cast<float>(radius);
  return {page, page, r, r, static_cast<float>(thickness), color, color};
}

void add_trail(Scene& scene, const std::vector<TrailPoint>& trail, double scale) {
  const auto radius = [&](const TrailPoint& point) {
    return static_cast<float>(kTrailRadiusPx * scale * std::max(0.0, 1 - point.age_ms / kTrailMs));
  };
  // A dark edge below the whole line keeps it readable on any page.
  for (const bool is_edge : {true, false}) {
    const auto wider = static_cast<float>(is_edge ? scale : 0);
    for (size_t i = 1; i < trail.size(); ++i) {
      if (!trail[i].is_connected) continue;
      const Rgba color = is_edge ? kTrailEdge : kTrailColor;
      scene.shapes.push_back({trail[i - 1].page, trail[i].page, radius(trail[i - 1]) + wider,
                              radius(trail[i]) + wider, 0, color, color});
    }
  }
}

// One click of `age` 0..1; each kind has its form, not only its colour.
void add_press(Scene& scene, glm::dvec2 page, EventKind kind, bool is_touch, double age, double scale) {
  const double fade = 1 - age, radius = kRingRadiusPx * scale * (0.4 + 0.6 * std::sqrt(age));
  if (kind == EventKind::context_menu) {
    scene.shapes.push_back(ring(page, radius, 3 * scale, faded(kContextColor, fade)));
    scene.shapes.push_back(ring(page, 5 * scale, 0, faded(kContextColor, fade)));
    return;
  }
  if (is_touch) {
    scene.shapes.push_back(ring(page, kRingRadiusPx * scale, 0, faded(kTouchColor, fade)));
    return;
  }
  scene.shapes.push_back(ring(page, radius, 3 * scale, faded(kClickColor, fade)));
  if (kind == EventKind::double_click)
    scene.shapes.push_back(ring(page, radius * 0.6, 3 * scale, faded(kClickColor, fade)));
}

void add_presses(Scene& scene, const ReplayVisit& visit, double t_ms, double scale) {
  const auto& pointer = visit.pointer;
  const auto first =
      std::lower_bound(visit.presses.begin(), visit.presses.end(), t_ms - kRingMs,
                       [&](uint32_t sample, double value) { return pointer.t_ms[sample] < value; });
  for (auto press = first; press != visit.presses.end() && pointer.t_ms[*press] <= t_ms; ++press) {
    const bool is_fixed = (pointer.flags[*press] & PointerColumns::kIsFixed) != 0;
    // On a fixed element the ring stays on the screen, as the element does.
    const glm::dvec2 page =
        is_fixed ? visit.sample_screen(*press) + visit.scroll_at(t_ms) : visit.sample_page(*press);
    add_press(scene, page, static_cast<EventKind>(pointer.kind[*press]),
              (pointer.flags[*press] & PointerColumns::kIsTouch) != 0,
              (t_ms - pointer.t_ms[*press]) / kRingMs, scale);
  }
}

// Four rectangles around `inner`, out to `outer`.
void add_surroundings(Scene& scene, const Rect& outer, const Rect& inner, Rgba color) {
  scene.fills.push_back({{outer.x0, outer.y0, outer.x1, inner.y0}, color, 0});
  scene.fills.push_back({{outer.x0, inner.y1, outer.x1, outer.y1}, color, 0});
  scene.fills.push_back({{outer.x0, inner.y0, inner.x0, inner.y1}, color, 0});
  scene.fills.push_back({{inner.x1, inner.y0, outer.x1, inner.y1}, color, 0});
}

void add_frame(Scene& scene, const SceneView& view, const Rect& viewport, ReplayLook look, double scale) {
  const Rect page{0, 0, static_cast<double>(scene.page_px.width), static_cast<double>(scene.page_px.height)};
  if (look == ReplayLook::follow) {
    const Rect all = view.transform.page_from_view(
        Rect{0, 0, static_cast<double>(view.size.width), static_cast<double>(view.size.height)});
    add_surroundings(scene, all, intersection(all, viewport), scene.background);
    return;
  }
  const Rect inner = intersection(page, viewport);
  if (!inner.empty()) add_surroundings(scene, page, inner, kOutsideColor);
  const glm::dvec2 line = kFrameWidthPx * scale / view.transform.view_px_per_page_px;
  add_surroundings(scene,
                   {viewport.x0 - line.x, viewport.y0 - line.y, viewport.x1 + line.x, viewport.y1 + line.y},
                   viewport, kFrameColor);
}

// The arrow's outline in its own px, tip at (0, 0), clockwise.
constexpr std::array<glm::dvec2, 7> kArrow{
    glm::dvec2{0, 0},      glm::dvec2{12.5, 12.5}, glm::dvec2{7.2, 12.9}, glm::dvec2{10.2, 19.5},
    glm::dvec2{7.5, 20.7}, glm::dvec2{4.6, 14},    glm::dvec2{0, 17.7}};
constexpr double kArrowRimPx = 1.4;
constexpr int kArrowMarginPx = 2;

// Distance to the outline, negative inside.
double arrow_distance(glm::dvec2 p) {
  double nearest2 = 1e9;
  bool is_inside = false;
  for (size_t i = 0, j = kArrow.size() - 1; i < kArrow.size(); j = i++) {
    const glm::dvec2 a = kArrow[j], b = kArrow[i], ab = b - a, ap = p - a;
    const double t = std::clamp((ap.x * ab.x + ap.y * ab.y) / (ab.x * ab.x + ab.y * ab.y), 0.0, 1.0);
    const glm::dvec2 off = ap - ab * t;
    nearest2 = std::min(nearest2, off.x * off.x + off.y * off.y);
    const bool crosses = (a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x;
    is_inside ^= crosses;
  }
  return is_inside ? -std::sqrt(nearest2) : std::sqrt(nearest2);
}

Image draw_arrow(double scale) {
  Image image(static_cast<int>(std::ceil((13 + 2 * kArrowMarginPx) * scale)),
              static_cast<int>(std::ceil((21 + 2 * kArrowMarginPx) * scale)), 4);
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      const glm::dvec2 p((x + 0.5) / scale - kArrowMarginPx, (y + 0.5) / scale - kArrowMarginPx);
      const double edge = arrow_distance(p) * scale;
      const double rim = std::clamp(0.5 - (edge - kArrowRimPx * scale), 0.0, 1.0);
      const double dark = std::clamp(0.5 - edge, 0.0, 1.0);
      uint8_t* px = image.row(y) + static_cast<size_t>(x) * 4;
      const auto shade = static_cast<uint8_t>(255 - 235 * dark + 0.5);
      px[0] = px[1] = px[2] = shade;
      px[3] = static_cast<uint8_t>(255 * rim + 0.5);
    }
  }
  return image;
}

}  // namespace

void ReplayOverlay::add_cursor(Scene& scene, const ReplayVisit& visit, double t_ms, double scale) {
  const auto cursor = visit.cursor_at(t_ms);
  if (!cursor) return;
  if (cursor->is_touch) {
    scene.shapes.push_back(ring(cursor->page, 13 * scale, 0, {240, 138, 75, 120}));
    scene.shapes.push_back(ring(cursor->page, 13 * scale, 2 * scale, kTrailEdge));
    return;
  }
  if (arrow_ == nullptr || arrow_scale_ != scale) {
    arrow_ = std::make_unique<Image>(draw_arrow(scale));
    arrow_scale_ = scale;
  }
  const int margin = static_cast<int>(std::lround(kArrowMarginPx * scale));
  scene.sprites.push_back({arrow_.get(), cursor->page, false, -margin, -margin});
}

void ReplayOverlay::add_to(Scene& scene, const SceneView& view, const ReplayVisit& visit, double t_ms,
                           ReplayLook look, double scale) {
  if (look == ReplayLook::overview)
    add_frame(scene, view, viewport_rect(visit, t_ms, scene.page_px), look, scale);
  const TrailSpace space = look == ReplayLook::follow ? TrailSpace::screen : TrailSpace::page;
  add_trail(scene, visit.trail_at(t_ms, kTrailMs, space), scale);
  add_presses(scene, visit, t_ms, scale);
  add_cursor(scene, visit, t_ms, scale);
  if (look == ReplayLook::follow)
    add_frame(scene, view, viewport_rect(visit, t_ms, scene.page_px), look, scale);
}

void ReplayOverlay::add_path(Scene& scene, const ReplayVisit& visit, double scale) {
  const auto end = static_cast<double>(visit.end_ms - visit.begin_ms);
  const auto path = visit.trail_at(end, end + 1, TrailSpace::page, kPathPoints);
  const auto half = static_cast<float>(1.25 * scale), edge = static_cast<float>(2.25 * scale);
  for (const bool is_edge : {true, false}) {
    const Rgba color = is_edge ? Rgba{255, 255, 255, 255} : Rgba{30, 64, 150, 255};
    for (size_t i = 1; i < path.size(); ++i) {
      if (!path[i].is_connected) continue;
      const float radius = is_edge ? edge : half;
      scene.shapes.push_back({path[i - 1].page, path[i].page, radius, radius, 0, color, color});
    }
  }
  const size_t stride = visit.presses.size() / kPathPoints + 1;
  for (size_t i = 0; i < visit.presses.size(); i += stride) {
    const glm::dvec2 page = visit.sample_page(visit.presses[i]);
    scene.shapes.push_back(ring(page, 7 * scale, 0, {255, 255, 255, 255}));
    scene.shapes.push_back(ring(page, 5.5 * scale, 0, kClickColor));
  }
}

Rect viewport_rect(const ReplayVisit& visit, double t_ms, PixelSize page_px) {
  const glm::dvec2 corner = visit.scroll_at(t_ms);
  glm::dvec2 size = visit.viewport_at(t_ms);
  if (size.x <= 0) size.x = std::max(1.0, page_px.width - corner.x);
  if (size.y <= 0) size.y = std::max(1.0, page_px.height - corner.y);
  return {corner.x, corner.y, corner.x + size.x, corner.y + size.y};
}

PageTransform overview_transform(PixelSize page_px, PixelSize view_px, const Rect& viewport,
                                 double least_scale) {
  const double width = page_px.width, height = page_px.height;
  const double across = 0.96 * std::max(1, view_px.width) / width,
               down = 0.96 * std::max(1, view_px.height) / height;
  const double scale = std::min(across, std::max(down, least_scale));
  const glm::dvec2 visible(view_px.width / scale, view_px.height / scale);
  double top = (height - visible.y) / 2;
  if (top > 0) {
    const double air = 0.02 * visible.y;
    top = std::clamp((viewport.y0 + viewport.y1 - visible.y) / 2, -air, height - visible.y + air);
  }
  return {{(width - visible.x) / 2, top}, {scale, scale}};
}

PageTransform follow_transform(const Rect& viewport, PixelSize view_px) {
  const double width = std::max(1, view_px.width), height = std::max(1, view_px.height);
  const double scale = std::min(width / viewport.width(), height / viewport.height());
  const glm::dvec2 margin((width / scale - viewport.width()) / 2, (height / scale - viewport.height()) / 2);
  return {glm::dvec2(viewport.x0, viewport.y0) - margin, {scale, scale}};
}

}  // namespace isotherm
