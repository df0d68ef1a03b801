#pragma once
// One heat on the GPU: coefficients go up as R32F, a shader evaluates and colours them.
#include <optional>
#include <vector>

#include "gl/texture.h"
#include "render/gpu_pass.h"

namespace isotherm {

class GpuHeat {
 public:
  explicit GpuHeat(int max_texture_px) : max_texture_px_(max_texture_px) {}
  // Blending must be on. `page` = the view px that the page covers.
  void draw(const GpuPass& pass, const SceneHeat& heat, const ViewRect& page);
  void forget();

 private:
  // A part of the padded coefficients; texel (0, 0) is padded coefficient (x, y).
  struct FieldChunk {
    int x = 0, y = 0;
    int places_x = 0, places_y = 0;  // how many can be the first of four
    gl::Texture texture;
  };
  struct FieldKey {
    const DensityField* field = nullptr;
    uint64_t revision = 0;
    int x0_cell = 0, y0_cell = 0, columns = 0, rows = 0, cell_px = 0;
    friend bool operator==(const FieldKey&, const FieldKey&) = default;
  };

  void upload_field(const DensityField& field, FrameStats& stats);
  void upload_colors(const ColorTable& colors, FrameStats& stats);
  void upload_curve(const std::vector<float>& curve, FrameStats& stats);
  // Where the field says nothing, and so is 0.
  static void draw_around(const GpuPass& pass, const SceneHeat& heat, const ViewRect& page,
                          const ViewRect& area);

  int max_texture_px_;
  std::optional<FieldKey> uploaded_field_;
  std::vector<FieldChunk> chunks_;
  std::optional<ColorTable> uploaded_colors_;
  gl::Texture colors_;
  std::vector<float> uploaded_curve_;
  gl::Texture curve_;
};

}  // namespace isotherm
