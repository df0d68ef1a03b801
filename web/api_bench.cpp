// The C API, part 5: what tests/bench/peers times. The same stages that a picture goes through, from columns
// of positions to the pixels of a whole page, without a recording around them.
#include <emscripten.h>

#include <memory>
#include <vector>

#include "instance.h"
#include "model/heat_stage.h"
#include "render/renderer.h"

namespace isotherm::web {

namespace {

struct Bench {
  std::vector<int32_t> columns;  // x of all, then y of all; 1/16 px
  CountGrid counts{PixelSize{0, 0}};
  HeatStage heat;
  Image image;
};

std::unique_ptr<Bench>& bench() {
  static std::unique_ptr<Bench> the_bench;
  return the_bench;
}

}  // namespace

extern "C" {

// Room for `events` positions; returns where the x column begins, the y column follows it.
EMSCRIPTEN_KEEPALIVE int32_t* isotherm_bench_columns(uint32_t events) {
  bench() = std::make_unique<Bench>();
  bench()->columns.resize(size_t{events} * 2);
  return bench()->columns.data();
}

// Bins the columns, finds the scale and draws the page; returns its RGB pixels.
EMSCRIPTEN_KEEPALIVE const uint8_t* isotherm_bench_page(int width, int height, double radius_px) {
  Bench& b = *bench();
  const PixelSize page{width, height};
  b.counts = CountGrid(page);
  const size_t events = b.columns.size() / 2;
  for (size_t i = 0; i < events; ++i)
    b.counts.add(b.columns[i], b.columns[events + i], 1);
  HeatRequest request;
  request.sigma_px = radius_px / 2;
  b.heat = HeatStage();
  b.heat.set_counts(b.counts, request);
  b.heat.finish();
  b.heat.cover({0, 0, static_cast<double>(width), static_cast<double>(height)});
  Scene scene;
  scene.page_px = page;
  scene.heats.push_back({&b.heat.field(), b.heat.maximum(), color_table(Ramp::classic), 0.8, b.heat.tone()});
  b.image = Image(width, height, 3);
  if (!make_cpu_renderer()->draw(scene, {{}, page}, b.image, 0).ok()) return nullptr;
  return b.image.pixels.data();
}

EMSCRIPTEN_KEEPALIVE double isotherm_bench_density(double x, double y) {
  return density_at(bench()->heat.field(), {x, y});
}
EMSCRIPTEN_KEEPALIVE double isotherm_bench_count(int x, int y) {
  return bench()->counts.at(x, y);
}
EMSCRIPTEN_KEEPALIVE void isotherm_bench_end() {
  bench().reset();
}

}  // extern "C"

}  // namespace isotherm::web
