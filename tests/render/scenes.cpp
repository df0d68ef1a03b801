#include "render/scenes.h"

#include <algorithm>
#include <cmath>

#include "model/heat_stage.h"

namespace isotherm::test {
namespace {

// A linear congruential generator: the same numbers from every standard library.
class Numbers {
 public:
  int below(int limit) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<int>((state_ >> 33) % static_cast<uint64_t>(limit));
  }

 private:
  uint64_t state_ = 42;
};

// As from a Picture: no two contents share a revision.
uint64_t next_revision() {
  static uint64_t revision = 0;
  return ++revision;
}

OwnedScene make_page(PixelSize page_px, const SceneView& view) {
  OwnedScene owned;
  owned.scene.page_px = page_px;
  owned.scene.tiles_revision = next_revision();
  owned.view = view;
  return owned;
}

Rect page_rect(PixelSize px) {
  return {0, 0, static_cast<double>(px.width), static_cast<double>(px.height)};
}

OwnedScene with_heat(PixelSize page, const SceneView& view, double sigma_px, Ramp ramp, double opacity) {
  OwnedScene owned = make_page(page, view);
  add_screenshot(owned, make_screenshot(page.width, page.height), page_rect(page));
  add_heat(owned, make_clicks(page, 400), sigma_px, ramp, opacity);
  return owned;
}

// A screenshot of `image` px for a page of `page` CSS px, with heat.
OwnedScene scaled(PixelSize page, PixelSize image, const SceneView& view, int channels = 3) {
  OwnedScene owned = make_page(page, view);
  add_screenshot(owned, make_screenshot(image.width, image.height, channels), page_rect(page));
  add_heat(owned, make_clicks(page, 200), 14);
  return owned;
}

Image make_badge(int width, int height) {
  Image image(width, height, 4);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      uint8_t* px = image.row(y) + 4 * x;
      px[0] = 250;
      px[1] = static_cast<uint8_t>(x * 255 / width);
      px[2] = 30;
      px[3] = static_cast<uint8_t>((x + y) * 255 / (width + height));
    }
  }
  return image;
}

OwnedScene overlays() {
  OwnedScene owned = make_page({300, 700}, make_view({340, 260}, {-20, 100}));
  add_screenshot(owned, make_screenshot(300, 700), {0, 0, 300, 700});
  owned.scene.dimming = 0.35;
  for (int i = 0; i < 14; ++i) {
    const auto shade = static_cast<uint8_t>(i * 18);
    owned.scene.fills.push_back(
        {{0, i * 50.0, 300, (i + 1) * 50.0}, {shade, static_cast<uint8_t>(255 - shade), 90, 127}, 0});
  }
  owned.scene.fills.push_back({{0, 222.4, 300, 222.5}, {255, 255, 255, 255}, 2});
  owned.scene.fills.push_back({{100.5, 150.5, 140.5, 180.5}, {0, 0, 0, 64}, 0});
  const Image* badge = owned.keep(make_badge(61, 21));
  owned.scene.sprites.push_back({badge, {40, 222}, false, 3, -7});
  owned.scene.sprites.push_back({badge, {40, 300}, true, 8, 4});
  owned.scene.sprites.push_back({badge, {290, 110}, false, 20, -25});  // clipped at two edges
  return owned;
}

OwnedScene everything() {
  OwnedScene owned = with_heat({400, 600}, make_view({320, 240}, {33, 71}), 18, Ramp::viridis, 0.8);
  owned.scene.dimming = 0.2;
  owned.scene.fills.push_back({{0, 200, 400, 201}, {255, 255, 255, 200}, 2});
  owned.scene.sprites.push_back({owned.keep(make_badge(40, 18)), {0, 200}, true, 6, -20});
  return owned;
}

