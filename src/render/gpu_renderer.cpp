#include "render/gpu_renderer.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/hash.h"
#include "render/shapes.h"

namespace isotherm {
namespace {

gl::QuadInstance quad(const ViewRect& r, Rgba color) {
  return {static_cast<float>(r.x0),
          static_cast<float>(r.y0),
          static_cast<float>(r.x1),
          static_cast<float>(r.y1),
          color.r,
          color.g,
          color.b,
          color.a};
}

// The first texel of each chunk that view px [view0, view1) start in.
struct ChunkRange {
  int first = 0, last = 0;  // chunk indices, inclusive
};
ChunkRange chunk_range(const ImageAxis& axis, int view0, int view1, int chunk_texels) {
  const auto chunk_at = [&](int px) {
    return std::clamp(static_cast<int>(axis.texel_from_view.at(px)), 0, axis.texels - 1) / chunk_texels;
  };
  return {chunk_at(view0), chunk_at(view1 - 1)};
}

// A screenshot without alpha over the whole visible page: a pass over every pixel that can be left out.
bool hides_paper(const Scene& scene, const SceneView& view, const ViewRect& page) {
  for (const SceneTile& tile : scene.tiles) {
    if (tile.image == nullptr || tile.image->empty() || tile.image->channels == 4) continue;
    const ViewRect covered = place_image({tile.image->width, tile.image->height}, tile.page, view).view();
    const bool covers =
        covered.x0 <= page.x0 && covered.y0 <= page.y0 && covered.x1 >= page.x1 && covered.y1 >= page.y1;
    if (covers) return true;
  }
  return false;
}

}  // namespace

GpuRenderer::GpuRenderer(Programs programs, const GpuOptions& options, int max_texture_px)
    : programs_(std::move(programs)),
      quads_(gl::Quads::create()),
      chunks_({std::min(options.chunk_texels.width, max_texture_px - ImageChunks::kOverlap),
               std::min(options.chunk_texels.height, max_texture_px - ImageChunks::kOverlap)},
              options.screenshot_budget_bytes),
      max_texture_px_(max_texture_px) {}

Result<GpuRenderer> GpuRenderer::create(std::string_view glsl_version, const GpuOptions& options) {
  ISOTHERM_TRY(gl::probe_texture_format(gl::TextureFormat::r32f));
  ISOTHERM_ASSIGN(Programs programs, Programs::create(glsl_version));
  const int limit = gl::max_texture_size();
  if (limit < 256)
    return make_error(ErrorCode::graphics, "This GL context gives no textures of 256 px or more");
  const int max_texture_px = options.max_texture_px > 0 ? std::min(options.max_texture_px, limit) : limit;
  return GpuRenderer(std::move(programs), options, max_texture_px);
}

void GpuRenderer::draw(const Scene& scene, const SceneView& view, const DrawTarget& target) {
  stats_ = {};
  if (is_empty(target.part)) return;
  const GpuPass pass(view, target, programs_, quads_, stats_);
  gl::begin_pass(target.viewport);
  ++stats_.passes;
  const bool fits_texture = std::max(view.size.width, view.size.height) <= max_texture_px_;
  if (heat_path_ == HeatPath::cpu && fits_texture) {
    software_base_.draw(pass, scene);
  } else {
    draw_base(pass, scene);
  }
  draw_fills(pass, scene.fills);
  draw_shapes(pass, scene);
  draw_sprites(pass, scene);
  gl::end_pass();
  stats_.resident_bytes = chunks_.resident_bytes();
}

void GpuRenderer::draw_base(const GpuPass& pass, const Scene& scene) {
  Rgba background = scene.background;
  background.a = 255;
  gl::clear(background);
  const ViewRect page = place_page(scene, pass.view());
  if (!hides_paper(scene, pass.view(), page)) pass.draw_fills(std::array{quad(page, scene.paper)});
  draw_tiles(pass, scene);
  if (const Rgba dimming = dimming_color(scene.dimming); dimming.a > 0) {
    pass.draw_fills(std::array{quad(page, dimming)});
  }
  draw_fills(pass, scene.bands);
  draw_heats(pass, scene.heats, page);
}

bool GpuRenderer::has_heat_mix(PixelSize size) {
  if (!can_mix_heats_ || (heat_mix_ && heat_mix_->size() == size)) return can_mix_heats_;
  heat_mix_.reset();
  auto created = gl::Framebuffer::create(size, gl::TextureFormat::rgba16f);
  can_mix_heats_ = created.ok();
  if (created.ok()) heat_mix_.emplace(std::move(created).value());
  return can_mix_heats_;
}

// Blended over the page one by one, each heat would be rounded to 8 bits, and two of them be off by more
// than renderers may differ: they meet in half floats, and are blended over the page together.
void GpuRenderer::draw_heats(const GpuPass& pass, const std::vector<SceneHeat>& heats, const ViewRect& page) {
  while (heats_.size() > heats.size())
    heats_.pop_back();
  while (heats_.size() < heats.size())
    heats_.emplace_back(max_texture_px_);
  const auto draw = [&](const GpuPass& into) {
    gl::set_blending(true);
    for (size_t i = 0; i < heats.size(); ++i)
      heats_[i].draw(into, heats[i], page);
  };
  const gl::Viewport& viewport = pass.target().viewport;
  const gl::Viewport inner{0, 0, viewport.width, viewport.height};
  if (heats.size() < 2) heat_mix_.reset();
  if (heats.size() < 2 || !has_heat_mix({inner.width, inner.height})) return draw(pass);
  {
    const gl::FramebufferBinding binding(*heat_mix_);
    gl::begin_pass(inner);
    gl::clear({0, 0, 0, 0});
    draw({pass.view(), {inner, pass.part(), true}, programs_, quads_, stats_});
    ++stats_.passes;
  }
  gl::begin_pass(viewport);
  gl::set_blending(true);
  pass.draw_copy(heat_mix_->color(), pass.part().x0, pass.part().y0, pass.part(), false);
}

void GpuRenderer::draw_tiles(const GpuPass& pass, const Scene& scene) {
  chunks_.begin_frame(scene.tiles_revision);
  for (const SceneTile& tile : scene.tiles) {
    if (tile.image != nullptr && !tile.image->empty()) draw_tile(pass, tile);
  }
  chunks_.end_frame();
}

void GpuRenderer::draw_tile(const GpuPass& pass, const SceneTile& tile) {
  const ImagePlacement placement =
      place_image({tile.image->width, tile.image->height}, tile.page, pass.view());
  const ViewRect area = intersection(intersection(placement.view(), whole(pass.view())), pass.part());
  if (is_empty(area)) return;
  gl::set_blending(tile.image->channels == 4);
  const PixelSize size = chunks_.chunk_texels();
  const ChunkRange columns = chunk_range(placement.x, area.x0, area.x1, size.width);
  const ChunkRange rows = chunk_range(placement.y, area.y0, area.y1, size.height);
  for (int row = rows.first; row <= rows.last; ++row) {
    for (int column = columns.first; column <= columns.last; ++column) {
      const ChunkKey key{tile.image, placement.x.level, placement.y.level, column * size.width,
                         row * size.height};
      ViewRect covered = area;
      if (column > columns.first) covered.x0 = placement.x.texel_from_view.first_px_from(key.x);
      if (column < columns.last) covered.x1 = placement.x.texel_from_view.first_px_from(key.x + size.width);
      if (row > rows.first) covered.y0 = placement.y.texel_from_view.first_px_from(key.y);
      if (row < rows.last) covered.y1 = placement.y.texel_from_view.first_px_from(key.y + size.height);
      const ViewRect drawn = intersection(covered, area);
      if (!is_empty(drawn)) draw_chunk(pass, placement, key, drawn);
    }
  }
}

void GpuRenderer::draw_chunk(const GpuPass& pass, const ImagePlacement& placement, const ChunkKey& key,
                             const ViewRect& area) {
  const gl::Texture& texture = chunks_.get(key, placement, stats_);
  if (placement.x.is_copy() && placement.y.is_copy()) {
    pass.draw_copy(texture, placement.x.view0 + key.x, placement.y.view0 + key.y, area, true);
    return;
  }
  const gl::Program& program = programs_.page;
  const Axis &x = placement.x.texel_from_view, &y = placement.y.texel_from_view;
  program.use();
  texture.bind(0);
  program.set("u_image", 0);
  program.set("u_origin_view", static_cast<float>(area.x0), static_cast<float>(area.y0));
  program.set("u_first", static_cast<float>(x.at(area.x0) - key.x),
              static_cast<float>(y.at(area.y0) - key.y));
  program.set("u_step", static_cast<float>(x.step), static_cast<float>(y.step));
  program.set("u_taps", static_cast<float>(placement.x.taps()), static_cast<float>(placement.y.taps()));
  program.set("u_last", static_cast<float>(texture.size().width - 1),
              static_cast<float>(texture.size().height - 1));
  pass.draw(program, area);
}

void GpuRenderer::draw_fills(const GpuPass& pass, const std::vector<SceneFill>& fills) {
  std::vector<gl::QuadInstance> quads;
  for (const SceneFill& fill : fills) {
    const ViewRect area = intersection(snap(fill.page, pass.view(), fill.min_height_view_px), pass.part());
    if (!is_empty(area)) quads.push_back(quad(area, fill.color));
  }
  pass.draw_fills(quads);
}

void GpuRenderer::draw_shapes(const GpuPass& pass, const Scene& scene) {
  std::vector<gl::ShapeInstance> instances;
  instances.reserve(scene.shapes.size());
  for (const SceneShape& shape : scene.shapes) {
    const ShapePlacement place = place_shape(shape, pass.view());
    const ViewRect area = intersection(place.bounds, pass.part());
    if (is_empty(area)) continue;
    const Rgba to = shape.to_color;
    instances.push_back({quad(area, shape.from_color), place.from_x, place.from_y, place.to_x, place.to_y,
                         shape.from_radius, shape.to_radius, shape.thickness, 0, to.r, to.g, to.b, to.a});
  }
  pass.draw_shapes(instances);
}

void GpuRenderer::draw_sprites(const GpuPass& pass, const Scene& scene) {
  for (SpriteTexture& sprite : sprites_)
    sprite.is_used = false;
  gl::set_blending(true);
  for (const SceneSprite& sprite : scene.sprites) {
    if (sprite.image == nullptr || sprite.image->empty()) continue;
    const ViewRect place = place_sprite(sprite, pass.view());
    const ViewRect area = intersection(place, pass.part());
    if (!is_empty(area)) pass.draw_copy(sprite_texture(*sprite.image), place.x0, place.y0, area, true);
  }
  std::erase_if(sprites_, [](const SpriteTexture& sprite) { return !sprite.is_used; });
}

// Sprites carry no revision and are small: their content tells whether they are up already.
const gl::Texture& GpuRenderer::sprite_texture(const Image& image) {
  const PixelSize size{image.width, image.height};
  const uint64_t content = xxh64(image.pixels);
  for (SpriteTexture& sprite : sprites_) {
    if (sprite.content == content && sprite.size == size) {
      sprite.is_used = true;
      return sprite.texture;
    }
  }
  gl::Texture texture(image.channels == 4 ? gl::TextureFormat::rgba8 : gl::TextureFormat::rgb8, size);
  texture.upload(0, 0, size, image.pixels.data(), size.width);
  ++stats_.uploads;
  stats_.uploaded_bytes += texture.bytes();
  sprites_.push_back({content, size, std::move(texture), true});
  return sprites_.back().texture;
}

void GpuRenderer::forget() {
  programs_.forget();
  quads_.forget();
  chunks_.forget();
  for (GpuHeat& heat : heats_)
    heat.forget();
  software_base_.forget();
  if (heat_mix_) heat_mix_->forget();
  for (SpriteTexture& sprite : sprites_)
    sprite.texture.forget();
  sprites_.clear();
}

}  // namespace isotherm
