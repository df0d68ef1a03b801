// From commands to what they do.
#include <variant>

#include "app/app_impl.h"
#include "app/overloaded.h"

namespace isotherm {

void App::apply(const Command& command) {
  auto& impl = *impl_;
  auto& state = impl.state;
  const auto move = [&](const PageTransform& transform) {
    if (state.has_page()) impl.move_view(transform);
  };
  const auto css_zoom_center = [&] { return glm::dvec2(state.view_px.width, state.view_px.height) * 0.5; };
  const Overloaded visitor{
      [&](const command::ChangePicture& c) { impl.change_picture(c); },
      [&](const command::ChooseReadableRamp&) { impl.choose_readable_ramp(); },
      [&](const command::SetView& c) { move(bring_into_reach(impl.stage(), c.transform)); },
      [&](const command::ZoomAt& c) { move(zoom_at(impl.stage(), state.view_from_page, c.view, c.factor)); },
      [&](const command::ZoomTo& c) {
        move(zoom_at(impl.stage(), state.view_from_page, css_zoom_center(), c.css_zoom / state.css_zoom()));
      },
      [&](const command::PanBy& c) { move(pan_by(impl.stage(), state.view_from_page, c.view_px)); },
      [&](const command::FitWidth&) {
        move(fit_width(impl.stage()));
        impl.fit = Impl::Fit::width;
      },
      [&](const command::Hover& c) {
        if (c.view == state.hover_view) return;
        state.hover_view = c.view;
        impl.is_hover_stale = true;
      },
      [&](const command::ShowLegend& c) { state.shows_legend = c.shown; },
      [&](const command::ShowPanel& c) { state.shows_panel = c.shown; },
      [&](const command::Undo&) { impl.step_back(impl.history.undo(impl.here())); },
      [&](const command::Redo&) { impl.step_back(impl.history.redo(impl.here())); },
      [&](const command::PreviewFilters& c) { impl.preview_filters(c.conditions); },
      [&](const command::PreviewTime& c) { impl.preview_time(c.span); },
      [&](const command::DrawRegion& c) { impl.draw_region(c.region); },
      [&](const command::AddRegion& c) { impl.add_region(c.region, c.name); },
      [&](const command::RenameRegion& c) { impl.rename_region(c.id, c.name); },
      [&](const command::RemoveRegion& c) { impl.remove_region(c.id); },
      [&](const command::UseRegionTool& c) { state.regions.has_tool = c.used; },
      [&](const command::KeepSessionsOfRegion& c) { impl.keep_sessions_of_region(c.id); },
      [&](const command::SetTimeAxis& c) {
        impl.play_time(false);
        state.time.axis = c.axis;
        impl.preview_time(std::nullopt);
      },
      [&](const command::PlayTime& c) { impl.play_time(c.is_playing); },
      [&](const command::CancelLoading&) { impl.cancel_load(); },
      [&](const command::DismissError&) {
        state.error.reset();
        if (state.load.phase != LoadState::Phase::failed) return;
        state.load.phase =
            impl.recording.catalog.pages.empty() ? LoadState::Phase::empty : LoadState::Phase::ready;
      },
      [&](const ReplayCommand& c) { impl.apply_replay(c); },
  };
  std::visit(visitor, command);
  state.can_undo = impl.history.can_undo();
  state.can_redo = impl.history.can_redo();
  ++state.revision;
}

}  // namespace isotherm
