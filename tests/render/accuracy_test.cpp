// The stated error of a picture: against densities summed in double precision at every pixel, with the scale
// and the colours by their definitions, no channel differs by more than 2 of 255. Radii, scales, ramps and
// recordings are swept; the engine chooses cells as it likes.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <random>

#include "model/heat_stage.h"
#include "render/renderer.h"

namespace isotherm::test::accuracy_test {
namespace {

constexpr PixelSize kPage{220, 160};
constexpr double kOpacity = 0.8;
constexpr int kTolerance = 2;

struct Spot {
  int x = 0, y = 0;
  uint32_t weight = 0;
};
struct Sample {
  std::string name;
  std::vector<uint32_t> weights;  // per pixel
  std::vector<Spot> points;       // the pixels that have one
};

Sample make_sample(std::string name, int points, int clusters, uint32_t max_weight, uint32_t seed) {
  Sample sample{std::move(name), std::vector<uint32_t>(static_cast<size_t>(kPage.width) * kPage.height), {}};
  std::mt19937 random(seed);
  const auto below = [&](int limit) { return static_cast<int>(random() % static_cast<uint32_t>(limit)); };
  std::vector<std::pair<int, int>> centers;
  for (int i = 0; i < clusters; ++i)
    centers.emplace_back(below(kPage.width), below(kPage.height));
  for (int i = 0; i < points; ++i) {
    int x = below(kPage.width), y = below(kPage.height);
    if (clusters > 0 && i % 4 != 0) {
      const auto& center = centers[static_cast<size_t>(below(clusters))];
      x = center.first + below(21) - 10;
      y = center.second + below(21) - 10;
    }
    if (x < 0 || y < 0 || x >= kPage.width || y >= kPage.height) continue;
    sample.weights[static_cast<size_t>(y) * kPage.width + static_cast<size_t>(x)] +=
        1 + static_cast<uint32_t>(random()) % max_weight;
  }
  return sample;
}

std::vector<Sample> samples() {
  std::vector<Sample> all{make_sample("few clicks", 12, 0, 1, 1), make_sample("clusters", 900, 5, 1, 2),
                          make_sample("dwell", 1500, 3, 1000, 3), make_sample("even", 4'000, 0, 1, 4)};
  // One hot spot beside single clicks.
  Sample spot = make_sample("hot spot", 20, 0, 1, 5);
  spot.weights[70 * kPage.width + 131] += 20'000;
  all.push_back(std::move(spot));
  for (Sample& sample : all) {
    for (int i = 0; i < kPage.width * kPage.height; ++i) {
      if (const uint32_t weight = sample.weights[static_cast<size_t>(i)])
        sample.points.push_back({i % kPage.width, i / kPage.width, weight});
    }
  }
  return all;
}

// The density by its formula, at every pixel centre.
std::vector<double> exact_densities(const Sample& sample, double sigma) {
  const auto kernel = [&](int distance) { return std::exp(-0.5 * distance * distance / (sigma * sigma)); };
  std::vector<double> kernels;
  for (int i = 0; i < std::max(kPage.width, kPage.height); ++i)
    kernels.push_back(kernel(i));
  const int width = kPage.width, height = kPage.height;
  std::vector<double> across(sample.weights.size()), all(sample.weights.size());
  for (int y = 0; y < height; ++y) {
    for (int x0 = 0; x0 < width; ++x0) {
      const uint32_t weight = sample.weights[static_cast<size_t>(y * width + x0)];
      if (weight == 0) continue;
      for (int x = 0; x < width; ++x)
        across[static_cast<size_t>(y * width + x)] += weight * kernels[static_cast<size_t>(std::abs(x - x0))];
    }
  }
  for (int y = 0; y < height; ++y) {
    for (int y0 = 0; y0 < height; ++y0) {
      const double k = kernels[static_cast<size_t>(std::abs(y - y0))];
      for (int x = 0; x < width; ++x)
        all[static_cast<size_t>(y * width + x)] += k * across[static_cast<size_t>(y0 * width + x)];
    }
  }
  return all;
}

// The density by its formula at a point between pixel centres: where percentiles take their samples.
double exact_density(const Sample& sample, const std::vector<double>& kernels, int x, int y) {
  double sum = 0;
  for (const auto& [px, py, weight] : sample.points) {
    // kernels[i]: at a distance of i + 1/2 px.
    sum += weight * kernels[static_cast<size_t>(px < x ? x - 1 - px : px - x)] *
           kernels[static_cast<size_t>(py < y ? y - 1 - py : py - y)];
  }
  return sum;
}

// Densities at the centres of the squares that definitions.md names, ascending.
std::vector<double> exact_samples(const Sample& sample, double sigma, const std::vector<double>& densities) {
  const int cell = cell_size_for(sigma);
  if (cell == 1) {
    std::vector<double> sorted = densities;
    std::sort(sorted.begin(), sorted.end());
    return sorted;
  }
  std::vector<double> values, kernels;
  for (int i = 0; i < std::max(kPage.width, kPage.height); ++i)
    kernels.push_back(std::exp(-0.5 * (i + 0.5) * (i + 0.5) / (sigma * sigma)));
  for (int y = cell / 2; y < kPage.height; y += cell) {
    for (int x = cell / 2; x < kPage.width; x += cell)
      values.push_back(exact_density(sample, kernels, x, y));
  }
  std::sort(values.begin(), values.end());
  return values;
}

struct Reference {
  double maximum = 1;
  Tone tone;
};

Reference reference_scale(const HeatRequest& request, const std::vector<double>& densities,
                          const std::vector<double>& sorted_samples) {
  const double peak = *std::max_element(densities.begin(), densities.end());
  Reference reference;
  reference.maximum = request.maximum.value_or(peak);
  reference.tone.is_logarithmic = request.look.scale == Scale::log;
  reference.tone.fade_below = request.look.fade_below;
  if (request.look.scale == Scale::clip && !request.maximum) {
    const auto first = std::lower_bound(sorted_samples.begin(), sorted_samples.end(), peak / 1000);
    const auto count = static_cast<double>(sorted_samples.end() - first);
    const double rank = std::max(std::ceil(request.look.clip_percent / 100 * count) - 1, 0.0);
    reference.maximum = *(first + static_cast<ptrdiff_t>(rank));
  }
  if (request.look.scale == Scale::equalised) {
    DensityHistogram histogram;
    for (const double value : sorted_samples)
      histogram.add(static_cast<float>(value));
    reference.tone.curve = histogram.equalised(reference.maximum);
  }
  return reference;
}

// What draws one sample at one radius and scale, exactly and by the engine.
class Case {
 public:
  Case(const CountGrid& counts, const std::vector<double>& densities, const Reference& reference,
       const HeatRequest& request)
      : request_(request) {
    stage_.set_counts(counts, request);
    stage_.finish();
    stage_.cover({0, 0, kPage.width * 1.0, kPage.height * 1.0});
    for (const double density : densities) {
      positions_.push_back(tone_position(reference.tone, density / reference.maximum));
      fades_.push_back(fade_factor(reference.tone, density));
    }
  }

  SceneHeat heat(Ramp ramp) const {
    return {&stage_.field(), stage_.maximum(), color_table(ramp, request_.look.mono_color), kOpacity,
            stage_.tone()};
  }
  // Blends the colour of pixel `i` over `below`, by the definitions.
  void blend(size_t i, const ColorTable& colors, double below[3]) const {
    const double entry = std::clamp(positions_[i], 0.0, 1.0) * 255;
    const auto first = std::min<size_t>(static_cast<size_t>(entry), 254);
    const double f = entry - static_cast<double>(first);
    const auto mix = [&](uint8_t a, uint8_t b) { return a + (b - a) * f; };
    const Rgba p = colors[first], q = colors[first + 1];
    const double alpha = mix(p.a, q.a) / 255 * kOpacity * fades_[i];
    const double color[3] = {mix(p.r, q.r), mix(p.g, q.g), mix(p.b, q.b)};
    for (size_t c = 0; c < 3; ++c)
      below[c] = color[c] * alpha + below[c] * (1 - alpha);
  }

 private:
  HeatRequest request_;
  HeatStage stage_;
  std::vector<double> positions_, fades_;
};

struct Drawn {
  const Case* sample = nullptr;
  Ramp ramp = Ramp::classic;
};

// Of the picture of all, first to last.
int largest_difference(const std::vector<Drawn>& all, Rgba paper) {
  Scene scene;
  scene.page_px = kPage;
  scene.paper = paper;
  for (const Drawn& drawn : all)
    scene.heats.push_back(drawn.sample->heat(drawn.ramp));
  Image image(kPage.width, kPage.height, 3);
  EXPECT_TRUE(make_cpu_renderer()->draw(scene, {{}, kPage}, image, 0).ok());
  int largest = 0;
  for (size_t i = 0; i < static_cast<size_t>(kPage.width) * kPage.height; ++i) {
    double expected[3] = {double(paper.r), double(paper.g), double(paper.b)};
    for (size_t h = 0; h < all.size(); ++h)
      all[h].sample->blend(i, scene.heats[h].colors, expected);
    for (size_t c = 0; c < 3; ++c) {
      const int rounded = static_cast<int>(expected[c] + 0.5);
      largest = std::max(largest, std::abs(rounded - image.pixels[3 * i + c]));
    }
  }
  return largest;
}

CountGrid grid_of(const Sample& sample) {
  CountGrid counts(kPage);
  for (int y = 0; y < kPage.height; ++y) {
    for (int x = 0; x < kPage.width; ++x) {
      const uint32_t weight = sample.weights[static_cast<size_t>(y * kPage.width + x)];
      if (weight > 0) counts.add(x * 16 + 3, y * 16 + 11, weight);
    }
  }
  return counts;
}

struct Setting {
  std::string name;
  Scale scale = Scale::linear;
  double maximum_share = 0;  // of the peak; 0 = automatic
  double fade_share = 0;     // of the peak
};

const std::vector<Setting> kSettings{
    {"linear", Scale::linear, 0, 0},
    {"log", Scale::log, 0, 0},
    {"clip", Scale::clip, 0, 0},
    {"equalised", Scale::equalised, 0, 0},
    {"fixed, half", Scale::linear, 0.5, 0},
    {"fixed, 1/30", Scale::linear, 1.0 / 30, 0},
    {"fading", Scale::linear, 0.3, 0.2},
    {"fixed log", Scale::log, 2, 0.01},
};

TEST(Accuracy, EveryRadiusScaleAndRampIsWithinTwoLevels) {
  int worst = 0;
  for (const Sample& sample : samples()) {
    const CountGrid counts = grid_of(sample);
    for (const double radius : {4.0, 5.5, 9.9, 10.0, 13.0, 20.0, 39.9, 40.0, 70.0, 120.0, 200.0}) {
      const double sigma = radius / 2;
      const std::vector<double> densities = exact_densities(sample, sigma);
      const std::vector<double> sorted = exact_samples(sample, sigma, densities);
      const double peak = *std::max_element(densities.begin(), densities.end());
      std::unique_ptr<Case> before;
      for (const Setting& setting : kSettings) {
        HeatRequest request;
        request.sigma_px = sigma;
        request.look.scale = setting.scale;
        request.look.mono_color = {20, 90, 200};
        if (setting.maximum_share > 0) request.maximum = peak * setting.maximum_share;
        request.look.fade_below = peak * setting.fade_share;
        auto drawn =
            std::make_unique<Case>(counts, densities, reference_scale(request, densities, sorted), request);
        for (const Ramp ramp : kRamps) {
          const Rgba paper = ramp == Ramp::inferno ? Rgba{255, 255, 255} : Rgba{40, 250, 120};
          const int difference = largest_difference({{drawn.get(), ramp}}, paper);
          EXPECT_LE(difference, kTolerance)
              << sample.name << ", radius " << radius << ", " << setting.name << ", " << to_string(ramp);
          worst = std::max(worst, difference);
        }
        // Over each other: this one over that of the setting before.
        if (before) {
          const int difference = largest_difference(
              {{before.get(), Ramp::viridis}, {drawn.get(), Ramp::classic}}, {40, 250, 120});
          EXPECT_LE(difference, kTolerance)
              << sample.name << ", radius " << radius << ", " << setting.name << ", over another";
          worst = std::max(worst, difference);
        }
        before = std::move(drawn);
      }
    }
  }
  RecordProperty("largest_difference", worst);
}

}  // namespace
}  // namespace isotherm::test::accuracy_test