// Clicks over moves over bands, with a line and fog where asked for.
OwnedScene several_heats(Ramp lower, Ramp upper) {
  OwnedScene owned = make_page({320, 500}, make_view({300, 240}, {-10, 120}));
  add_screenshot(owned, make_screenshot(320, 500), {0, 0, 320, 500});
  for (int i = 0; i < 10; ++i) {
    const auto shade = static_cast<uint8_t>(i * 25);
    owned.scene.bands.push_back({{0, i * 50.0, 320, (i + 1) * 50.0}, {40, shade, 200, 90}, 0});
  }
  add_heat(owned, make_clicks({320, 500}, 300), 24, lower, 0.7);
  add_heat(owned, make_clicks({320, 500}, 60), 7, upper, 0.9);
  owned.scene.fills.push_back({{0, 200, 320, 201}, {255, 255, 255, 200}, 2});
  return owned;
}

SceneShape disc(glm::dvec2 page, float radius, Rgba color, float thickness = 0) {
  return {page, page, radius, radius, thickness, color, color};
}

// A replay's overlays: a frame, a tapering trail, rings of all kinds, some beyond the edges.
OwnedScene shapes() {
  OwnedScene owned = make_page({300, 700}, make_view({340, 260}, {-20.3, 100.7}, {1.25, 1.25}));
  add_screenshot(owned, make_screenshot(300, 700), {0, 0, 300, 700});
  owned.scene.dimming = 0.2;
  owned.scene.fills.push_back({{0, 100, 300, 180}, {0, 0, 0, 90}, 0});
  glm::dvec2 at(20, 130);
  for (int i = 0; i < 60; ++i) {
    const glm::dvec2 next = at + glm::dvec2(6 * std::cos(i * 0.7), 2.5 + 3 * std::sin(i * 0.4));
    const auto radius = static_cast<float>(i) * 0.05f;
    const auto alpha = static_cast<uint8_t>(55 + i * 3);
    owned.scene.shapes.push_back(
        {at, next, radius, radius + 0.05f, 0, {240, 138, 75, alpha}, {75, 138, 240, 255}});
    at = next;
  }
  owned.scene.shapes.push_back(disc({60, 200}, 22, {255, 80, 40, 200}, 3));
  owned.scene.shapes.push_back(disc({60.4, 200.3}, 5.5f, {30, 30, 30, 255}));
  owned.scene.shapes.push_back(disc({150, 160}, 22, {80, 160, 255, 120}));
  owned.scene.shapes.push_back(disc({0, 100}, 30, {20, 200, 90, 180}, 7.5f));  // cut at a corner
  owned.scene.shapes.push_back(disc({200, 250}, 0.3f, {0, 0, 0, 255}));        // smaller than a px
  owned.scene.shapes.push_back({{-900, 140}, {2000, 260}, 1, 3, 0, {0, 0, 0, 128}, {255, 255, 255, 255}});
  owned.scene.sprites.push_back({owned.keep(make_badge(20, 20)), {150, 160}, false, -2, -2});
  return owned;
}

// As many cursors as a swarm has, lying over each other.
OwnedScene many_shapes() {
  OwnedScene owned = make_page({300, 300}, make_view({300, 300}));
  Numbers numbers;
  for (int i = 0; i < 10'000; ++i) {
    const auto shade = static_cast<uint8_t>(numbers.below(256));
    owned.scene.shapes.push_back(disc({numbers.below(4800) / 16.0, numbers.below(4800) / 16.0}, 4,
                                      {shade, 90, static_cast<uint8_t>(255 - shade), 140}));
  }
  return owned;
}

OwnedScene narrow_page() {
  OwnedScene owned = make_page({120, 90}, make_view({320, 240}, {-100, -75}));
  owned.scene.paper = {240, 248, 255, 255};
  add_heat(owned, make_clicks({120, 90}, 60), 10);
  return owned;
}

OwnedScene one_px_page() {
  OwnedScene owned = make_page({1, 1}, make_view({64, 48}, {-1, -1}, {16, 16}));
  CountGrid counts({1, 1});
  counts.add(8, 8, 1);
  add_heat(owned, counts, 2);
  return owned;
}

OwnedScene tiled_page() {
  OwnedScene owned = make_page({200, 300}, make_view({220, 320}, {-10, -10}));
  for (int row = 0; row < 3; ++row) {
    for (int column = 0; column < 2; ++column) {
      const double x = column * 100.0, y = row * 100.0;
      add_screenshot(owned, make_screenshot(100, 100, row == 1 ? 4 : 3), {x, y, x + 100, y + 100});
    }
  }
  return owned;
}

