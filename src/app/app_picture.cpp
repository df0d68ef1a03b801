// From settings to the picture and what the panel says about it.
#include <algorithm>
#include <utility>

#include "app/app_impl.h"
#include "app/overview.h"
#include "base/hash.h"
#include "model/readable.h"

namespace isotherm {

namespace {

// Whether more than the look of the picture changed.
bool shows_other_events(const PictureSettings& before, PictureSettings after) {
  after.ramp = before.ramp;
  after.opacity = before.opacity;
  after.maximum = before.maximum;
  after.dimming = before.dimming;
  after.shows_markers = before.shows_markers;
  return after != before;
}

}  // namespace

void App::Impl::renew_picture() {
  drop_counting();
  picture = Picture();
  images.clear();
}

bool App::Impl::has_user_screenshot(uint32_t page) const {
  return std::find(pages_with_user_screenshot.begin(), pages_with_user_screenshot.end(), page) !=
         pages_with_user_screenshot.end();
}

void App::Impl::take_screenshot(UserScreenshot user) {
  const auto probed = probe_image(user.encoded);
  if (!probed.ok()) {
    state.error = named(user.name, probed.error());
    return;
  }
  if (user.css_width > kMaxImageWidth) {
    state.error = make_error(ErrorCode::invalid_argument,
                             user.name + ": a CSS width of " + std::to_string(user.css_width) +
                                 " px is more than " + std::to_string(kMaxImageWidth));
    return;
  }
  const auto size = probed.value().size;
  const uint32_t page = state.settings.page;
  const auto css_width =
      user.css_width != 0 ? user.css_width : static_cast<uint32_t>(picture.page_px().width);
  const double css_height = static_cast<double>(size.height) * css_width / size.width;
  Screenshot screenshot;
  screenshot.info = ScreenshotInfo{.page = page,
                                   .css_width = css_width,
                                   .css_height = std::max(1u, static_cast<uint32_t>(css_height + 0.5)),
                                   .tile_x = 0,
                                   .tile_y = 0,
                                   .format = probed.value().format,
                                   .image_width = static_cast<uint32_t>(size.width),
                                   .image_height = static_cast<uint32_t>(size.height),
                                   .encoded_bytes = user.encoded.size(),
                                   .checksum = xxh64(user.encoded)};
  screenshot.encoded = std::move(user.encoded);
  std::erase_if(recording.screenshots, [&](const Screenshot& s) { return s.info.page == page; });
  recording.screenshots.push_back(std::move(screenshot));
  recording.revision = ++last_revision;
  if (!has_user_screenshot(page)) pages_with_user_screenshot.push_back(page);
  renew_picture();
  refresh_picture();
}

bool App::Impl::refresh_picture() {
  const auto updated = picture.update(recording, state.settings, Picture::Survey::later);
  ++state.revision;
  if (!updated.ok()) {
    state.error = updated.error();
    return false;
  }
  recount_if_changed();
  if (state.replay.mode == ViewMode::session) replay.page_visit = Replay::kNoVisit;  // pictures may be others
  choose_images();
  update_needs();
  describe_page(recording, state.settings.page, state);
  describe_picture();
  refit();
  if (state.replay.mode == ViewMode::swarm) open_swarm();
  if (state.replay.mode == ViewMode::session) describe_replay();
  is_hover_stale = true;
  has_undrawn_change = true;
  return true;
}

bool App::Impl::refine_picture() {
  if (!state.has_page() || picture.is_exact()) return false;
  picture.refine();
  describe_scale();
  return !picture.is_exact();
}

void App::Impl::describe_scale() {
  const bool has_overlays = !state.overlay_legends.empty();
  if (!has_overlays && state.maximum == picture.maximum() && state.is_scale_exact == picture.is_exact())
    return;
  state.maximum = picture.maximum();
  state.automatic_maximum = picture.automatic_maximum();
  state.is_scale_exact = picture.is_exact();
  state.legend = picture.legend();
  state.overlay_legends = picture.overlay_legends();
  ++state.revision;
}

void App::Impl::choose_readable_ramp() {
  auto settings = state.settings;
  settings.ramp = readable_ramp(ramp_use(settings), images.images());
  change_picture({settings, 0});
}

void App::Impl::describe_picture() {
  state.has_screenshot = !picture.screenshots().empty();
  state.layer_events = picture.events();
  state.layer_weight = picture.weight();
  state.outside_page = picture.outside_page();
  state.fixed_points = picture.fixed_points();
  for (const PointHeat* density : picture.overlay_densities())
    state.fixed_points += density->fixed_points();
  state.side_graph_px = picture.side_graph_px(state.pixel_ratio);
  state.containers =
      is_row_layer(state.settings.layer) ? picture.rows().containers() : std::vector<ScrollContainer>{};
  state.opacity = opacity_in_force(state.settings);
  state.maximum = picture.maximum();
  state.automatic_maximum = picture.automatic_maximum();
  state.is_scale_exact = picture.is_exact();
  state.legend = picture.legend();
  state.overlay_legends = picture.overlay_legends();
  state.title = picture.title();
  state.time.kept = {picture.selection().page_views, picture.selection().sessions};
  describe_completeness();
}

void App::Impl::describe_completeness() {
  state.is_partial = shown_load && !(shown_load->has_all() && shown_load->rows().empty());
  state.sample_line = picture.sample_line();
  if (!state.is_partial) return;
  state.sample_line += shown_load->has_given_up() ? "; a part could not be loaded: the counts are too low"
                                                  : "; still loading: the counts are of a part";
}

void App::Impl::change_picture(const command::ChangePicture& change) {
  auto settings = change.settings;
  const auto before = state.settings;
  if (settings == before) return;
  if (settings.layer != before.layer && settings.maximum == before.maximum) settings.maximum.reset();
  if (settings.layer != before.layer && settings.look.fade_below == before.look.fade_below)
    settings.look.fade_below = 0;
  if (settings.page != before.page && settings.scroll.container == before.scroll.container)
    settings.scroll.container.reset();
  if (recording.catalog.pages.empty()) {  // wishes for the recording to come
    is_page_chosen |= settings.page != before.page;
    state.settings = settings;
    return;
  }
  if (!show(settings)) return;
  is_page_chosen |= settings.page != before.page;
  history.record({before, state.regions.list}, change.gesture);
}

bool App::Impl::show(const PictureSettings& settings) {
  const auto before = std::exchange(state.settings, settings);
  if (shows_other_events(before, settings)) state.replay.spot.reset();
  if (!refresh_picture()) {
    state.settings = before;
    const auto restored = picture.update(recording, before);
    (void)restored;  // it was in force before
    return false;
  }
  if (settings.page != before.page || settings.device != before.device) start_view();
  return true;
}

void App::Impl::step_back(std::optional<HistoryStep> step) {
  if (!step) return;
  if (step->settings != state.settings) show(step->settings);
  if (step->regions != state.regions.list) set_regions(std::move(step->regions));
}

}  // namespace isotherm
