#include "render/kept_base.h"

#include <algorithm>
#include <utility>

#include "render/cpu_layers.h"
#include "render/heat_rows.h"

namespace isotherm {
namespace {

// Whether blending leaves every colour as it is.
bool keeps_all(const HeatBlend& b) {
  for (int below = 0; below < 256; ++below) {
    const auto level = static_cast<uint8_t>(below);
    if (blend(level, b.r, b.keep) != level || blend(level, b.g, b.keep) != level ||
        blend(level, b.b, b.keep) != level)
      return false;
  }
  return true;
}

}  // namespace

KeptBase::PageKey KeptBase::page_key(const Scene& scene, const SceneView& view) {
  PageKey key;
  key.tiles_revision = scene.tiles_revision;
  key.view = view;
  key.page_px = scene.page_px;
  key.background = scene.background;
  key.paper = scene.paper;
  key.dimming = scene.dimming;
  for (const SceneTile& tile : scene.tiles)
    key.images.push_back(tile.image);
  key.bands = scene.bands;
  return key;
}

bool KeptBase::renew_page(const Scene& scene, const SceneView& view) {
  PageKey key = page_key(scene, view);
  if (page_key_ == key) return false;
  if (page_.width != view.size.width || page_.height != view.size.height) {
    page_ = Image(view.size.width, view.size.height, 4);
    image_ = page_;
  }
  draw_page(scene, view, page_);
  page_key_ = std::move(key);
  ++work_.pages;
  return true;
}

void KeptBase::renew_steps(Steps& steps, const SceneHeat& heat, const SceneView& view, const ViewRect& page) {
  // Fog lies where nothing happened, too.
  ViewRect area{0, 0, 0, 0};
  if (heat.field != nullptr && !heat.field->empty())
    area = heat.colors.front().a > 0 ? page : intersection(page, place_heat(*heat.field, view).support);
  if (is_empty(area)) area = {0, 0, 0, 0};
  const Steps::Key key{heat.field,
                       heat.field_revision,
                       view,
                       heat.maximum,
                       heat.tone.is_logarithmic,
                       !heat.tone.curve.empty(),
                       area.x0,
                       area.y0,
                       area.x1,
                       area.y1};
  if (steps.key == key) return;
  steps.key = key;
  if (is_empty(area)) return;
  const auto width = static_cast<size_t>(area.x1 - area.x0), height = static_cast<size_t>(area.y1 - area.y0);
  steps.values.resize(width * height);
  steps.has_heat.resize(height);
  HeatRows rows(heat, view, area);
  for (size_t y = 0; y < height; ++y)
    steps.has_heat[y] =
        rows.row(area.y0 + static_cast<int>(y), std::span(steps.values).subspan(y * width, width));
  ++work_.evaluations;
}

void KeptBase::color(const Steps& steps, const SceneHeat& heat) {
  const Steps::Key& area = steps.key;
  if (area.x1 <= area.x0) return;
  const std::vector<HeatBlend> blends = make_heat_blends(heat);
  const bool shows_nothing = !keeps_all(blends.front());
  const auto width = static_cast<size_t>(area.x1 - area.x0);
  const std::vector<uint16_t> nothing(shows_nothing ? width : 0, 0);
  for (int y = area.y0; y < area.y1; ++y) {
    const auto row = static_cast<size_t>(y - area.y0);
    if (!steps.has_heat[row] && !shows_nothing) continue;
    const uint16_t* values = steps.has_heat[row] ? steps.values.data() + row * width : nothing.data();
    uint8_t* out = image_.row(y) + size_t{4} * static_cast<size_t>(area.x0);
    for (size_t i = 0; i < width; ++i, out += 4) {
      if (values[i] == 0 && !shows_nothing) continue;
      const HeatBlend& b = blends[values[i]];
      out[0] = blend(out[0], b.r, b.keep);
      out[1] = blend(out[1], b.g, b.keep);
      out[2] = blend(out[2], b.b, b.keep);
    }
  }
}

const Image& KeptBase::draw(const Scene& scene, const SceneView& view) {
  const bool has_new_page = renew_page(scene, view);
  if (!has_new_page && heats_ == scene.heats) return image_;
  image_.pixels = page_.pixels;
  const ViewRect page = place_page(scene, view);
  steps_.resize(scene.heats.size());
  for (size_t i = 0; i < steps_.size(); ++i) {
    renew_steps(steps_[i], scene.heats[i], view, page);
    color(steps_[i], scene.heats[i]);
  }
  heats_ = scene.heats;
  ++work_.drawn;
  return image_;
}

void KeptBase::clear() {
  const Work work = work_;
  *this = KeptBase();
  work_ = work;
}

}  // namespace isotherm
