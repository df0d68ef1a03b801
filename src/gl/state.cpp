#include "gl/state.h"

#include <string>

#include "gl/api.h"

namespace isotherm::gl {

int max_texture_size() {
  GLint size = 0;
  glGetIntegerv(GL_MAX_TEXTURE_SIZE, &size);
  return size;
}

void begin_pass(const Viewport& viewport) {
  glViewport(viewport.x, viewport.y, viewport.width, viewport.height);
  glScissor(viewport.x, viewport.y, viewport.width, viewport.height);
  glEnable(GL_SCISSOR_TEST);
  glDisable(GL_DEPTH_TEST);
  glDisable(GL_STENCIL_TEST);
  glDisable(GL_CULL_FACE);
  glDisable(GL_DITHER);
  glDisable(GL_SAMPLE_ALPHA_TO_COVERAGE);
  glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
  // Sampler objects would override the textures' own filters.
  for (GLuint unit = 0; unit < 2; ++unit)
    glBindSampler(unit, 0);
}

void end_pass() {
  glDisable(GL_SCISSOR_TEST);
  glDisable(GL_BLEND);
  glUseProgram(0);
  glBindVertexArray(0);
  for (const GLenum unit : {GL_TEXTURE1, GL_TEXTURE0}) {
    glActiveTexture(unit);
    glBindTexture(GL_TEXTURE_2D, 0);
  }
}

void clear(Rgba color) {
  const auto unit = [](uint8_t value) { return static_cast<float>(value) / 255.0f; };
  glClearColor(unit(color.r), unit(color.g), unit(color.b), unit(color.a));
  glClear(GL_COLOR_BUFFER_BIT);
}

void set_blending(bool is_on) {
  if (!is_on) {
    glDisable(GL_BLEND);
    return;
  }
  glEnable(GL_BLEND);
  glBlendEquation(GL_FUNC_ADD);
  glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
}

void read_rgba(const Viewport& area, uint8_t* pixels) {
  glPixelStorei(GL_PACK_ALIGNMENT, 4);
  glPixelStorei(GL_PACK_ROW_LENGTH, 0);
  glReadPixels(area.x, area.y, area.width, area.height, GL_RGBA, GL_UNSIGNED_BYTE, pixels);
}

Status take_error(std::string_view doing) {
  const GLenum error = glGetError();
  if (error == GL_NO_ERROR) return success();
  // A lost context may report errors for ever; a healthy one holds only a few.
  for (int i = 0; i < 16 && glGetError() != GL_NO_ERROR; ++i) {
  }
  const std::string_view name = error == GL_OUT_OF_MEMORY                   ? "out of graphics memory"
                                : error == GL_INVALID_FRAMEBUFFER_OPERATION ? "framebuffer not usable"
                                                                            : "refused by the driver";
  return make_error(ErrorCode::graphics, std::string(doing) + ": " + std::string(name) + " (GL error " +
                                             std::to_string(error) + ")");
}

}  // namespace isotherm::gl
