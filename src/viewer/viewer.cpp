#include "viewer/viewer.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/png.h"
#include "gl/state.h"
#include "render/export_picture.h"
#include "render/gpu_renderer.h"
#include "render/png_metadata.h"
#include "ui/activity.h"
#include "ui/panel.h"
#include "viewer/canvas_input.h"
#include "viewer/gui.h"
#include "viewer/memory_frame.h"

namespace isotherm {

struct Viewer::State {
  static constexpr int kSettleFrames = 2;  // ImGui lays out in one frame what it learned in the one before

  App app;
  Gui gui;
  std::optional<GpuRenderer> renderer;  // on Surface::gl
  std::optional<MemoryFrame> memory;    // on Surface::memory
  HeatChoice heat = HeatChoice::automatic;
  bool has_chosen_heat = false;
  ui::PanelState panel;
  CostMeter cost;
  CanvasInput canvas_input;
  Rect canvas;  // CSS px of the window
  PixelSize framebuffer_px;
  bool has_work = false;
  int frames_to_settle = kSettleFrames;
  uint64_t drawn_revision = 0;
  bool is_first_frame = true;
  bool wants_open = false, wants_save = false;
  bool has_new_pixels = false;
  std::optional<RegionReportFormat> wants_region_report, wants_row_report;

  Status start_renderer(const ViewerOptions& options) {
    if (options.surface == Surface::memory) {
      memory.emplace();
      return success();
    }
    ISOTHERM_TRY(gui.start_backend(options.glsl_version));
    auto created = GpuRenderer::create(options.glsl_version);
    if (!created.ok()) return created.error();
    renderer.emplace(std::move(created).value());
    heat = options.heat;
    has_chosen_heat = false;
    return success();
  }

  void choose_heat(double (*now_ms)()) {
    if (has_chosen_heat || !renderer) return;
    if (heat == HeatChoice::automatic) {
      if (!now_ms) return;
      renderer->measure_heat_path(now_ms);
    } else {
      renderer->set_heat_path(heat == HeatChoice::gpu ? HeatPath::gpu : HeatPath::cpu);
    }
    has_chosen_heat = true;
  }

  const char* renderer_name() const {
    if (memory) return "Drawn on the CPU";
    if (!renderer) return "No graphics";
    return renderer->heat_path() == HeatPath::gpu ? "Heat on the GPU" : "Heat on the CPU";
  }

  std::string base_name() const;  // of exported files

  std::vector<Command> run_panel(glm::dvec2 window) {
    ui::PanelOutput output;
    const auto cost_lines = panel.shows_cost ? cost_rows(cost.cost()) : std::vector<ui::CostRow>{};
    ui::PanelContext context{
        .state = app.state(), .panel = panel, .out = output, .renderer = renderer_name(), .cost = cost_lines};
    ui::draw_panel(context, canvas);
    canvas_input.collect(app.state(), canvas, output.commands);
    wants_open |= output.wants_open;
    wants_save |= output.wants_save;
    if (output.wants_region_report) wants_region_report = output.wants_region_report;
    if (output.wants_row_report) wants_row_report = output.wants_row_report;
    if (is_first_frame && ui::is_narrow(window))
      output.commands.push_back(command::ShowPanel{.shown = false});
    return std::move(output.commands);
  }

  // The canvas in device px; its size is whole, because it is the scene's.
  ViewRect canvas_px() const {
    const double ratio = app.state().pixel_ratio;
    const int left = std::min(framebuffer_px.width, static_cast<int>(std::lround(canvas.x0 * ratio)));
    const int bottom = std::min(framebuffer_px.height, static_cast<int>(std::lround(canvas.y1 * ratio)));
    return {left, 0, framebuffer_px.width, bottom};
  }

  void fit_canvas(const FrameInput& input) {
    canvas = ui::canvas_area(app.state(), {input.window_px.width, input.window_px.height});
    framebuffer_px = input.framebuffer_px;
    const double ratio =
        input.window_px.width > 0 ? static_cast<double>(framebuffer_px.width) / input.window_px.width : 1;
    const int left = std::min(framebuffer_px.width, static_cast<int>(std::lround(canvas.x0 * ratio)));
    const int bottom = std::min(framebuffer_px.height, static_cast<int>(std::lround(canvas.y1 * ratio)));
    app.resize({framebuffer_px.width - left, bottom}, ratio);
  }

  void draw_scene() {
    const auto place = canvas_px();
    const gl::Viewport whole{0, 0, framebuffer_px.width, framebuffer_px.height};
    gl::begin_pass(whole);
    gl::clear(Scene{}.background);
    gl::end_pass();
    if (!app.state().has_page() || place.x1 <= place.x0 || place.y1 <= place.y0) return;
    const auto scene = app.scene();
    const auto view = app.view();
    renderer->draw(scene, view, DrawTarget::window(view, framebuffer_px, place.x0, place.y0));
  }

  void draw_in_memory() {
    const auto place = canvas_px();
    std::optional<Scene> scene;
    if (app.state().has_page() && place.x1 > place.x0 && place.y1 > place.y0) scene = app.scene();
    const bool is_new = memory->draw(framebuffer_px, scene ? &*scene : nullptr, app.view(), place,
                                     gui.take_frame(), gui.atlas());
    has_new_pixels |= is_new;
    cost.add_memory_frame(app, memory->work(), is_new ? memory->image().pixels.size() : 0);
  }

  // What the canvas shows of a replay.
  Result<Bytes> export_moment(OffscreenRenderer& offscreen) {
    const auto view = app.view();
    Image image(view.size.width, view.size.height, 3);
    if (image.empty()) return make_error(ErrorCode::invalid_argument, "The viewer has no size yet");
    ISOTHERM_TRY(offscreen.draw(app.scene(), view, image, 0));
    return encode_png(image);
  }

