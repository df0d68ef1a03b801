#include "viewer/memory_frame.h"

#include <algorithm>
#include <cstring>

#include "base/hash.h"
#include "render/cpu_layers.h"

namespace isotherm {
namespace {

template <typename T>
void add(uint64_t& hash, const T* values, int count) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(values);
  hash = hash * 0x9E37'79B9'7F4A'7C15ull + xxh64({bytes, static_cast<size_t>(count) * sizeof(T)});
}

// Of all that draw_gui() looks at, but the atlas.
uint64_t hash_of(const ImDrawData& gui) {
  uint64_t hash = 0;
  add(hash, &gui.FramebufferScale, 1);
  for (const ImDrawList* list : gui.CmdLists) {
    add(hash, list->VtxBuffer.Data, list->VtxBuffer.Size);
    add(hash, list->IdxBuffer.Data, list->IdxBuffer.Size);
    for (const ImDrawCmd& command : list->CmdBuffer) {
      add(hash, &command.ClipRect, 1);
      add(hash, &command.ElemCount, 1);
    }
  }
  return hash;
}

void fill(Image& image, const ViewRect& area, Rgba color) {
  const uint8_t channels[4] = {color.r, color.g, color.b, 255};
  uint32_t px;
  std::memcpy(&px, channels, sizeof px);
  for (int y = area.y0; y < area.y1; ++y) {
    auto* row = reinterpret_cast<uint32_t*>(image.row(y));
    std::fill(row + area.x0, row + area.x1, px);
  }
}

bool has_marks(const Scene& scene) {
  return !(scene.fills.empty() && scene.shapes.empty() && scene.sprites.empty());
}

}  // namespace

bool MemoryFrame::draw(PixelSize size, const Scene* scene, const SceneView& view, const ViewRect& place,
                       const ImDrawData& gui, const GlyphAtlas& atlas) {
  const bool has_size = image_.width == size.width && image_.height == size.height;
  if (!has_size) image_ = Image(size.width, size.height, 4);
  const Image* base = scene != nullptr ? &base_.draw(*scene, view) : nullptr;
  const uint64_t gui_hash = hash_of(gui);
  const bool is_same_place =
      place.x0 == place_.x0 && place.y0 == place_.y0 && place.x1 == place_.x1 && place.y1 == place_.y1;
  // Marks are few, and drawn anew rather than compared.
  const bool is_same = has_size && has_image_ && is_same_place && has_scene_ == (scene != nullptr) &&
                       drawn_base_ == base_.work().drawn && drawn_gui_ == gui_hash &&
                       !(scene != nullptr && has_marks(*scene));
  if (is_same) return false;
  has_image_ = true;
  has_scene_ = scene != nullptr;
  place_ = place;
  drawn_base_ = base_.work().drawn;
  drawn_gui_ = gui_hash;
  const ViewRect rows = scene != nullptr ? place : ViewRect{0, 0, 0, 0};
  const Rgba background = Scene{}.background;
  fill(image_, {0, 0, size.width, rows.y0}, background);
  fill(image_, {0, rows.y0, rows.x0, rows.y1}, background);
  fill(image_, {rows.x1, rows.y0, size.width, rows.y1}, background);
  fill(image_, {0, rows.y1, size.width, size.height}, background);
  if (base != nullptr) {
    for (int y = 0; y < view.size.height; ++y)
      std::memcpy(image_.row(place.y0 + y) + size_t{4} * static_cast<size_t>(place.x0), base->row(y),
                  base->stride());
    draw_marks(*scene, view, image_, place.x0, place.y0);
  }
  draw_gui(gui, atlas, image_);
  return true;
}

}  // namespace isotherm
