#pragma once
// Draws a Scene with GL into the framebuffer that is bound.
#include <array>
#include <optional>
#include <vector>

#include "gl/framebuffer.h"
#include "render/gpu_heat.h"
#include "render/gpu_pass.h"
#include "render/image_chunks.h"
#include "render/renderer.h"
#include "render/software_base.h"

namespace isotherm {

// gpu: screenshot and density field go up as textures, shaders do the rest. cpu: the CPU renderer draws all
// that lies under the fills and sprites, and it goes up as one image; several times faster where GL is a
// software rasteriser. Both give the same picture.
enum class HeatPath : uint8_t { gpu, cpu };

struct GpuOptions {
  int max_texture_px = 0;                         // 0 = what the context allows; tests ask for less
  PixelSize chunk_texels{2048, 1024};             // of screenshots
  size_t screenshot_budget_bytes = 192ull << 20;  // kept beyond what the last frame showed
};

// Keeps what it uploaded between frames: screenshots while Scene::tiles_revision stays, a field while
// SceneHeat::field_revision stays, a colour table while its colours stay.
// Needs the context that it was created in to be current in every call, the destructor included.
class GpuRenderer {
 public:
  // `glsl_version`: "#version 300 es" or "#version 330 core". Errors (graphics): shaders that do not compile,
  // no R32F textures.
  static Result<GpuRenderer> create(std::string_view glsl_version, const GpuOptions& options = {});

  // Leaves GL as gl::end_pass() says. Everything outside the target's viewport stays as it is.
  void draw(const Scene& scene, const SceneView& view, const DrawTarget& target);
  const FrameStats& stats() const { return stats_; }  // of the last draw()

  HeatPath heat_path() const { return heat_path_; }
  void set_heat_path(HeatPath path) { heat_path_ = path; }
  // Draws a small scene by both paths, with the caller's clock, and keeps the faster one. Takes some 10 ms.
  HeatPath measure_heat_path(double (*now_ms)());

  // What a texture may measure at most, and so an offscreen drawing surface.
  int max_texture_px() const { return max_texture_px_; }
  // After a lost context: lets go of all GL names without deleting them; only destruction may follow.
  void forget();

 private:
  struct SpriteTexture {
    uint64_t content = 0;  // hash of the pixels
    PixelSize size;
    gl::Texture texture;
    bool is_used = false;
  };
  GpuRenderer(Programs programs, const GpuOptions& options, int max_texture_px);
  void draw_base(const GpuPass& pass, const Scene& scene);
  void draw_heats(const GpuPass& pass, const std::vector<SceneHeat>& heats, const ViewRect& page);
  bool has_heat_mix(PixelSize size);
  void draw_tiles(const GpuPass& pass, const Scene& scene);
  void draw_tile(const GpuPass& pass, const SceneTile& tile);
  void draw_chunk(const GpuPass& pass, const ImagePlacement& placement, const ChunkKey& key,
                  const ViewRect& area);
  void draw_fills(const GpuPass& pass, const std::vector<SceneFill>& fills);
  void draw_shapes(const GpuPass& pass, const Scene& scene);
  void draw_sprites(const GpuPass& pass, const Scene& scene);
  const gl::Texture& sprite_texture(const Image& image);

  Programs programs_;
  gl::Quads quads_;
  ImageChunks chunks_;
  std::vector<GpuHeat> heats_;  // one per heat of the scene, in order
  // Where several heats meet before they are blended over the page.
  std::optional<gl::Framebuffer> heat_mix_;
  bool can_mix_heats_ = true;  // until the context refuses
  SoftwareBase software_base_;
  std::vector<SpriteTexture> sprites_;
  FrameStats stats_;
  HeatPath heat_path_ = HeatPath::gpu;
  int max_texture_px_;
};

}  // namespace isotherm
