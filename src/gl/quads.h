#pragma once
// Rectangles as instanced triangle strips of four vertices that the vertex shader makes from gl_VertexID.
#include <cstddef>
#include <cstdint>
#include <span>

#include "gl/object.h"

namespace isotherm::gl {

void delete_buffer(unsigned id);
void delete_vertex_array(unsigned id);

// Per-instance data: attribute 0 = rectangle (vec4 of ints), attribute 1 = colour (vec4, 0..1).
struct QuadInstance {
  float x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  uint8_t r = 0, g = 0, b = 0, a = 255;
};

// A rectangle with a soft-edged shape in it: attributes 0 and 1 as above, 2 = ends (vec4), 3 = sizes (vec4),
// 4 = second colour.
struct ShapeInstance {
  QuadInstance quad;
  float from_x = 0, from_y = 0, to_x = 0, to_y = 0;
  float from_radius = 0, to_radius = 0, thickness = 0, unused = 0;
  uint8_t r = 0, g = 0, b = 0, a = 255;
};

class Quads {
 public:
  static Quads create();
  // Draws one quad; the vertex shader gets it from uniforms.
  void draw_one() const;
  // Uploads the instances and draws them in order, in one call.
  void draw_instances(std::span<const QuadInstance> instances);
  void draw_shapes(std::span<const ShapeInstance> instances);
  void forget();

 private:
  void upload_and_draw(unsigned vertex_array, const void* data, size_t bytes, size_t count);
  Object<delete_vertex_array> plain_, instanced_, shapes_;
  Object<delete_buffer> instances_;
};

}  // namespace isotherm::gl
