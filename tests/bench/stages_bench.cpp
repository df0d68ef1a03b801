// Each stage from event columns to pixels beside a plain loop that does the least possible for the same work.
//   stages_bench [points]      default 1000000, on a 1440 x 6000 page, radius 30
#include <cmath>
#include <cstdlib>
#include <random>

#include "model/cell_rows.h"
#include "model/heat_stage.h"
#include "render/kept_base.h"
#include "render/renderer.h"
#include "side_by_side.h"

namespace {

using namespace isotherm;

constexpr PixelSize kPage{1440, 6000};
constexpr double kSigma = 15;

struct Columns {
  std::vector<int32_t> x, y;
};

// Forty hot spots and a uniform rest, in 1/16 px.
Columns make_points(size_t count) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> across(0, kPage.width), down(0, kPage.height);
  std::normal_distribution<double> spread(0, 40);
  std::vector<std::pair<double, double>> spots(40);
  for (auto& spot : spots)
    spot = {across(random), down(random)};
  Columns columns;
  while (columns.x.size() < count) {
    const auto& spot = spots[random() % spots.size()];
    const bool is_uniform = random() % 5 == 0;
    const double x = is_uniform ? across(random) : spot.first + spread(random);
    const double y = is_uniform ? down(random) : spot.second + spread(random);
    if (x < 0 || y < 0 || x >= kPage.width || y >= kPage.height) continue;
    columns.x.push_back(units_from_px(x));
    columns.y.push_back(units_from_px(y));
  }
  return columns;
}

CountGrid bin(const Columns& columns) {
  CountGrid counts(kPage);
  for (size_t i = 0; i < columns.x.size(); ++i)
    counts.add(columns.x[i], columns.y[i], 1);
  return counts;
}

// Floor: scatter into one full-size array.
std::vector<uint32_t> plain_scatter(const Columns& columns) {
  std::vector<uint32_t> grid(static_cast<size_t>(kPage.width) * kPage.height);
  for (size_t i = 0; i < columns.x.size(); ++i)
    ++grid[static_cast<size_t>(columns.y[i] >> 4) * kPage.width + (columns.x[i] >> 4)];
  return grid;
}

// Floor: every count of a full-size array added to its cell.
std::vector<float> plain_gather(const std::vector<uint32_t>& grid, int cell_px) {
  const int columns = kPage.width / cell_px;
  std::vector<float> cells(static_cast<size_t>(columns) * (kPage.height / cell_px));
  for (int y = 0; y < kPage.height; ++y) {
    float* row = cells.data() + static_cast<size_t>(y / cell_px) * columns;
    const uint32_t* counts = grid.data() + static_cast<size_t>(y) * kPage.width;
    for (int x = 0; x < columns; ++x) {
      uint32_t sum = 0;
      for (int i = 0; i < cell_px; ++i)
        sum += counts[x * cell_px + i];
      row[x] += static_cast<float>(sum);
    }
  }
  return cells;
}

// Floor: separable Gaussian of the same bandwidth on a grid of the same cells, without gathering or splines.
std::vector<float> plain_blur(const std::vector<float>& cells, int columns, int rows, double sigma_cells) {
  const int radius = static_cast<int>(std::ceil(4 * sigma_cells));
  std::vector<float> taps;
  for (int i = -radius; i <= radius; ++i)
    taps.push_back(static_cast<float>(std::exp(-0.5 * i * i / (sigma_cells * sigma_cells))));
  std::vector<float> across(cells.size()), out(cells.size());
  for (int y = 0; y < rows; ++y) {
    for (int t = -radius; t <= radius; ++t) {
      const int from = std::max(0, -t), to = std::min(columns, columns - t);
      for (int x = from; x < to; ++x)
        across[y * columns + x] += taps[t + radius] * cells[y * columns + x + t];
    }
  }
  for (int y = 0; y < rows; ++y) {
    for (int t = std::max(-radius, -y); t <= std::min(radius, rows - 1 - y); ++t) {
      for (int x = 0; x < columns; ++x)
        out[y * columns + x] += taps[t + radius] * across[(y + t) * columns + x];
    }
  }
  return out;
}

