#include "model/contours.h"

#include <gtest/gtest.h>

#include <cmath>

#include "model/readable.h"
#include "unit/model/density_reference.h"

namespace isotherm::contours_test {
namespace {

using test::grid_of;

TEST(Contours, LieWhereTheDensityIs) {
  const CountGrid counts = grid_of({600, 400}, {{300, 200, 100}});
  const DensityField field = blur(counts, 40, {0, 0, 600, 400});
  const auto pieces = trace_contour(field, 50, {0, 0, 600, 400}, 4);
  ASSERT_GT(pieces.size(), 40u);
  const double radius = 40 * std::sqrt(2 * std::log(2.0));  // where one Gaussian is at its half
  double length = 0;
  for (const ContourPiece& piece : pieces) {
    const glm::dvec2 away = piece.from - glm::dvec2(300.5, 200.5);
    EXPECT_NEAR(std::sqrt(away.x * away.x + away.y * away.y), radius, 0.2);
    const glm::dvec2 along = piece.to - piece.from;
    length += std::sqrt(along.x * along.x + along.y * along.y);
  }
  EXPECT_NEAR(length, 2 * 3.14159265 * radius, 2) << "closed, once";
  EXPECT_TRUE(trace_contour(field, 101, {0, 0, 600, 400}, 4).empty());
}

TEST(Contours, PartsOfAPictureFitTogether) {
  const CountGrid counts = grid_of({900, 900}, test::random_pixels({900, 900}, 600, 3, 5));
  const DensityField field = blur(counts, 30, {0, 0, 900, 900});
  const std::vector<ContourLevel> levels{{5, "5"}, {20, "20 clicks"}};
  const auto labels_in = [&](double y, int height) {
    Scene scene;
    scene.page_px = {900, 900};
    SceneView view;
    view.transform.origin_page = {0, y};
    view.size = {900, height};
    ContourOverlay overlay;
    overlay.add_to(scene, view, field, levels, 1);
    std::vector<std::pair<double, double>> places;
    for (const SceneSprite& sprite : scene.sprites)
      places.emplace_back(sprite.anchor_page.y, sprite.anchor_page.x);
    return places;
  };
  const auto whole = labels_in(0, 900);
  ASSERT_GT(whole.size(), 3u);
  for (const double y : {0.0, 300.0, 600.0}) {
    const auto part = labels_in(y, 300);
    for (const auto& place : whole) {
      if (place.first < y - 20 || place.first > y + 320) continue;
      EXPECT_NE(std::find(part.begin(), part.end(), place), part.end()) << place.first << " in " << y;
    }
    for (const auto& place : part)
      EXPECT_NE(std::find(whole.begin(), whole.end(), place), whole.end());
  }
}

Image flat(Rgba color) {
  Image image(60, 90, 3);
  for (size_t i = 0; i < image.pixels.size(); i += 3) {
    image.pixels[i] = color.r;
    image.pixels[i + 1] = color.g;
    image.pixels[i + 2] = color.b;
  }
  return image;
}

constexpr std::array kCandidates{Ramp::viridis, Ramp::inferno, Ramp::cividis, Ramp::mono, Ramp::classic};

TEST(Readable, TakesARampThatDiffersFromThePage) {
  for (const Rgba paper : {Rgba{255, 255, 255}, Rgba{18, 20, 24}, Rgba{255, 230, 60}, Rgba{70, 20, 100},
                           Rgba{30, 140, 140}, Rgba{200, 40, 30}}) {
    const Image image = flat(paper);
    const std::vector<const Image*> images{&image};
    const double taken = ramp_contrast(readable_ramp({}, images), {}, images);
    for (const Ramp other : kCandidates)
      EXPECT_GE(taken, 0.85 * ramp_contrast(other, {}, images)) << to_string(other) << " on " << int{paper.r};
    EXPECT_GT(taken, 0.05) << int{paper.r};
  }
}

// Little heat is drawn half transparent; there violet on black is lost, and blue is not.
TEST(Readable, ShowsLittleHeatOnADarkPage) {
  const Image dark = flat({10, 10, 14}), light = flat({250, 248, 244});
  const std::vector<const Image*> on_dark{&dark}, on_light{&light}, without{nullptr};
  for (const double opacity : {0.8, 0.5}) {
    EXPECT_EQ(readable_ramp({.opacity = opacity}, on_dark), Ramp::classic);
    EXPECT_EQ(readable_ramp({.opacity = opacity}, on_light), Ramp::viridis);
  }
  EXPECT_GT(ramp_contrast(Ramp::classic, {}, on_dark), 2 * ramp_contrast(Ramp::viridis, {}, on_dark));
  EXPECT_LT(ramp_contrast(Ramp::classic, {.opacity = 0.3}, on_dark),
            0.5 * ramp_contrast(Ramp::classic, {}, on_dark));
  EXPECT_EQ(readable_ramp({.dimming = 0.95}, on_light), Ramp::classic)
      << "dimmed, a light page is a dark one";
  EXPECT_EQ(ramp_contrast(Ramp::mono, {}, without),
            ramp_contrast(Ramp::mono, {}, std::vector<const Image*>{}));
}

TEST(Readable, GoesByWhatIsDrawn) {
  PictureSettings settings;
  settings.look.mono_color = {1, 2, 3, 255};
  EXPECT_EQ(ramp_use(settings).opacity, 0.8);
  EXPECT_TRUE(ramp_use(settings).fades_in);
  EXPECT_EQ(ramp_use(settings).mono_color, settings.look.mono_color);
  settings.layer = Layer::scroll;
  EXPECT_EQ(ramp_use(settings).opacity, 0.5);
  EXPECT_FALSE(ramp_use(settings).fades_in);
  settings.opacity = 0.25;
  EXPECT_EQ(ramp_use(settings).opacity, 0.25);
}

}  // namespace
}  // namespace isotherm::contours_test