// By the way that a Picture's heat goes.
OwnedScene with_scale(Scale scale, double fade_below) {
  OwnedScene owned = make_page({320, 240}, make_view({320, 240}));
  const CountGrid counts = make_clicks({320, 240}, 300);
  HeatStage heat;
  HeatRequest request;
  request.sigma_px = 9;
  request.look.scale = scale;
  request.look.fade_below = fade_below;
  heat.set_counts(counts, request);
  heat.set_counts(counts, request);
  heat.finish();
  heat.cover({0, 0, 320, 240});
  owned.scene.heats.push_back({owned.keep(heat.field()), heat.maximum(), color_table(Ramp::classic), 0.8,
                               heat.tone(), next_revision()});
  return owned;
}

}  // namespace

const Image* OwnedScene::keep(Image image) {
  return &images.emplace_back(std::move(image));
}
const DensityField* OwnedScene::keep(DensityField field) {
  return &fields.emplace_back(std::move(field));
}

SceneView make_view(PixelSize size, glm::dvec2 origin_page, glm::dvec2 scale) {
  return {{origin_page, scale}, size};
}

Image make_screenshot(int width, int height, int channels) {
  Image image(width, height, channels);
  Numbers noise;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      uint8_t* px = image.row(y) + static_cast<size_t>(x) * static_cast<size_t>(channels);
      const bool is_line = x % 37 == 0 || y % 53 == 0 || (x + y) % 71 == 0;
      const bool is_noise = (x / 64 + y / 64) % 5 == 2;
      px[0] = static_cast<uint8_t>(is_line ? 0 : is_noise ? noise.below(256) : 250);
      px[1] = static_cast<uint8_t>(is_line ? 20 : 255 - x * 90 / width);
      px[2] = static_cast<uint8_t>(is_line ? 40 : 255 - static_cast<int64_t>(y) * 120 / height);
      if (channels == 4) px[3] = static_cast<uint8_t>((x / 40 + y / 30) % 3 == 0 ? noise.below(256) : 255);
    }
  }
  return image;
}

CountGrid make_clicks(PixelSize page, int clicks) {
  CountGrid counts(page);
  Numbers numbers;
  for (int i = 0; i < clicks; ++i) {
    const bool is_clustered = i % 3 != 0;
    const int cx = page.width * (1 + i % 4) / 5, cy = page.height * (1 + i % 7) / 8;
    const int x = is_clustered ? cx + numbers.below(31) - 15 : numbers.below(page.width);
    const int y = is_clustered ? cy + numbers.below(31) - 15 : numbers.below(page.height);
    counts.add(x * 16 + 8, y * 16 + 8, 1);
  }
  return counts;
}

void add_heat(OwnedScene& owned, const CountGrid& counts, double sigma_px, Ramp ramp, double opacity) {
  const Rect visible = owned.view.transform.page_from_view(
      Rect{0, 0, static_cast<double>(owned.view.size.width), static_cast<double>(owned.view.size.height)});
  const DensityField* field =
      owned.keep(blur(counts, sigma_px, intersection(visible, page_rect(owned.scene.page_px))));
  double maximum = 0;
  for (const float value : field->coefficients)
    maximum = std::max(maximum, static_cast<double>(value));
  owned.scene.heats.push_back(
      {field, std::max(maximum * 0.7, 1e-6), color_table(ramp), opacity, Tone{}, next_revision()});
}

void add_screenshot(OwnedScene& owned, Image image, const Rect& page) {
  owned.scene.tiles.push_back({owned.keep(std::move(image)), page});
}

