#include "cli/renderer_choice.h"

#include <algorithm>
#include <cctype>

namespace isotherm::cli {
namespace {

RendererChoice cpu(const std::string& reason) {
  return {std::nullopt, make_cpu_renderer(), "cpu" + reason};
}

Result<RendererChoice> gpu(HeadlessGl context) {
  RendererChoice choice;
  choice.name = "gpu (" + context.renderer_name() + ")";
  ISOTHERM_ASSIGN(choice.renderer, make_gpu_renderer(context.api() == GlApi::gles30 ? "#version 300 es"
                                                                                    : "#version 330 core"));
  choice.context.emplace(std::move(context));
  return choice;
}

Result<HeadlessGl> any_context() {
  Result<HeadlessGl> core = HeadlessGl::create(GlApi::gl33_core);
  if (core) return core;
  Result<HeadlessGl> es = HeadlessGl::create(GlApi::gles30);
  if (es) return es;
  return core.error();
}

}  // namespace

bool is_software_gl(std::string renderer_name) {
  std::transform(renderer_name.begin(), renderer_name.end(), renderer_name.begin(),
                 [](unsigned char c) { return std::tolower(c); });
  for (const char* name : {"llvmpipe", "softpipe", "swiftshader", "swrast", "software"}) {
    if (renderer_name.find(name) != std::string::npos) return true;
  }
  return false;
}

Result<RendererChoice> choose_renderer(const std::string& wish) {
  if (wish == "cpu") return cpu("");
  Result<HeadlessGl> context = any_context();
  if (wish == "gpu") {
    if (!context)
      return make_error(ErrorCode::graphics, context.error().message + "; --renderer cpu needs no OpenGL");
    return gpu(std::move(context).value());
  }
  if (!context) return cpu(" (no OpenGL here)");
  const std::string name = context->renderer_name();
  if (is_software_gl(name)) return cpu(" (OpenGL here is " + name + ", which has no GPU)");
  Result<RendererChoice> choice = gpu(std::move(context).value());
  if (!choice) return cpu(" (the GPU cannot draw this: " + choice.error().message + ")");
  return choice;
}

}  // namespace isotherm::cli
