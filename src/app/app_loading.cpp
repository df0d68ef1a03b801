// From deliveries to the recording on screen.
#include <algorithm>
#include <utility>

#include "app/app_impl.h"
#include "app/overloaded.h"
#include "app/overview.h"

namespace isotherm {

Error named(const std::string& name, Error error) {
  error.message = name + ": " + error.message;
  return error;
}

namespace {

bool can_replace(const Loader& loader) {
  return !loader.rows().catalog.pages.empty();
}

}  // namespace

uint64_t App::Impl::begin_recording(std::string name) {
  // A load that is overtaken before it showed anything leaves the state that it would have restored itself.
  if (!incoming) load_before = state.load;
  incoming.emplace(++last_load, name);
  refreshed_at_ms = 0;
  refresh_pause_ms = 0;
  state.load = LoadState{};
  state.load.phase = LoadState::Phase::loading;
  state.load.name = std::move(name);
  state.error.reset();
  ++state.revision;
  return last_load;
}

Loader* App::Impl::newest() {
  if (incoming) return &*incoming;
  return shown_load ? &*shown_load : nullptr;
}

Loader* App::Impl::loader_of(uint64_t load) {
  if (incoming && incoming->session() == load) return &*incoming;
  return shown_load && shown_load->session() == load ? &*shown_load : nullptr;
}

void App::Impl::take(Loader& loader, Delivery&& delivery) {
  const Overloaded visitor{
      [&](DecodedBlock&& block) {
        if (block.damage && loader.is_outlined() && block.index)
          warn_of_damage(*block.damage, loader.events_of(*block.index));
        loader.keep(std::move(block));
      },
      [&](DecodedImage&& image) { take_image(std::move(image)); },
      [&](Warning&& warning) { warn_of_damage(warning.error, warning.events_lost); },
      [&](LoadProgress&& progress) {
        describe_progress(&loader == newest() ? state.load : load_before, progress);
      },
      [&](Completed&&) { loader.end(); },
      [&](Error&& error) { fail(loader, std::move(error)); },
      [&](auto&& part) { loader.keep(std::move(part)); },
  };
  std::visit(visitor, std::move(delivery));
  ++state.revision;
}

void App::Impl::describe_progress(LoadState& load, const LoadProgress& progress) {
  load.received_bytes = progress.received_bytes;
  load.decoded_bytes = progress.decoded_bytes;
  if (progress.total_bytes) load.total_bytes = progress.total_bytes;
}

void App::Impl::take_image(DecodedImage&& image) {
  const auto error = image.error;
  if (images.take(std::move(image)) && error) warn("A screenshot cannot be shown: " + error->to_string());
}

void App::Impl::warn_of_damage(const Error& error, uint64_t events_lost) {
  state.load.events_lost += events_lost;
  warn(error.to_string());
}

void App::Impl::warn(std::string text) {
  ++state.load.warning_count;
  if (state.load.warnings.size() < LoadState::kMaxWarnings) state.load.warnings.push_back(std::move(text));
}

void App::Impl::complete_load() {
  if (!is_loading() || !newest() || !newest()->has_all()) return;
  if (incoming) {
    fail(*incoming,
         make_error(ErrorCode::damaged, "the recording names no page, so there is nothing to show"));
    return;
  }
  renew_sessions();
  state.load.phase = LoadState::Phase::ready;
  state.load.decoded_bytes = state.load.received_bytes;
  describe_completeness();
  ++state.revision;
}

// Only the newest load is told about; an older one that fails is on its way out.
void App::Impl::fail(Loader& loader, Error error) {
  state.error = named(loader.name(), std::move(error));
  loader.give_up();
  const bool was_loading = &loader == newest() && is_loading();
  if (incoming && &loader == &*incoming && !can_replace(loader)) {
    incoming.reset();
    state.load = std::exchange(load_before, {});
  } else if (&loader == newest()) {
    images.give_up();
    join_rows(refreshed_at_ms);  // what has been read is worth seeing
    describe_completeness();
  }
  if (was_loading) state.load.phase = LoadState::Phase::failed;
  ++state.revision;
}

void App::Impl::cancel_load() {
  if (!is_loading()) return;
  if (incoming) {
    incoming.reset();
    state.load = std::exchange(load_before, {});
  } else {
    forget_recording();
    state.load = {};
  }
}

void App::Impl::forget_recording() {
  shown_load.reset();
  recording = {};
  recording.revision = ++last_revision;
  renew_picture();
  history.clear();
  pages_with_user_screenshot.clear();
  waiting_screenshot.reset();
  forget_sessions();
  AppState empty;
  empty.settings = state.settings;
  empty.view_px = state.view_px;
  empty.pixel_ratio = state.pixel_ratio;
  empty.shows_legend = state.shows_legend;
  empty.shows_panel = state.shows_panel;
  empty.replay = state.replay;
  empty.revision = state.revision + 1;
  state = std::move(empty);
}

// An outline is wanted at once: the first wishes follow from it. So is the last part of a picture.
bool App::Impl::is_refresh_due(double now_ms) {
  const Loader* loader = newest();
  if (!loader || loader->rows().empty()) return false;
  if (loader->has_all() || loader->rows().has_outline) return true;
  const double waited_ms = now_ms - refreshed_at_ms;
  if (waited_ms < refresh_pause_ms) return false;
  // A picture that will be whole as soon as another would be due is not counted twice.
  const auto come = static_cast<double>(loader->rows().blocks.size());
  const auto missing = static_cast<double>(loader->missing().size());
  return !loader->is_outlined() || waited_ms * missing >= refresh_pause_ms * come;
}

bool App::Impl::awaits_refresh() {
  const Loader* loader = newest();
  return loader && (!loader->rows().empty() || (loader->has_all() && is_loading()));
}

void App::Impl::join_rows(double now_ms) {
  refreshed_at_ms = now_ms;
  if (incoming) {
    if (!can_replace(*incoming)) return;
    replace_recording();
  }
  auto& rows = shown_load->rows();
  if (rows.empty()) return;
  std::erase_if(rows.screenshots, [&](const Screenshot& s) { return has_user_screenshot(s.info.page); });
  join(*shown_load, recording);
  show_recording();
  if (waiting_screenshot) take_screenshot(*std::exchange(waiting_screenshot, std::nullopt));
}

void App::Impl::show_recording() {
  recording.revision = ++last_revision;
  describe_recording(recording, state);
  state.load.is_outlined = shown_load->is_outlined();
  if (shown_load->is_outlined())
    state.events =
        shown_load->events_in_file() - std::min(shown_load->events_in_file(), state.load.events_lost);
  choose_page();
  refresh_picture();
  if (shown_load->is_outlined() && shown_load->has_all()) renew_sessions();
}

NeedInputs App::Impl::need_inputs() const {
  const auto& now = state.replay;
  NeedInputs inputs{shown_load->session(), recording.revision, false,
                    state.settings.device, picture.filter(),   {}};
  // What is said of sessions is made of all their events, on whatever page.
  inputs.is_all = now.shows_sessions || now.mode != ViewMode::heatmap || now.overlaid;
  inputs.layers.push_back(state.settings.layer);
  for (const OverlaySettings& overlay : state.settings.overlays)
    inputs.layers.push_back(layer_of(overlay.kind));
  return inputs;
}

// Most changes, such as every step of a slider, need what was needed before; what could not be read is asked
// for again by any of them.
void App::Impl::update_needs() {
  if (!shown_load) return;
  if (shown_load->can_need_more()) {
    const NeedInputs inputs = need_inputs();
    const bool is_known = inputs == needed_for && !shown_load->has_given_up();
    if (!is_known && inputs.is_all) {
      shown_load->need_all();
    } else if (!is_known) {
      shown_load->need(picture.block_need());
    }
    needed_for = inputs;
  }
  describe_completeness();
}

void App::Impl::replace_recording() {
  const bool was_empty = recording.catalog.pages.empty();
  shown_load = std::exchange(incoming, std::nullopt);
  recording = {};
  forget_sessions();
  renew_picture();
  history.clear();
  pages_with_user_screenshot.clear();
  if (!was_empty) {
    state.settings.time_from_ms = state.settings.time_to_ms = std::nullopt;
    state.settings.maximum.reset();
    for (OverlaySettings& overlay : state.settings.overlays)
      overlay.maximum.reset();
    state.settings.age_from_ms = state.settings.age_to_ms = std::nullopt;
    state.settings.conditions = {};
    state.settings.device = DeviceChoice::automatic;
    is_page_chosen = false;
  }
  state.page_px = {};
  state.recording_id.clear();
  set_regions({});
  state.regions.drawn.reset();
  state.filters = {};
  state.time = {};
  state.can_undo = state.can_redo = false;
}

void App::Impl::choose_page() {
  auto& page = state.settings.page;
  if (is_page_chosen && page < recording.catalog.pages.size()) return;
  page = state.pages.front().page;
}

}  // namespace isotherm
