#pragma once
#include <string>
#include <string_view>

#include "base/geometry.h"
#include "base/image.h"
#include "base/result.h"
#include "gl/object.h"

namespace isotherm::gl {

void delete_program(unsigned id);

// A linked pair of shaders. The sources carry no #version: one text serves "#version 300 es" and
// "#version 330 core", and a prelude adds the version line and the precisions that GLSL ES asks for.
class Program {
 public:
  // Attributes: 0 a_rect, 1 a_color, 2 a_ends, 3 a_sizes, 4 a_to_color. Errors (graphics) carry the driver's
  // log and `name`.
  static Result<Program> create(std::string_view name, std::string_view glsl_version, std::string_view vertex,
                                std::string_view fragment);

  void use() const;
  // The program must be in use. Names that the linker removed are ignored, as GL does.
  void set(const char* uniform, int value) const;
  void set(const char* uniform, float value) const;
  void set(const char* uniform, int x, int y) const;
  void set(const char* uniform, float x, float y) const;
  void set(const char* uniform, float x, float y, float z) const;
  void set(const char* uniform, float x, float y, float z, float w) const;
  void forget() { object_.forget(); }

 private:
  int location(const char* uniform) const;
  Object<delete_program> object_;
};

}  // namespace isotherm::gl
