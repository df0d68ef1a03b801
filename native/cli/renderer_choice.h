#pragma once
// Which renderer draws an export.
#include <memory>
#include <optional>
#include <string>

#include "headless_gl/headless_gl.h"
#include "render/renderer.h"

namespace isotherm::cli {

struct RendererChoice {
  std::optional<HeadlessGl> context;  // outlives the renderer, and so comes first
  std::unique_ptr<OffscreenRenderer> renderer;
  std::string name;  // "gpu (…)" or "cpu", with the reason where there was a choice
};

// `wish`: "auto", "gpu" or "cpu". auto takes the GPU where there is one; a GL that runs on the CPU is slower
// than our own CPU renderer. Errors (graphics): "gpu" without a usable context.
Result<RendererChoice> choose_renderer(const std::string& wish);

// True for GL implementations without a GPU: llvmpipe, softpipe, SwiftShader, ...
bool is_software_gl(std::string renderer_name);

}  // namespace isotherm::cli
