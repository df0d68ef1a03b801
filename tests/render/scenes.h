#pragma once
// Scenes built by hand, for comparing renderers.
#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "model/density.h"
#include "model/scene.h"

namespace isotherm::test {

// A scene with all that it borrows.
struct OwnedScene {
  Scene scene;
  SceneView view;
  std::deque<Image> images;
  std::deque<DensityField> fields;

  const Image* keep(Image image);
  const DensityField* keep(DensityField field);
};

struct NamedScene {
  std::string name;
  std::function<OwnedScene()> make;
};
// Every kind of layer, scale, clipping and size that renderers must agree on.
std::vector<NamedScene> all_scenes();

// A picture with flat areas, thin lines, noise and gradients; with `channels` 4 also see-through parts.
Image make_screenshot(int width, int height, int channels = 3);
// Clusters and scattered points, the same on every run.
CountGrid make_clicks(PixelSize page_px, int clicks);
// One more heat over what `view` shows of the page.
void add_heat(OwnedScene& owned, const CountGrid& counts, double sigma_px, Ramp ramp = Ramp::classic,
              double opacity = 0.8);
void add_screenshot(OwnedScene& owned, Image image, const Rect& page);
SceneView make_view(PixelSize size, glm::dvec2 origin_page = {0, 0}, glm::dvec2 scale = {1, 1});

}  // namespace isotherm::test
