// The GPU renderer behind the seam of renderer.h: surfaces of limited size, read back into the image.
#include <algorithm>

#include "render/gpu_renderer.h"
#include "render/renderer.h"

namespace isotherm {
namespace {

constexpr PixelSize kSurfacePx{4096, 1024};
// Bands go down the page and never come back, and a software rasteriser's textures are this process's memory.
constexpr size_t kScreenshotBudgetBytes = 16u << 20;

void copy_rgb(const uint8_t* rgba, PixelSize size, Image& target, int x0, int y0) {
  for (int y = 0; y < size.height; ++y) {
    uint8_t* out = target.row(y0 + y) + static_cast<size_t>(x0) * 3;
    for (int x = 0; x < size.width; ++x, out += 3, rgba += 4)
      std::copy_n(rgba, 3, out);
  }
}

class GpuOffscreenRenderer final : public OffscreenRenderer {
 public:
  explicit GpuOffscreenRenderer(GpuRenderer renderer) : renderer_(std::move(renderer)) {}

  Status draw(const Scene& scene, const SceneView& view, Image& target, int y0) override {
    ISOTHERM_TRY(check_target(view, target, y0));
    if (is_empty(whole(view))) return success();
    const int limit = renderer_.max_texture_px();
    const PixelSize size{std::min({kSurfacePx.width, limit, view.size.width}),
                         std::min({kSurfacePx.height, limit, view.size.height})};
    ISOTHERM_TRY(resize_surface(size));
    const gl::FramebufferBinding binding(*surface_);
    for (int y = 0; y < view.size.height; y += size.height) {
      for (int x = 0; x < view.size.width; x += size.width) {
        draw_part(scene, view, intersection({x, y, x + size.width, y + size.height}, whole(view)), target,
                  y0);
      }
    }
    return gl::take_error("Drawing the picture with GL");
  }

 private:
  Status resize_surface(PixelSize size) {
    if (surface_ && surface_->size() == size) return success();
    surface_.reset();
    ISOTHERM_ASSIGN(surface_, gl::Framebuffer::create(size));
    pixels_.resize(static_cast<size_t>(size.width) * static_cast<size_t>(size.height) * 4);
    return success();
  }

  void draw_part(const Scene& scene, const SceneView& view, const ViewRect& part, Image& target, int y0) {
    const PixelSize size{part.x1 - part.x0, part.y1 - part.y0};
    const gl::Viewport viewport{0, 0, size.width, size.height};
    renderer_.draw(scene, view, {viewport, part, true});
    gl::read_rgba(viewport, pixels_.data());
    copy_rgb(pixels_.data(), size, target, part.x0, y0 + part.y0);
  }

  GpuRenderer renderer_;
  std::optional<gl::Framebuffer> surface_;
  std::vector<uint8_t> pixels_;
};

}  // namespace

Result<std::unique_ptr<OffscreenRenderer>> make_gpu_renderer(const char* glsl_version) {
  GpuOptions options;
  options.screenshot_budget_bytes = kScreenshotBudgetBytes;
  ISOTHERM_ASSIGN(GpuRenderer renderer, GpuRenderer::create(glsl_version, options));
  return std::unique_ptr<OffscreenRenderer>(std::make_unique<GpuOffscreenRenderer>(std::move(renderer)));
}

}  // namespace isotherm
