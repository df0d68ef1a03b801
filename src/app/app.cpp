#include "app/app.h"

#include <algorithm>
#include <utility>

#include "app/history.h"
#include "app/loader.h"
#include "app/navigation.h"
#include "app/overview.h"
#include "app/page_images.h"
#include "base/hash.h"

namespace isotherm {

namespace {

struct UserScreenshot {
  std::string name;
  Bytes encoded;
  uint32_t css_width = 0;
};

Error named(const std::string& name, Error error) {
  error.message = name + ": " + error.message;
  return error;
}

}  // namespace

struct App::Impl {
  AppState state;
  Recording recording;
  Picture picture;
  PageImages images;
  SettingsHistory history;

  std::optional<Loader> loader;
  bool has_replaced = false;    // the loader's rows have taken the recording's place
  LoadState load_before;        // what to show again if it never does
  double refreshed_at_ms = 0;   // by tick's clock
  double refresh_pause_ms = 0;  // until the next
  uint64_t last_revision = 0;   // of recordings, so that no two are alike
  bool is_page_chosen = false;  // by the user, not by being the busiest
  enum class Fit { first, width, none };
  Fit fit = Fit::first;  // what a new page or window size starts from; none once the user zoomed
  bool is_hover_stale = false;
  std::vector<uint32_t> pages_with_user_screenshot;
  std::optional<UserScreenshot> waiting_screenshot;

  // --- loading ---

