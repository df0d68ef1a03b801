// The measurement that chooses between the two ways to draw the heat layer.
#include "render/gpu_renderer.h"

namespace isotherm {
namespace {

constexpr int kSide = 256;
constexpr int kRounds = 4;

DensityField make_sample_field() {
  DensityField field;
  field.cell_px = 4;
  field.columns = field.rows = kSide / field.cell_px;
  field.coefficients.resize(static_cast<size_t>(field.columns) * static_cast<size_t>(field.rows));
  for (size_t i = 0; i < field.coefficients.size(); ++i)
    field.coefficients[i] = static_cast<float>(i % 17) / 16.0f;
  return field;
}

}  // namespace

HeatPath GpuRenderer::measure_heat_path(double (*now_ms)()) {
  auto surface = gl::Framebuffer::create({kSide, kSide});
  if (!surface.ok()) return heat_path_;
  const gl::FramebufferBinding binding(*surface);
  const DensityField field = make_sample_field();
  Scene scene;
  scene.page_px = {kSide, kSide};
  scene.heats.push_back({&field, 1.0, color_table(Ramp::classic), 0.8});
  scene.tiles_revision = ~uint64_t{0};
  const SceneView view{{}, {kSide, kSide}};
  const DrawTarget target = DrawTarget::window(view, {kSide, kSide});
  uint64_t revision = ~uint64_t{0};
  const auto draw_and_wait = [&](HeatPath path) {
    set_heat_path(path);
    scene.heats.front().field_revision = --revision;  // every frame uploads, as while a slider is dragged
    draw(scene, view, target);
    uint8_t pixel[4];
    gl::read_rgba({0, 0, 1, 1}, pixel);  // waits until it is drawn
  };
  // In turns, and the best of each: what else the machine does disturbs both alike.
  double fastest[2] = {};
  for (int round = 0; round <= kRounds; ++round) {
    for (const HeatPath path : {HeatPath::gpu, HeatPath::cpu}) {
      const double start = now_ms();
      draw_and_wait(path);
      const double took = now_ms() - start;
      double& least = fastest[static_cast<int>(path)];
      // The first round compiles and allocates.
      if (round == 1 || (round > 1 && took < least)) least = took;
    }
  }
  set_heat_path(fastest[1] < fastest[0] ? HeatPath::cpu : HeatPath::gpu);
  return heat_path_;
}

}  // namespace isotherm
