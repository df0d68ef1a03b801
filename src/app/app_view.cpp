// Pan, zoom, and what lies under the pointer.
#include <algorithm>

#include "app/app_impl.h"

namespace isotherm {

// The graph stands beside the page, which has the rest of the view.
Stage App::Impl::stage() const {
  PixelSize view = state.view_px;
  if (state.replay.mode == ViewMode::heatmap) view.width = std::max(1, view.width - state.side_graph_px);
  return {.page_px = state.page_px, .view_px = view, .pixel_ratio = state.pixel_ratio};
}

void App::Impl::start_view() {
  fit = Fit::first;
  state.view_from_page = first_view(stage());
  is_hover_stale = true;
}

void App::Impl::refit() {
  if (state.replay.mode == ViewMode::session) return place_replay_view();
  const bool is_first = !state.has_page();
  state.page_px = picture.page_px();
  if (is_first) {
    start_view();
  } else if (fit == Fit::overview) {
    state.view_from_page = bring_into_reach(stage(), overview());
  } else if (fit != Fit::none) {
    auto fitted = fit == Fit::first ? first_view(stage()) : fit_width(stage());
    fitted.origin_page.y = state.view_from_page.origin_page.y;
    state.view_from_page = bring_into_reach(stage(), fitted);
  } else {
    state.view_from_page = bring_into_reach(stage(), state.view_from_page);
  }
}

void App::Impl::move_view(const PageTransform& transform) {
  const bool is_vertical = transform.view_px_per_page_px == state.view_from_page.view_px_per_page_px &&
                           transform.origin_page.x == state.view_from_page.origin_page.x;
  if (!is_vertical) fit = Fit::none;
  if (state.replay.mode == ViewMode::session) state.replay.look = ReplayLook::overview;  // the hand is on it
  state.view_from_page = transform;
  is_hover_stale = true;
}

std::optional<glm::dvec2> App::Impl::hovered_page() const {
  if (!state.hover_view || !state.has_page() || state.replay.mode != ViewMode::heatmap) return std::nullopt;
  const auto page = state.view_from_page.page_from_view(*state.hover_view);
  const Rect whole{0, 0, static_cast<double>(state.page_px.width), static_cast<double>(state.page_px.height)};
  // A row goes on beside the page, where the graph is.
  const bool is_inside =
      is_row_layer(state.settings.layer) ? page.y >= whole.y0 && page.y < whole.y1 : whole.contains(page);
  return is_inside ? std::optional(page) : std::nullopt;
}

bool App::Impl::awaits_hover() const {
  return is_hover_stale && hovered_page() && !picture.is_hover_quick();
}

// Where it would take long, what was read elsewhere goes, and count_step() makes it quick.
void App::Impl::read_hover() {
  std::optional<HoverReading> reading;
  is_hover_stale = awaits_hover();
  if (const auto page = hovered_page(); page && !is_hover_stale) reading = picture.hover(*page);
  if (!reading && !state.hover) return;
  state.hover = std::move(reading);
  ++state.revision;
}

void App::Impl::resize(PixelSize view_px, double pixel_ratio) {
  if (view_px == state.view_px && pixel_ratio == state.pixel_ratio) return;
  const double zoom_change = pixel_ratio / state.pixel_ratio;
  state.view_px = view_px;
  state.pixel_ratio = pixel_ratio;
  ++state.revision;
  if (!state.has_page()) return;
  state.side_graph_px = picture.side_graph_px(pixel_ratio);
  state.view_from_page.view_px_per_page_px *= zoom_change;
  refit();
  is_hover_stale = true;
}

}  // namespace isotherm
