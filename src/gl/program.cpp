#include "gl/program.h"

#include <array>

#include "gl/api.h"

namespace isotherm::gl {
namespace {

void delete_shader(unsigned id) {
  glDeleteShader(id);
}
using Shader = Object<delete_shader>;

// Highp samplers: GLSL ES gives sampler2D lowp, which would cut R32F values.
constexpr std::string_view kPrelude =
    "precision highp float;\nprecision highp int;\nprecision highp sampler2D;\n#line 1\n";

std::string trimmed(std::string log) {
  while (!log.empty() && (log.back() == '\0' || log.back() == '\n' || log.back() == ' '))
    log.pop_back();
  return log.empty() ? "the driver gave no log" : log;
}

Result<Shader> compile(std::string_view name, GLenum stage, std::string_view version,
                       std::string_view source) {
  Shader shader(glCreateShader(stage));
  const std::string text = std::string(version) + "\n" + std::string(kPrelude) + std::string(source);
  const char* data = text.c_str();
  glShaderSource(shader.id(), 1, &data, nullptr);
  glCompileShader(shader.id());
  GLint is_compiled = GL_FALSE, length = 0;
  glGetShaderiv(shader.id(), GL_COMPILE_STATUS, &is_compiled);
  if (is_compiled == GL_TRUE) return shader;
  glGetShaderiv(shader.id(), GL_INFO_LOG_LENGTH, &length);
  std::string log(length > 0 ? static_cast<size_t>(length) : 0, '\0');
  if (length > 0) glGetShaderInfoLog(shader.id(), length, nullptr, log.data());
  return make_error(ErrorCode::graphics,
                    "The " + std::string(stage == GL_VERTEX_SHADER ? "vertex" : "fragment") + " shader of " +
                        std::string(name) + " does not compile here: " + trimmed(std::move(log)));
}

}  // namespace

void delete_program(unsigned id) {
  glDeleteProgram(id);
}

Result<Program> Program::create(std::string_view name, std::string_view glsl_version, std::string_view vertex,
                                std::string_view fragment) {
  ISOTHERM_ASSIGN(const Shader vertex_shader, compile(name, GL_VERTEX_SHADER, glsl_version, vertex));
  ISOTHERM_ASSIGN(const Shader fragment_shader, compile(name, GL_FRAGMENT_SHADER, glsl_version, fragment));
  Program program;
  const unsigned id = glCreateProgram();
  program.object_ = Object<delete_program>(id);
  glAttachShader(id, vertex_shader.id());
  glAttachShader(id, fragment_shader.id());
  constexpr std::array kAttributes{"a_rect", "a_color", "a_ends", "a_sizes", "a_to_color"};
  for (unsigned i = 0; i < kAttributes.size(); ++i)
    glBindAttribLocation(id, i, kAttributes[i]);
  glLinkProgram(id);
  GLint is_linked = GL_FALSE, length = 0;
  glGetProgramiv(id, GL_LINK_STATUS, &is_linked);
  if (is_linked == GL_TRUE) return program;
  glGetProgramiv(id, GL_INFO_LOG_LENGTH, &length);
  std::string log(length > 0 ? static_cast<size_t>(length) : 0, '\0');
  if (length > 0) glGetProgramInfoLog(id, length, nullptr, log.data());
  return make_error(ErrorCode::graphics,
                    "The shaders of " + std::string(name) + " do not link here: " + trimmed(std::move(log)));
}

void Program::use() const {
  glUseProgram(object_.id());
}

int Program::location(const char* uniform) const {
  return glGetUniformLocation(object_.id(), uniform);
}

void Program::set(const char* uniform, int value) const {
  glUniform1i(location(uniform), value);
}
void Program::set(const char* uniform, float value) const {
  glUniform1f(location(uniform), value);
}
void Program::set(const char* uniform, int x, int y) const {
  glUniform2i(location(uniform), x, y);
}
void Program::set(const char* uniform, float x, float y) const {
  glUniform2f(location(uniform), x, y);
}
void Program::set(const char* uniform, float x, float y, float z) const {
  glUniform3f(location(uniform), x, y, z);
}
void Program::set(const char* uniform, float x, float y, float z, float w) const {
  glUniform4f(location(uniform), x, y, z, w);
}

}  // namespace isotherm::gl
