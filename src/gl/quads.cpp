#include "gl/quads.h"

#include "gl/api.h"

namespace isotherm::gl {
namespace {

unsigned make_vertex_array() {
  unsigned id = 0;
  glGenVertexArrays(1, &id);
  return id;
}

const void* buffer_offset(size_t offset) {
  return reinterpret_cast<const void*>(offset);
}

// Attributes of the bound vertex array and buffer, one value per instance.
void add_floats(GLuint attribute, GLsizei stride, size_t offset) {
  glVertexAttribPointer(attribute, 4, GL_FLOAT, GL_FALSE, stride, buffer_offset(offset));
  glEnableVertexAttribArray(attribute);
  glVertexAttribDivisor(attribute, 1);
}
void add_color(GLuint attribute, GLsizei stride, size_t offset) {
  glVertexAttribPointer(attribute, 4, GL_UNSIGNED_BYTE, GL_TRUE, stride, buffer_offset(offset));
  glEnableVertexAttribArray(attribute);
  glVertexAttribDivisor(attribute, 1);
}

}  // namespace

void delete_buffer(unsigned id) {
  glDeleteBuffers(1, &id);
}
void delete_vertex_array(unsigned id) {
  glDeleteVertexArrays(1, &id);
}

Quads Quads::create() {
  Quads quads;
  quads.plain_ = Object<delete_vertex_array>(make_vertex_array());
  quads.instanced_ = Object<delete_vertex_array>(make_vertex_array());
  quads.shapes_ = Object<delete_vertex_array>(make_vertex_array());
  unsigned buffer = 0;
  glGenBuffers(1, &buffer);
  quads.instances_ = Object<delete_buffer>(buffer);

  glBindBuffer(GL_ARRAY_BUFFER, buffer);
  glBindVertexArray(quads.instanced_.id());
  constexpr auto kQuad = static_cast<GLsizei>(sizeof(QuadInstance));
  add_floats(0, kQuad, offsetof(QuadInstance, x0));
  add_color(1, kQuad, offsetof(QuadInstance, r));
  glBindVertexArray(quads.shapes_.id());
  constexpr auto kShape = static_cast<GLsizei>(sizeof(ShapeInstance));
  add_floats(0, kShape, offsetof(ShapeInstance, quad) + offsetof(QuadInstance, x0));
  add_color(1, kShape, offsetof(ShapeInstance, quad) + offsetof(QuadInstance, r));
  add_floats(2, kShape, offsetof(ShapeInstance, from_x));
  add_floats(3, kShape, offsetof(ShapeInstance, from_radius));
  add_color(4, kShape, offsetof(ShapeInstance, r));
  glBindVertexArray(0);
  glBindBuffer(GL_ARRAY_BUFFER, 0);
  return quads;
}

void Quads::draw_one() const {
  glBindVertexArray(plain_.id());
  glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
}

void Quads::draw_instances(std::span<const QuadInstance> instances) {
  upload_and_draw(instanced_.id(), instances.data(), instances.size_bytes(), instances.size());
}

void Quads::draw_shapes(std::span<const ShapeInstance> instances) {
  upload_and_draw(shapes_.id(), instances.data(), instances.size_bytes(), instances.size());
}

void Quads::upload_and_draw(unsigned vertex_array, const void* data, size_t bytes, size_t count) {
  glBindVertexArray(vertex_array);
  glBindBuffer(GL_ARRAY_BUFFER, instances_.id());
  glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(bytes), data, GL_STREAM_DRAW);
  glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, static_cast<GLsizei>(count));
  glBindBuffer(GL_ARRAY_BUFFER, 0);
}

void Quads::forget() {
  plain_.forget();
  instanced_.forget();
  shapes_.forget();
  instances_.forget();
}

}  // namespace isotherm::gl
