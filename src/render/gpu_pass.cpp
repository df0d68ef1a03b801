#include "render/gpu_pass.h"

#include "embedded_shaders.h"

namespace isotherm {

DrawTarget DrawTarget::window(const SceneView& view, PixelSize framebuffer_px, int x, int y) {
  return {{x, framebuffer_px.height - y - view.size.height, view.size.width, view.size.height},
          whole(view),
          false};
}

Result<Programs> Programs::create(std::string_view version) {
  using namespace embedded;
  ISOTHERM_ASSIGN(gl::Program fill, gl::Program::create("fills", version, fill_vert, fill_frag));
  ISOTHERM_ASSIGN(gl::Program shape, gl::Program::create("shapes", version, shape_vert, shape_frag));
  ISOTHERM_ASSIGN(gl::Program image, gl::Program::create("images", version, image_vert, image_frag));
  ISOTHERM_ASSIGN(gl::Program page, gl::Program::create("the page", version, quad_vert, page_frag));
  ISOTHERM_ASSIGN(gl::Program heat, gl::Program::create("the heat layer", version, quad_vert, heat_frag));
  return Programs{std::move(fill), std::move(shape), std::move(image), std::move(page), std::move(heat)};
}

void Programs::forget() {
  for (gl::Program* program : {&fill, &shape, &image, &page, &heat})
    program->forget();
}

GpuPass::GpuPass(const SceneView& view, const DrawTarget& target, const Programs& programs, gl::Quads& quads,
                 FrameStats& stats)
    : view_(view), target_(target), programs_(programs), quads_(quads), stats_(stats) {}

void GpuPass::set_clip_from_view(const gl::Program& program) const {
  const double sx = 2.0 / target_.viewport.width;
  const double sy = (target_.is_top_row_first ? 2.0 : -2.0) / target_.viewport.height;
  const double ox = -1 - target_.part.x0 * sx;
  const double oy = (target_.is_top_row_first ? -1 : 1) - target_.part.y0 * sy;
  program.set("u_clip_from_view", static_cast<float>(sx), static_cast<float>(sy), static_cast<float>(ox),
              static_cast<float>(oy));
}

void GpuPass::draw(const gl::Program& program, const ViewRect& area) const {
  set_clip_from_view(program);
  program.set("u_rect", static_cast<float>(area.x0), static_cast<float>(area.y0), static_cast<float>(area.x1),
              static_cast<float>(area.y1));
  set_view_from_fragment(program);
  quads_.draw_one();
  ++stats_.draw_calls;
}

void GpuPass::set_view_from_fragment(const gl::Program& program) const {
  const gl::Viewport& viewport = target_.viewport;
  const int dx = target_.part.x0 - viewport.x;
  const int dy = target_.is_top_row_first ? target_.part.y0 - viewport.y
                                          : target_.part.y0 + viewport.height - 1 + viewport.y;
  program.set("u_view_from_fragment", static_cast<float>(dx), static_cast<float>(dy),
              target_.is_top_row_first ? 1.0f : -1.0f);
}

void GpuPass::draw_fills(std::span<const gl::QuadInstance> fills) const {
  if (fills.empty()) return;
  programs_.fill.use();
  set_clip_from_view(programs_.fill);
  gl::set_blending(true);
  quads_.draw_instances(fills);
  ++stats_.draw_calls;
}

void GpuPass::draw_shapes(std::span<const gl::ShapeInstance> shapes) const {
  if (shapes.empty()) return;
  programs_.shape.use();
  set_clip_from_view(programs_.shape);
  set_view_from_fragment(programs_.shape);
  gl::set_blending(true);
  quads_.draw_shapes(shapes);
  ++stats_.draw_calls;
}

void GpuPass::draw_copy(const gl::Texture& texture, int x, int y, const ViewRect& area,
                        bool is_straight_alpha) const {
  const gl::Program& program = programs_.image;
  const double width = texture.size().width, height = texture.size().height;
  program.use();
  texture.bind(0);
  program.set("u_image", 0);
  program.set("u_texture_rect", static_cast<float>((area.x0 - x) / width),
              static_cast<float>((area.y0 - y) / height), static_cast<float>((area.x1 - x) / width),
              static_cast<float>((area.y1 - y) / height));
  program.set("u_is_straight", is_straight_alpha ? 1.0f : 0.0f);
  draw(program, area);
}

}  // namespace isotherm
