#pragma once
#include <gtest/gtest.h>

#include <optional>

#include "headless_gl/headless_gl.h"

namespace isotherm::test {

// A test with a GL context of its own, for each kind of context; skipped, with the reason, where there is
// none.
class GlContextTest : public testing::TestWithParam<GlApi> {
 protected:
  void SetUp() override {
    auto context = HeadlessGl::create(GetParam());
    if (!context.ok()) GTEST_SKIP() << "no GL context on this machine: " << context.error().to_string();
    context_.emplace(std::move(context).value());
  }
  const char* glsl_version() const {
    return GetParam() == GlApi::gl33_core ? "#version 330 core" : "#version 300 es";
  }

 private:
  std::optional<HeadlessGl> context_;
};

inline std::string context_name(const testing::TestParamInfo<GlApi>& info) {
  return info.param == GlApi::gl33_core ? "gl33_core" : "gles30";
}

}  // namespace isotherm::test
