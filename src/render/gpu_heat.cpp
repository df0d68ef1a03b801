#include "render/gpu_heat.h"

#include <algorithm>

namespace isotherm {
namespace {

void count_upload(const gl::Texture& texture, FrameStats& stats) {
  ++stats.uploads;
  stats.uploaded_bytes += texture.bytes();
}

// The coefficients from padded (x, y) on, zeros outside the field.
std::vector<float> padded_part(const DensityField& field, int x, int y, PixelSize size) {
  std::vector<float> part(static_cast<size_t>(size.width) * static_cast<size_t>(size.height));
  const int from_x = x - kHeatPadding, from_y = y - kHeatPadding;
  const int x0 = std::max(from_x, 0), x1 = std::min(from_x + size.width, field.columns);
  for (int row = std::max(from_y, 0); row < std::min(from_y + size.height, field.rows); ++row) {
    const float* from =
        field.coefficients.data() + static_cast<size_t>(row) * static_cast<size_t>(field.columns);
    float* to = part.data() + static_cast<size_t>(row - from_y) * static_cast<size_t>(size.width);
    if (x0 < x1) std::copy(from + x0, from + x1, to + (x0 - from_x));
  }
  return part;
}

}  // namespace

void GpuHeat::draw(const GpuPass& pass, const SceneHeat& heat, const ViewRect& page) {
  if (heat.field == nullptr || heat.field->empty()) return;
  const DensityField& field = *heat.field;
  const HeatAxes axes = place_heat(field, pass.view());
  const ViewRect visible = intersection(page, pass.part());
  const ViewRect area = intersection(visible, axes.support);
  if (heat.colors.front().a > 0) draw_around(pass, heat, visible, area);
  if (is_empty(area)) return;
  const FieldKey key{&field,        heat.field_revision, field.x0_cell, field.y0_cell,
                     field.columns, field.rows,          field.cell_px};
  if (uploaded_field_ != key) {
    upload_field(field, pass.stats());
    uploaded_field_ = key;
  }
  upload_colors(heat.colors, pass.stats());
  upload_curve(heat.tone.curve, pass.stats());
  const gl::Program& program = pass.programs().heat;
  program.use();
  colors_.bind(1);
  program.set("u_coefficients", 0);
  program.set("u_colors", 1);
  curve_.bind(2);
  program.set("u_curve", 2);
  program.set("u_curve_last", static_cast<float>(heat.tone.curve.size()) - 1);
  const bool is_even = !heat.tone.is_logarithmic && heat.tone.curve.empty();
  program.set("u_log_range", is_even ? 0.0f : static_cast<float>(kLogRange));
  program.set("u_fade_below", static_cast<float>(heat.tone.fade_below));
  program.set("u_step", static_cast<float>(axes.x.step), static_cast<float>(axes.y.step));
  program.set("u_maximum", static_cast<float>(heat.maximum));
  program.set("u_opacity", static_cast<float>(std::clamp(heat.opacity, 0.0, 1.0)));
  for (const FieldChunk& chunk : chunks_) {
    const ViewRect covered{axes.x.first_px_from(chunk.x), axes.y.first_px_from(chunk.y),
                           axes.x.first_px_from(chunk.x + chunk.places_x),
                           axes.y.first_px_from(chunk.y + chunk.places_y)};
    const ViewRect drawn = intersection(covered, area);
    if (is_empty(drawn)) continue;
    chunk.texture.bind(0);
    // Relative to the chunk and to the quad: floats stay exact to 1/1000 of a cell however tall the page is.
    program.set("u_origin_view", static_cast<float>(drawn.x0), static_cast<float>(drawn.y0));
    program.set("u_first", static_cast<float>(axes.x.at(drawn.x0) - chunk.x),
                static_cast<float>(axes.y.at(drawn.y0) - chunk.y));
    program.set("u_last", static_cast<float>(chunk.places_x - 1), static_cast<float>(chunk.places_y - 1));
    pass.draw(program, drawn);
  }
}

void GpuHeat::upload_field(const DensityField& field, FrameStats& stats) {
  chunks_.clear();
  const int most = max_texture_px_ - 3;  // places per texture
  const int places_x = field.columns + kHeatPadding, places_y = field.rows + kHeatPadding;
  for (int y = 0; y < places_y; y += most) {
    for (int x = 0; x < places_x; x += most) {
      FieldChunk chunk{x, y, std::min(most, places_x - x), std::min(most, places_y - y), {}};
      const PixelSize size{chunk.places_x + 3, chunk.places_y + 3};
      chunk.texture = gl::Texture(gl::TextureFormat::r32f, size);
      chunk.texture.upload(0, 0, size, padded_part(field, x, y, size).data(), size.width);
      count_upload(chunk.texture, stats);
      chunks_.push_back(std::move(chunk));
    }
  }
}

void GpuHeat::upload_colors(const ColorTable& colors, FrameStats& stats) {
  if (uploaded_colors_ == colors) return;
  static_assert(sizeof(Rgba) == 4, "the table is uploaded as it lies in memory");
  const PixelSize size{static_cast<int>(colors.size()), 1};
  if (!uploaded_colors_) colors_ = gl::Texture(gl::TextureFormat::rgba8, size);
  colors_.upload(0, 0, size, colors.data(), size.width);
  count_upload(colors_, stats);
  uploaded_colors_ = colors;
}

void GpuHeat::upload_curve(const std::vector<float>& curve, FrameStats& stats) {
  if (curve_.id() != 0 && uploaded_curve_ == curve) return;
  const std::vector<float> texels = curve.empty() ? std::vector<float>{0} : curve;
  const PixelSize size{static_cast<int>(texels.size()), 1};
  if (curve_.id() == 0 || curve_.size() != size) curve_ = gl::Texture(gl::TextureFormat::r32f, size);
  curve_.upload(0, 0, size, texels.data(), size.width);
  if (!curve.empty()) count_upload(curve_, stats);
  uploaded_curve_ = curve;
}

void GpuHeat::draw_around(const GpuPass& pass, const SceneHeat& heat, const ViewRect& page,
                          const ViewRect& area) {
  const Rgba zero = heat.colors.front();
  const double alpha = zero.a / 255.0 * std::clamp(heat.opacity, 0.0, 1.0) * fade_factor(heat.tone, 0);
  const auto quad = [&](const ViewRect& r) {
    return gl::QuadInstance{static_cast<float>(r.x0),
                            static_cast<float>(r.y0),
                            static_cast<float>(r.x1),
                            static_cast<float>(r.y1),
                            zero.r,
                            zero.g,
                            zero.b,
                            static_cast<uint8_t>(alpha * 255 + 0.5)};
  };
  std::vector<gl::QuadInstance> quads;
  const auto add = [&](const ViewRect& r) {
    if (!is_empty(r)) quads.push_back(quad(r));
  };
  if (is_empty(area)) {
    add(page);
  } else {
    add({page.x0, page.y0, page.x1, area.y0});
    add({page.x0, area.y1, page.x1, page.y1});
    add({page.x0, area.y0, area.x0, area.y1});
    add({area.x1, area.y0, page.x1, area.y1});
  }
  pass.draw_fills(quads);
}

void GpuHeat::forget() {
  for (FieldChunk& chunk : chunks_)
    chunk.texture.forget();
  chunks_.clear();
  colors_.forget();
  uploaded_field_.reset();
  uploaded_colors_.reset();
  curve_.forget();
  uploaded_curve_.clear();
}

}  // namespace isotherm
