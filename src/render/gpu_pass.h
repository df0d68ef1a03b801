#pragma once
// What every GPU layer draws with: the programs, the quads and where the view lies in the framebuffer.
#include <span>
#include <string_view>

#include "gl/program.h"
#include "gl/quads.h"
#include "gl/state.h"
#include "gl/texture.h"
#include "render/frame_stats.h"
#include "render/placement.h"

namespace isotherm {

// Where (a part of) a view lands in the bound framebuffer.
struct DrawTarget {
  gl::Viewport viewport;          // of `part`'s size
  ViewRect part;                  // view px
  bool is_top_row_first = false;  // the part's top row is the viewport's lowest in GL: right for reading back

  // The whole view in a window's framebuffer, its top left corner at (x, y) counted from the top left.
  static DrawTarget window(const SceneView& view, PixelSize framebuffer_px, int x = 0, int y = 0);
};

struct Programs {
  gl::Program fill, shape, image, page, heat;
  static Result<Programs> create(std::string_view glsl_version);
  void forget();
};

class GpuPass {
 public:
  GpuPass(const SceneView& view, const DrawTarget& target, const Programs& programs, gl::Quads& quads,
          FrameStats& stats);

  const SceneView& view() const { return view_; }
  const ViewRect& part() const { return target_.part; }
  const DrawTarget& target() const { return target_; }
  const Programs& programs() const { return programs_; }
  FrameStats& stats() const { return stats_; }

  // Draws `area` (view px) with a program that is in use and has its other uniforms set.
  void draw(const gl::Program& program, const ViewRect& area) const;
  void draw_fills(std::span<const gl::QuadInstance> fills) const;
  void draw_shapes(std::span<const gl::ShapeInstance> shapes) const;
  // One texel per view px, texel (0, 0) at `place`'s corner.
  void draw_copy(const gl::Texture& texture, int x, int y, const ViewRect& area,
                 bool is_straight_alpha) const;

 private:
  void set_clip_from_view(const gl::Program& program) const;
  void set_view_from_fragment(const gl::Program& program) const;
  const SceneView& view_;
  DrawTarget target_;
  const Programs& programs_;
  gl::Quads& quads_;
  FrameStats& stats_;
};

}  // namespace isotherm
