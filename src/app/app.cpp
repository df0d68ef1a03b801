#include "app/app.h"

#include <algorithm>
#include <utility>

#include "app/app_impl.h"
#include "app/region_text.h"
#include "app/seen_text.h"
#include "model/row_report.h"

namespace isotherm {

App::App() : impl_(std::make_unique<Impl>()) {}
App::~App() = default;
App::App(App&&) noexcept = default;
App& App::operator=(App&&) noexcept = default;

uint64_t App::begin_recording(std::string name) {
  return impl_->begin_recording(std::move(name));
}

void App::deliver(uint64_t load, Delivery delivery) {
  if (Loader* loader = impl_->loader_of(load)) impl_->take(*loader, std::move(delivery));
}

bool App::wants(uint64_t load) const {
  return impl_->loader_of(load) != nullptr;
}

App::BlockWishes App::block_wishes() const {
  if (!impl_->shown_load) return {};
  const Loader& current = *impl_->shown_load;
  BlockWishes wishes{current.session(), current.wish_revision(), {}};
  if (!current.has_given_up()) wishes.blocks = current.missing();
  return wishes;
}

std::vector<ImageWish> App::take_image_wishes() {
  const auto& current = impl_->shown_load;
  return impl_->images.take_wishes(impl_->recording,
                                   current && current->is_outlined() ? &current->outline() : nullptr);
}

bool App::is_waiting() const {
  return impl_->incoming || (impl_->shown_load && impl_->shown_load->is_waiting()) ||
         !impl_->images.is_complete();
}

void App::set_screenshot(std::string name, Bytes encoded, uint32_t css_width) {
  UserScreenshot user{.name = std::move(name), .encoded = std::move(encoded), .css_width = css_width};
  const bool awaits_page = impl_->recording.catalog.pages.empty() || impl_->incoming;
  if (awaits_page) {
    impl_->waiting_screenshot = std::move(user);
  } else {
    impl_->take_screenshot(std::move(user));
  }
  ++impl_->state.revision;
}

void App::report(Error error) {
  impl_->state.error = std::move(error);
  ++impl_->state.revision;
}

std::string App::regions_json() const {
  return regions_to_json(impl_->state.regions.list, impl_->recording.catalog.pages);
}

Status App::restore_regions(std::string_view json) {
  ISOTHERM_ASSIGN(auto regions, regions_from_json(json, impl_->recording.catalog.pages));
  impl_->restore_regions(std::move(regions));
  return success();
}

std::string App::seen_json() const {
  return seen_to_json(impl_->state.replay.is_seen, impl_->recording.catalog.sessions);
}

Status App::restore_seen(std::string_view json) {
  ISOTHERM_ASSIGN(const auto is_seen, seen_from_json(json, impl_->recording.catalog.sessions));
  for (uint32_t session = 0; session < is_seen.size(); ++session) {
    if (is_seen[session] != 0) impl_->mark_seen(session, true);
  }
  return success();
}

std::string App::region_report(RegionReportFormat format) {
  auto& impl = *impl_;
  while (impl.awaits_counting())
    impl.count_step();
  const auto& state = impl.state;
  const uint32_t page = state.settings.page;
  if (format == RegionReportFormat::csv) return region_report_csv(state.regions, page);
  const auto& pages = impl.recording.catalog.pages;
  return region_report_json(state.regions, page, page < pages.size() ? pages[page].url : std::string(),
                            to_string(state.settings.layer), state.sample_line);
}

std::string App::row_report(RegionReportFormat format) const {
  const auto& state = impl_->state;
  const auto& settings = state.settings;
  const auto& pages = impl_->recording.catalog.pages;
  if (!state.has_page() || !is_row_layer(settings.layer) || settings.page >= pages.size()) return {};
  const RowReport report = isotherm::row_report(impl_->picture.rows(), settings.layer, settings.scroll);
  if (format == RegionReportFormat::csv) return row_report_csv(report);
  return row_report_json(report, pages[settings.page].url, state.sample_line);
}

const AppState& App::state() const {
  return impl_->state;
}
const Recording& App::recording() const {
  return impl_->recording;
}
Picture& App::picture() {
  while (impl_->refine_picture()) {
  }
  return impl_->picture;
}
const WorkCounters& App::work() const {
  return impl_->picture.work();
}

std::span<const Image* const> App::images() {
  impl_->images.decode_now(impl_->recording);
  return impl_->images.images();
}

bool App::tick(double budget_ms, double (*now_ms)()) {
  auto& impl = *impl_;
  // The picture that the user waits for is drawn first; what it is counted for comes in the frames after.
  const bool draws_first = now_ms && impl.has_undrawn_change;
  const double time_ms = now_ms ? now_ms() : impl.refreshed_at_ms;
  if (!now_ms) {
    impl.refresh_pause_ms = 0;
  } else if (impl.incoming && impl.refresh_pause_ms == 0) {  // the first tick of this load
    impl.refreshed_at_ms = time_ms;
    impl.refresh_pause_ms = kRefreshMs;
  }
  if (impl.is_refresh_due(time_ms)) {
    impl.join_rows(time_ms);
    // A large recording takes long to count again: spend at most a fifth of the time on it.
    if (now_ms) impl.refresh_pause_ms = std::max(kRefreshMs, 4 * (now_ms() - time_ms));
  }
  impl.complete_load();
  impl.advance_time(now_ms);
  if (impl.is_hover_stale) impl.read_hover();
  impl.has_undrawn_change = false;
  const bool is_counting = draws_first ? impl.state.has_page() : impl.count_on(now_ms);
  // The scale last: it only has to be right once the rest is at rest.
  while (!draws_first && impl.refine_picture() && now_ms && now_ms() - time_ms < budget_ms) {
  }
  const bool awaits_scale = impl.state.has_page() && !impl.picture.is_exact();
  return is_counting || awaits_scale || impl.state.time.is_playing || impl.awaits_refresh();
}

void App::advance(double elapsed_ms) {
  if (!impl_->replay.clock.is_playing()) return;
  impl_->replay.clock.advance(std::min(elapsed_ms, kLongestStepMs));
  impl_->describe_replay();
}

void App::resize(PixelSize view_px, double pixel_ratio) {
  impl_->resize(view_px, pixel_ratio);
}

SceneView App::view() const {
  return {.transform = impl_->state.view_from_page, .size = impl_->state.view_px};
}

Scene App::scene() {
  auto& impl = *impl_;
  if (!impl.state.has_page()) return Scene{};
  return impl.replay_scene();
}

}  // namespace isotherm