  void count_settling() {
    const uint64_t revision = app.state().revision;
    const bool is_active = ui::has_input_activity() || revision != drawn_revision || is_first_frame;
    drawn_revision = revision;
    is_first_frame = false;
    frames_to_settle = is_active ? kSettleFrames : std::max(0, frames_to_settle - 1);
  }
};

Viewer::Viewer() : state_(std::make_unique<State>()) {}
Viewer::~Viewer() = default;
Viewer::Viewer(Viewer&&) noexcept = default;
Viewer& Viewer::operator=(Viewer&&) noexcept = default;

Result<Viewer> Viewer::create(const ViewerOptions& options) {
  Viewer viewer;
  ISOTHERM_TRY(viewer.state_->start_renderer(options));
  return viewer;
}

App& Viewer::app() {
  return state_->app;
}

void Viewer::frame(const FrameInput& input) {
  auto& state = *state_;
  if (!state.renderer && !state.memory)
    return;  // restore_context() failed: nothing can be drawn until it succeeds
  state.choose_heat(input.now_ms);
  state.app.advance(input.elapsed_ms);  // before the commands: what starts now starts now
  state.fit_canvas(input);
  state.gui.begin_frame(input);
  for (const auto& command : state.run_panel({input.window_px.width, input.window_px.height}))
    state.app.apply(command);
  state.fit_canvas(input);  // a command may have shown or hidden the panel
  state.has_work = state.app.tick(input.budget_ms, input.now_ms) || state.app.state().replay.is_playing;
  if (state.memory) {
    state.draw_in_memory();
  } else {
    state.draw_scene();
    state.gui.end_frame();
    state.cost.add_frame(state.app, state.renderer->stats());
  }
  state.count_settling();
}

const Image& Viewer::pixels() const {
  static const Image kNone;
  return state_->memory ? state_->memory->image() : kNone;
}

bool Viewer::take_new_pixels() {
  return std::exchange(state_->has_new_pixels, false);
}

bool Viewer::needs_frame() const {
  return state_->has_work || state_->frames_to_settle > 0;
}

void Viewer::request_frame() {
  state_->frames_to_settle = State::kSettleFrames;
}

Rect Viewer::canvas_px() const {
  const auto place = state_->canvas_px();
  return {static_cast<double>(place.x0), static_cast<double>(place.y0), static_cast<double>(place.x1),
          static_cast<double>(place.y1)};
}

const ChangeCost& Viewer::cost() const {
  return state_->cost.cost();
}

std::string Viewer::renderer_name() const {
  return state_->renderer_name();
}

Result<Bytes> Viewer::export_png(bool with_caption) {
  auto& app = state_->app;
  if (!app.state().has_page())
    return make_error(ErrorCode::invalid_argument, "There is no picture to save yet; open a recording first");
  if (app.state().is_partial)
    return make_error(
        ErrorCode::invalid_argument,
        "A part of the picture has not been loaded, so its counts would be too low; save it when "
        "all of it is there");
  const auto renderer = make_cpu_renderer();
  request_frame();
  if (app.state().replay.mode != ViewMode::heatmap) return state_->export_moment(*renderer);
  const auto images = app.images();
  ISOTHERM_ASSIGN(auto strips,
                  PictureStrips::create(app.picture(), images, *renderer, {.with_caption = with_caption}));
  const auto texts = png_metadata(app.recording(), app.picture(), app.state().settings);
  Bytes png;
  ISOTHERM_TRY(write_png(strips, texts, [&png](ByteSpan bytes) {
    png.insert(png.end(), bytes.begin(), bytes.end());
    return success();
  }));
  return png;
}

std::string Viewer::State::base_name() const {
  const auto& state = app.state();
  auto name = state.load.name;
  name.erase(0, name.find_last_of("/\\") + 1);
  name.erase(std::min(name.find_first_of("?#"), name.size()));
  const auto dot = name.rfind('.');
  if (dot != std::string::npos && dot > 0) name.erase(dot);
  if (name.empty()) name = "heatmap";
  const auto mode = state.replay.mode;
  const auto what = mode == ViewMode::heatmap ? to_string(state.settings.layer) : to_string(mode);
  return name + "-" + std::string(what);
}

std::string Viewer::export_name() const {
  return state_->base_name() + ".png";
}

std::string Viewer::region_report_name(RegionReportFormat format) const {
  return state_->base_name() + "-regions" + (format == RegionReportFormat::csv ? ".csv" : ".json");
}

std::optional<RegionReportFormat> Viewer::take_region_report_request() {
  return std::exchange(state_->wants_region_report, std::nullopt);
}

std::string Viewer::row_report_name(RegionReportFormat format) const {
  return state_->base_name() + (format == RegionReportFormat::csv ? ".csv" : ".json");
}

std::optional<RegionReportFormat> Viewer::take_row_report_request() {
  return std::exchange(state_->wants_row_report, std::nullopt);
}

bool Viewer::take_save_request(bool& with_caption) {
  with_caption = state_->panel.with_caption;
  return std::exchange(state_->wants_save, false);
}

bool Viewer::take_open_request() {
  return std::exchange(state_->wants_open, false);
}

void Viewer::show_notice(std::string text) {
  state_->panel.notice = std::move(text);
  request_frame();
}

Status Viewer::restore_context(const ViewerOptions& options) {
  auto& state = *state_;
  if (state.renderer) state.renderer->forget();
  state.renderer.reset();
  state.gui.stop_backend();
  ISOTHERM_TRY(state.start_renderer(options));
  request_frame();
  return success();
}

}  // namespace isotherm
