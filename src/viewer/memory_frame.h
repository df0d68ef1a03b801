#pragma once
// A frame of the viewer in memory, without GL.
#include "base/image.h"
#include "render/kept_base.h"
#include "viewer/gui_raster.h"

namespace isotherm {

class MemoryFrame {
 public:
  // Draws the scene at its place, which has the view's size and lies in the frame, background around it, and
  // the GUI over all. `scene`: nullptr = none. False: nothing has changed, and the image is what it was.
  bool draw(PixelSize size, const Scene* scene, const SceneView& view, const ViewRect& place,
            const ImDrawData& gui, const GlyphAtlas& atlas);
  const Image& image() const { return image_; }  // RGBA, opaque
  const KeptBase::Work& work() const { return base_.work(); }

 private:
  KeptBase base_;
  uint64_t drawn_base_ = 0;  // KeptBase::Work::drawn of what the image shows
  uint64_t drawn_gui_ = 0;   // hash
  ViewRect place_;
  bool has_image_ = false, has_scene_ = false;
  Image image_;
};

}  // namespace isotherm
