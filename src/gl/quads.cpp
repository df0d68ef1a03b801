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
  unsigned buffer = 0;
  glGenBuffers(1, &buffer);
  quads.instances_ = Object<delete_buffer>(buffer);

  glBindVertexArray(quads.instanced_.id());
  glBindBuffer(GL_ARRAY_BUFFER, buffer);
  constexpr auto kStride = static_cast<GLsizei>(sizeof(QuadInstance));
  glVertexAttribPointer(0, 4, GL_FLOAT, GL_FALSE, kStride, buffer_offset(offsetof(QuadInstance, x0)));
  glVertexAttribPointer(1, 4, GL_UNSIGNED_BYTE, GL_TRUE, kStride, buffer_offset(offsetof(QuadInstance, r)));
  for (GLuint attribute = 0; attribute < 2; ++attribute) {
    glEnableVertexAttribArray(attribute);
    glVertexAttribDivisor(attribute, 1);
  }
  glBindVertexArray(0);
  glBindBuffer(GL_ARRAY_BUFFER, 0);
  return quads;
}

void Quads::draw_one() const {
  glBindVertexArray(plain_.id());
  glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
}

void Quads::draw_instances(std::span<const QuadInstance> instances) {
  glBindVertexArray(instanced_.id());
  glBindBuffer(GL_ARRAY_BUFFER, instances_.id());
  glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(instances.size_bytes()), instances.data(),
               GL_STREAM_DRAW);
  glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, static_cast<GLsizei>(instances.size()));
  glBindBuffer(GL_ARRAY_BUFFER, 0);
}

void Quads::forget() {
  plain_.forget();
  instanced_.forget();
  instances_.forget();
}

}  // namespace isotherm::gl
