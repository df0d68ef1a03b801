// From bytes to the recording on screen.
#include <algorithm>
#include <utility>

#include "app/app_impl.h"
#include "app/overview.h"

namespace isotherm {

Error named(const std::string& name, Error error) {
  error.message = name + ": " + error.message;
  return error;
}

void App::Impl::begin_recording(std::string name, std::optional<uint64_t> total_bytes) {
  // A load that is overtaken before it showed anything leaves the state that it would have restored itself.
  if (!loader || has_replaced) load_before = state.load;
  loader.emplace(name);
  has_replaced = false;
  refreshed_at_ms = 0;
  refresh_pause_ms = 0;
  state.load = LoadState{};
  state.load.phase = LoadState::Phase::loading;
  state.load.name = std::move(name);
  state.load.total_bytes = total_bytes;
  state.error.reset();
  ++state.revision;
}

bool App::Impl::step(double now_ms) {
  if (!images.is_complete()) {
    decode_image();
    return true;
  }
  if (!loader || !loader->can_step()) return false;
  auto stepped = loader->step();
  if (!stepped.ok()) {
    fail(stepped.error());
    return true;
  }
  note_damage();
  state.load.decoded_bytes = std::min(state.load.received_bytes, loader->decoded_bytes());
  ++state.revision;
  if (*stepped == Loader::Step::complete) complete(now_ms);
  return true;
}

void App::Impl::decode_image() {
  const auto decoded = images.decode_next(recording);
  if (!decoded.ok()) warn("A screenshot cannot be shown: " + decoded.error().to_string());
  ++state.revision;
}

void App::Impl::note_damage() {
  for (const auto& warning : loader->take_warnings()) {
    state.load.events_lost += warning.events_lost;
    warn(warning.error.to_string());
  }
}

void App::Impl::warn(std::string text) {
  ++state.load.warning_count;
  if (state.load.warnings.size() < LoadState::kMaxWarnings) state.load.warnings.push_back(std::move(text));
}

void App::Impl::complete(double now_ms) {
  join_rows(now_ms);
  if (!has_replaced) {
    fail(make_error(ErrorCode::damaged, "the recording names no page, so there is nothing to show"));
    return;
  }
  loader.reset();
  renew_sessions();
  state.load.phase = LoadState::Phase::ready;
  state.load.decoded_bytes = state.load.received_bytes;
  ++state.revision;
}

void App::Impl::fail(Error error) {
  state.error = named(loader ? loader->name() : state.load.name, std::move(error));
  if (loader) join_rows(refreshed_at_ms);  // what has been read is worth seeing
  if (!has_replaced) state.load = std::exchange(load_before, {});
  loader.reset();
  state.load.phase = LoadState::Phase::failed;
  ++state.revision;
}

bool App::Impl::is_refresh_due(double now_ms) const {
  return loader && !loader->rows().empty() && now_ms - refreshed_at_ms >= refresh_pause_ms;
}

void App::Impl::join_rows(double now_ms) {
  refreshed_at_ms = now_ms;
  auto& rows = loader->rows();
  if (!has_replaced) {
    if (rows.catalog.pages.empty()) return;
    replace_recording();
  }
  if (rows.empty()) return;
  std::erase_if(rows.screenshots, [&](const Screenshot& s) { return has_user_screenshot(s.info.page); });
  append(recording, rows);
  recording.revision = ++last_revision;
  describe_recording(recording, state);
  choose_page();
  refresh_picture();
  if (waiting_screenshot) take_screenshot(*std::exchange(waiting_screenshot, std::nullopt));
}

void App::Impl::replace_recording() {
  const bool was_empty = recording.catalog.pages.empty();
  has_replaced = true;
  recording = {};
  forget_sessions();
  renew_picture();
  history.clear();
  pages_with_user_screenshot.clear();
  if (!was_empty) {
    state.settings.time_from_ms = state.settings.time_to_ms = std::nullopt;
    state.settings.maximum.reset();
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