  bool step(double now_ms) {
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

  void decode_image() {
    const auto decoded = images.decode_next(recording);
    if (!decoded.ok()) warn("A screenshot cannot be shown: " + decoded.error().to_string());
    ++state.revision;
  }

  void note_damage() {
    for (const auto& warning : loader->take_warnings()) {
      state.load.events_lost += warning.events_lost;
      warn(warning.error.to_string());
    }
  }

  void warn(std::string text) {
    ++state.load.warning_count;
    if (state.load.warnings.size() < LoadState::kMaxWarnings) state.load.warnings.push_back(std::move(text));
  }

  void complete(double now_ms) {
    join_rows(now_ms);
    if (!has_replaced) {
      fail(make_error(ErrorCode::damaged, "the recording names no page, so there is nothing to show"));
      return;
    }
    loader.reset();
    state.load.phase = LoadState::Phase::ready;
    state.load.decoded_bytes = state.load.received_bytes;
    ++state.revision;
  }

  void fail(Error error) {
    state.error = named(loader ? loader->name() : state.load.name, std::move(error));
    if (loader) join_rows(refreshed_at_ms);  // what has been read is worth seeing
    if (!has_replaced) state.load = std::exchange(load_before, {});
    loader.reset();
    state.load.phase = LoadState::Phase::failed;
    ++state.revision;
  }

  bool is_refresh_due(double now_ms) const {
    return loader && !loader->rows().empty() && now_ms - refreshed_at_ms >= refresh_pause_ms;
  }

  // Moves what has been decoded into the recording on screen.
  void join_rows(double now_ms) {
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

  void replace_recording() {
    const bool was_empty = recording.catalog.pages.empty();
    has_replaced = true;
    recording = {};
    renew_picture();
    history.clear();
    pages_with_user_screenshot.clear();
    if (!was_empty) {
      state.settings.time_from_ms = state.settings.time_to_ms = std::nullopt;
      state.settings.maximum.reset();
      state.settings.device = DeviceChoice::automatic;
      is_page_chosen = false;
    }
    state.page_px = {};
    state.can_undo = state.can_redo = false;
  }

  void choose_page() {
    auto& page = state.settings.page;
    if (is_page_chosen && page < recording.catalog.pages.size()) return;
    page = state.pages.front().page;
  }

  // --- picture ---

  void renew_picture() {
    picture = Picture();
    images.clear();
  }

  bool has_user_screenshot(uint32_t page) const {
    return std::find(pages_with_user_screenshot.begin(), pages_with_user_screenshot.end(), page) !=
           pages_with_user_screenshot.end();
  }

  void take_screenshot(UserScreenshot user) {
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

  // Brings everything about the picture up to date with recording and settings; false: they are refused.
  bool refresh_picture() {
    const auto updated = picture.update(recording, state.settings);
    ++state.revision;
    if (!updated.ok()) {
      state.error = updated.error();
      return false;
    }
    images.choose(picture.screenshots());
    describe_page(recording, state.settings.page, state);
    describe_picture();
    refit();
    is_hover_stale = true;
    return true;
  }

  void describe_picture() {
    state.has_screenshot = !picture.screenshots().empty();
    state.layer_events = picture.events();
    state.layer_weight = picture.weight();
    state.outside_page = picture.outside_page();
    state.fixed_points = picture.fixed_points();
    state.opacity = state.settings.opacity.value_or(state.settings.layer == Layer::scroll ? 0.5 : 0.8);
    state.maximum = picture.maximum();
    state.automatic_maximum = picture.automatic_maximum();
    state.legend = picture.legend();
    state.title = picture.title();
    state.sample_line = picture.sample_line();
  }

  void change_picture(const command::ChangePicture& change) {
    auto settings = change.settings;
    const auto before = state.settings;
    if (settings == before) return;
    if (settings.layer != before.layer && settings.maximum == before.maximum) settings.maximum.reset();
    if (recording.catalog.pages.empty()) {  // wishes for the recording to come
      is_page_chosen |= settings.page != before.page;
      state.settings = settings;
      return;
    }
    if (!show(settings)) return;
    is_page_chosen |= settings.page != before.page;
    history.record(before, change.gesture);
  }

  // False, with an error shown and the old settings in force, where the new ones are refused.
  bool show(const PictureSettings& settings) {
    const auto before = std::exchange(state.settings, settings);
    if (!refresh_picture()) {
      state.settings = before;
      const auto restored = picture.update(recording, before);
      (void)restored;  // it was in force before
      return false;
    }
    if (settings.page != before.page || settings.device != before.device) start_view();
    return true;
  }

  void step_back(std::optional<PictureSettings> settings) {
    if (settings) show(*settings);
  }

  // --- view ---

  Stage stage() const {
    return {.page_px = state.page_px, .view_px = state.view_px, .pixel_ratio = state.pixel_ratio};
  }

  void start_view() {
    fit = Fit::first;
    state.view_from_page = first_view(stage());
    is_hover_stale = true;
  }

  // After the page or the window changed its size.
  void refit() {
    const bool is_first = !state.has_page();
    state.page_px = picture.page_px();
    if (is_first) {
      start_view();
    } else if (fit != Fit::none) {
      auto fitted = fit == Fit::first ? first_view(stage()) : fit_width(stage());
      fitted.origin_page.y = state.view_from_page.origin_page.y;
      state.view_from_page = bring_into_reach(stage(), fitted);
    } else {
      state.view_from_page = bring_into_reach(stage(), state.view_from_page);
    }
  }

  void move_view(const PageTransform& transform) {
    const bool is_vertical = transform.view_px_per_page_px == state.view_from_page.view_px_per_page_px &&
                             transform.origin_page.x == state.view_from_page.origin_page.x;
    if (!is_vertical) fit = Fit::none;
    state.view_from_page = transform;
    is_hover_stale = true;
  }

  void read_hover() {
    is_hover_stale = false;
    std::optional<HoverReading> reading;
    if (state.hover_view && state.has_page()) {
      const auto page = state.view_from_page.page_from_view(*state.hover_view);
      const Rect whole{0, 0, static_cast<double>(state.page_px.width),
                       static_cast<double>(state.page_px.height)};
      if (whole.contains(page)) reading = picture.hover(page);
    }
    if (!reading && !state.hover) return;
    state.hover = std::move(reading);
    ++state.revision;
  }
};

App::App() : impl_(std::make_unique<Impl>()) {}
App::~App() = default;
App::App(App&&) noexcept = default;
App& App::operator=(App&&) noexcept = default;

void App::begin_recording(std::string name, std::optional<uint64_t> total_bytes) {
  auto& state = impl_->state;
  // A load that is overtaken before it showed anything leaves the state that it would have restored itself.
  if (!impl_->loader || impl_->has_replaced) impl_->load_before = state.load;
  impl_->loader.emplace(name);
  impl_->has_replaced = false;
  impl_->refreshed_at_ms = 0;
  impl_->refresh_pause_ms = 0;
  state.load = LoadState{};
  state.load.phase = LoadState::Phase::loading;
  state.load.name = std::move(name);
  state.load.total_bytes = total_bytes;
  state.error.reset();
  ++state.revision;
}

void App::push_recording(ByteSpan piece) {
  if (!impl_->loader) return;  // failed in the meantime; the shell may still be sending
  impl_->loader->push(piece);
  impl_->state.load.received_bytes += piece.size();
  ++impl_->state.revision;
}

void App::finish_recording() {
  if (impl_->loader) impl_->loader->finish();
}

void App::fail_loading(Error error) {
  if (impl_->loader) impl_->fail(std::move(error));
}

void App::set_screenshot(std::string name, Bytes encoded, uint32_t css_width) {
  UserScreenshot user{.name = std::move(name), .encoded = std::move(encoded), .css_width = css_width};
  const bool awaits_page = impl_->recording.catalog.pages.empty() || (impl_->loader && !impl_->has_replaced);
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

const AppState& App::state() const {
  return impl_->state;
}
const Recording& App::recording() const {
  return impl_->recording;
}
Picture& App::picture() {
  return impl_->picture;
}
const WorkCounters& App::work() const {
  return impl_->picture.work();
}

std::span<const Image* const> App::images() {
  while (!impl_->images.is_complete())
    impl_->decode_image();
  return impl_->images.images();
}

bool App::tick(double budget_ms, double (*now_ms)()) {
  auto& impl = *impl_;
  const double start_ms = now_ms ? now_ms() : impl.refreshed_at_ms + kRefreshMs;
  double time_ms = start_ms;
  if (impl.loader && impl.refresh_pause_ms == 0) {  // the first tick of this load
    impl.refreshed_at_ms = start_ms;
    impl.refresh_pause_ms = kRefreshMs;
  }
  while (impl.step(time_ms)) {
    if (now_ms) time_ms = now_ms();
    if (!now_ms || time_ms - start_ms >= budget_ms) break;
  }
  if (impl.is_refresh_due(time_ms)) {
    impl.join_rows(time_ms);
    // A large recording takes long to count again: spend at most a fifth of the time on it.
    if (now_ms) impl.refresh_pause_ms = std::max(kRefreshMs, 4 * (now_ms() - time_ms));
  }
  if (impl.is_hover_stale) impl.read_hover();
  const bool awaits_refresh = impl.loader && !impl.loader->rows().empty();
  return !impl.images.is_complete() || awaits_refresh || (impl.loader && impl.loader->can_step());
}

void App::resize(PixelSize view_px, double pixel_ratio) {
  auto& impl = *impl_;
  auto& state = impl.state;
  if (view_px == state.view_px && pixel_ratio == state.pixel_ratio) return;
  const double zoom_change = pixel_ratio / state.pixel_ratio;
  state.view_px = view_px;
  state.pixel_ratio = pixel_ratio;
  ++state.revision;
  if (!state.has_page()) return;
  state.view_from_page.view_px_per_page_px *= zoom_change;
  impl.refit();
  impl.is_hover_stale = true;
}

SceneView App::view() const {
  return {.transform = impl_->state.view_from_page, .size = impl_->state.view_px};
}

Scene App::scene() {
  auto& impl = *impl_;
  if (!impl.state.has_page()) return Scene{};
  return impl.picture.scene(view(), impl.images.images(), impl.state.pixel_ratio);
}

namespace {

template <typename... Visitors>
struct Overloaded : Visitors... {
  using Visitors::operator()...;
};
template <typename... Visitors>
Overloaded(Visitors...) -> Overloaded<Visitors...>;

}  // namespace

void App::apply(const Command& command) {
  auto& impl = *impl_;
  auto& state = impl.state;
  const auto move = [&](const PageTransform& transform) {
    if (state.has_page()) impl.move_view(transform);
  };
  const auto css_zoom_center = [&] { return glm::dvec2(state.view_px.width, state.view_px.height) * 0.5; };
  const Overloaded visitor{
      [&](const command::ChangePicture& c) { impl.change_picture(c); },
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
      [&](const command::Undo&) { impl.step_back(impl.history.undo(state.settings)); },
      [&](const command::Redo&) { impl.step_back(impl.history.redo(state.settings)); },
      [&](const command::DismissError&) {
        state.error.reset();
        if (state.load.phase != LoadState::Phase::failed) return;
        state.load.phase =
            impl.recording.catalog.pages.empty() ? LoadState::Phase::empty : LoadState::Phase::ready;
      },
  };
  std::visit(visitor, command);
  state.can_undo = impl.history.can_undo();
  state.can_redo = impl.history.can_redo();
  ++state.revision;
}

}  // namespace isotherm
