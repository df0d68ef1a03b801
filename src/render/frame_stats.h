#pragma once
#include <cstddef>
#include <cstdint>

namespace isotherm {

// What one GpuRenderer::draw() did: what tests of "least work" read.
struct FrameStats {
  uint32_t passes = 0;  // over a framebuffer, one after the other
  uint32_t draw_calls = 0;
  uint32_t uploads = 0;  // textures filled
  size_t uploaded_bytes = 0;
  size_t resident_bytes = 0;  // of screenshot textures kept for later frames
};

}  // namespace isotherm