std::vector<NamedScene> all_scenes() {
  std::vector<NamedScene> scenes;
  for (const Ramp ramp : kRamps) {
    scenes.push_back({"ramp_" + std::string(to_string(ramp)), [ramp] {
                        return with_heat({320, 240}, make_view({320, 240}), 20, ramp, 0.8);
                      }});
  }
  for (const Scale scale : {Scale::log, Scale::clip, Scale::equalised}) {
    scenes.push_back({"scale_" + std::string(to_string(scale)), [scale] { return with_scale(scale, 0); }});
    scenes.push_back({"fading_" + std::string(to_string(scale)), [scale] { return with_scale(scale, 2.5); }});
  }
  for (const int percent : {0, 50, 100}) {
    scenes.push_back(
        {"opacity_" + std::to_string(percent), [percent] {
           return with_heat({320, 240}, make_view({320, 240}), 20, Ramp::classic, percent / 100.0);
         }});
  }
  for (const int sigma : {2, 3, 7, 13, 50, 100}) {
    scenes.push_back({"sigma_" + std::to_string(sigma), [sigma] {
                        return with_heat({320, 240}, make_view({320, 240}), sigma, Ramp::inferno, 0.8);
                      }});
  }
  const auto add = [&](std::string name, std::function<OwnedScene()> make) {
    scenes.push_back({std::move(name), std::move(make)});
  };
  add("empty", [] { return make_page({100, 100}, make_view({64, 64})); });
  add("overlays", overlays);
  add("everything", everything);
  add("two_heats", [] { return several_heats(Ramp::viridis, Ramp::mono); });
  add("fog_under_heat", [] { return several_heats(Ramp::fog, Ramp::classic); });
  add("heat_under_fog", [] { return several_heats(Ramp::inferno, Ramp::fog); });
  add("shapes", shapes);
  add("many_shapes", many_shapes);
  add("narrow_page", narrow_page);
  add("one_px_page", one_px_page);
  add("tiled_page", tiled_page);
  add("offset", [] { return scaled({640, 900}, {640, 900}, make_view({320, 240}, {157, 333})); });
  add("fractional_offset", [] {
    return scaled({640, 900}, {640, 900}, make_view({320, 240}, {157.3, 333.8}));
  });
  add("zoomed_3", [] { return scaled({640, 900}, {640, 900}, make_view({320, 240}, {150, 330}, {3, 3})); });
  add("zoomed_1_37", [] {
    return scaled({640, 900}, {640, 900}, make_view({320, 240}, {150, 330}, {1.37, 1.37}));
  });
  add("half", [] { return scaled({640, 900}, {640, 900}, make_view({320, 450}, {0, 0}, {0.5, 0.5})); });
  add("minified_0_61", [] {
    return scaled({640, 900}, {640, 900}, make_view({320, 240}, {30, 40}, {0.61, 0.61}));
  });
  add("minified_0_13", [] {
    return scaled({641, 1903}, {641, 1903}, make_view({100, 260}, {-9, -9}, {0.13, 0.13}));
  });
  add("image_per_axis", [] {
    return scaled({1422, 700}, {1280, 745}, make_view({1280, 400}, {0, 0}, {1280.0 / 1422, 745.0 / 700}));
  });
  add("image_per_axis_at_css_scale", [] {
    return scaled({1422, 700}, {1280, 745}, make_view({700, 300}, {99, 55}));
  });
  add("image_2x", [] { return scaled({400, 300}, {800, 600}, make_view({400, 300})); });
  add("image_2x_at_1_5", [] {
    return scaled({400, 300}, {800, 600}, make_view({320, 240}, {5, 9}, {1.5, 1.5}));
  });
  add("see_through", [] { return scaled({320, 240}, {320, 240}, make_view({320, 240}), 4); });
  add("see_through_minified", [] {
    return scaled({640, 480}, {640, 480}, make_view({200, 150}, {0, 0}, {0.31, 0.31}), 4);
  });
  add("several_chunks", [] {
    return scaled({2600, 1500}, {2600, 1500}, make_view({900, 700}, {1600, 700}));
  });
  add("several_chunks_minified", [] {
    return scaled({2600, 1500}, {2600, 1500}, make_view({2000, 1100}, {0, 0}, {0.77, 0.77}));
  });
  add("bottom_of_a_tall_page", [] {
    OwnedScene owned = make_page({1440, 65'535}, make_view({1440, 300}, {0, 65'300}));
    add_heat(owned, make_clicks({1440, 65'535}, 30'000), 5);
    return owned;
  });
  return scenes;
}

}  // namespace isotherm::test