// Floor: a table look-up per pixel of a full-size field, blended over white.
void plain_color(const std::vector<float>& field, const ColorTable& colors, float maximum, Image& image) {
  const float to_index = 255.0f / maximum;
  for (size_t i = 0; i < field.size(); ++i) {
    const Rgba color = colors[static_cast<size_t>(std::min(255.0f, field[i] * to_index))];
    const int alpha = color.a * 204 / 255;
    uint8_t* pixel = image.pixels.data() + 3 * i;
    pixel[0] = static_cast<uint8_t>((color.r * alpha + 255 * (255 - alpha)) / 255);
    pixel[1] = static_cast<uint8_t>((color.g * alpha + 255 * (255 - alpha)) / 255);
    pixel[2] = static_cast<uint8_t>((color.b * alpha + 255 * (255 - alpha)) / 255);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const size_t count = argc > 1 ? static_cast<size_t>(std::atoll(argv[1])) : 1'000'000;
  const Columns columns = make_points(count);
  std::printf("%zu points on %d x %d px, radius %g px\n", count, kPage.width, kPage.height, 2 * kSigma);

  bench::compare("bin",
                 {{"CountGrid", [&] { bin(columns); }}, {"plain scatter", [&] { plain_scatter(columns); }}});

  const CountGrid counts = bin(columns);
  const Rect page{0, 0, kPage.width * 1.0, kPage.height * 1.0};
  const int cell = cell_size_for(kSigma);
  std::vector<float> cells(static_cast<size_t>(kPage.width / cell) * (kPage.height / cell), 1.0f);
  const std::vector<uint32_t> grid = plain_scatter(columns);
  const int cell_columns = kPage.width / cell, cell_rows = kPage.height / cell;
  bench::compare("gather counts onto cells, whole page",
                 {{"gather (cell_rows.h)",
                   [&] {
                     gather(counts, cell, {-20, cell_columns + 20}, {-20, cell_rows + 20});
                   }},
                  {"plain sum of a full-size array", [&] { plain_gather(grid, cell); }}});
  bench::compare("gather and blur, whole page",
                 {{"blur (density.h)", [&] { blur(counts, kSigma, page); }},
                  {"plain sum, plain separable blur",
                   [&] { plain_blur(plain_gather(grid, cell), cell_columns, cell_rows, kSigma / cell); }},
                  {"plain separable blur of cells alone",
                   [&] { plain_blur(cells, cell_columns, cell_rows, kSigma / cell); }}});
  bench::compare("the same, finely (log and equalised scales)",
                 {{"blur (density.h)", [&] { blur(counts, kSigma, page, Detail::fine); }}});
  std::printf("counts: %.1f MiB (uint32 for every px: %.1f MiB)\n",
              static_cast<double>(counts.memory_bytes()) / (1 << 20),
              kPage.width * kPage.height * 4.0 / (1 << 20));
  bench::compare("blur, 1440 x 900 visible", {{"gather, blur (density.h)", [&] {
                                                 blur(counts, kSigma, {0, 2000, 1440, 2900});
                                               }}});
  bench::compare("peak over the whole page", {{"find_peak", [&] { find_peak(counts, kSigma); }}});

  const DensityField field = blur(counts, kSigma, page);
  const auto renderer = make_cpu_renderer();
  Scene scene;
  scene.page_px = kPage;
  scene.heats.push_back({&field, find_peak(counts, kSigma).value, color_table(Ramp::classic), 0.8});
  Image whole(kPage.width, kPage.height, 3);
  Image visible(1440, 900, 3);
  const std::vector<float> full_field(static_cast<size_t>(kPage.width) * kPage.height, 0.5f);
  const auto draw = [&](Image& image, double top) {
    SceneView view{{{0, top}, {1, 1}}, {image.width, image.height}};
    if (!renderer->draw(scene, view, image, 0).ok()) std::abort();
  };
  bench::compare("colour, whole page", {{"CPU renderer", [&] { draw(whole, 0); }},
                                        {"plain look-up of a full-size field", [&] {
                                           plain_color(full_field, scene.heats.front().colors, 1, whole);
                                         }}});
  bench::compare("colour, 1440 x 900 visible", {{"CPU renderer", [&] { draw(visible, 2000); }}});
  KeptBase kept;
  const SceneView view{{{0, 2000}, {1, 1}}, {1440, 900}};
  bench::compare("change of what is kept, 1440 x 900 visible",
                 {{"another field (kept_base.h)",
                   [&] {
                     ++scene.heats.front().field_revision;
                     kept.draw(scene, view);
                   }},
                  {"other colours alone", [&] {
                     scene.heats.front().opacity = scene.heats.front().opacity > 0.5 ? 0.4 : 0.8;
                     kept.draw(scene, view);
                   }}});
  return 0;
}
