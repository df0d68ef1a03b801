// The GPU renderer against the reference, on both kinds of context.
#include <gtest/gtest.h>

#include "headless_gl/headless_gl.h"
#include "render/compare.h"
#include "render/gl_context.h"
#include "render/gpu_renderer.h"

namespace isotherm::test::gpu_cpu_test {
namespace {

// Blending units round the source to 8 bits before and the sum after: up to one level per blended layer.
constexpr int kTolerance = 2;

class GpuCpuTest : public GlContextTest {
 protected:
  // Draws into a surface of the view's size.
  Image draw(GpuRenderer& renderer, const OwnedScene& owned) {
    const PixelSize size = owned.view.size;
    auto surface = gl::Framebuffer::create(size);
    EXPECT_TRUE(surface.ok());
    const gl::FramebufferBinding binding(*surface);
    renderer.draw(owned.scene, owned.view, DrawTarget::window(owned.view, size));
    std::vector<uint8_t> rgba(static_cast<size_t>(size.width) * static_cast<size_t>(size.height) * 4);
    gl::read_rgba({0, 0, size.width, size.height}, rgba.data());
    EXPECT_TRUE(gl::take_error("drawing").ok());
    Image image(size.width, size.height, 3);
    for (int y = 0; y < size.height; ++y) {
      const uint8_t* from = rgba.data() + static_cast<size_t>(size.height - 1 - y) * image.width * 4;
      for (int x = 0; x < size.width; ++x)
        std::copy_n(from + 4 * x, 3, image.row(y) + 3 * x);
    }
    return image;
  }

  void expect_same(const Image& actual, const Image& expected, const std::string& name) {
    const Difference difference = compare(actual, expected);
    EXPECT_LE(difference.largest, kTolerance) << name << ": " << difference.text;
    worst_ = std::max(worst_, difference.largest);
    if (difference.largest > kTolerance) {
      write_image(name + "-actual.png", actual);
      write_image(name + "-expected.png", expected);
    }
  }
  int worst_ = 0;
};

TEST_P(GpuCpuTest, DrawsEverySceneLikeTheReference) {
  auto renderer = make_gpu_renderer(glsl_version());
  ASSERT_TRUE(renderer.ok()) << renderer.error().to_string();
  for (const NamedScene& named : all_scenes()) {
    const OwnedScene owned = named.make();
    expect_same(render(**renderer, owned), render_on_cpu(owned), named.name);
  }
  RecordProperty("largest_difference", worst_);
}

TEST_P(GpuCpuTest, BothHeatPathsGiveTheSamePicture) {
  auto renderer = GpuRenderer::create(glsl_version());
  ASSERT_TRUE(renderer.ok()) << renderer.error().to_string();
  for (const NamedScene& named : all_scenes()) {
    const OwnedScene owned = named.make();
    const Image expected = render_on_cpu(owned);
    for (const HeatPath path : {HeatPath::gpu, HeatPath::cpu}) {
      renderer->set_heat_path(path);
      expect_same(draw(*renderer, owned), expected,
                  named.name + (path == HeatPath::cpu ? "_cpu_path" : "_gpu_path"));
    }
  }
  RecordProperty("largest_difference", worst_);
}

// Everything that is cut at the texture limit, cut much earlier.
TEST_P(GpuCpuTest, SmallTexturesGiveTheSamePicture) {
  GpuOptions options;
  options.max_texture_px = 37;
  options.chunk_texels = {29, 23};
  auto renderer = GpuRenderer::create(glsl_version(), options);
  ASSERT_TRUE(renderer.ok()) << renderer.error().to_string();
  for (const NamedScene& named : all_scenes()) {
    if (named.name.starts_with("several_chunks") || named.name.starts_with("bottom"))
      continue;  // thousands of quads
    const OwnedScene owned = named.make();
    expect_same(draw(*renderer, owned), render_on_cpu(owned), named.name + "_small_textures");
  }
}

// A field wider than any texture: 40,000 px of page at one coefficient per px.
TEST_P(GpuCpuTest, DrawsFieldsLargerThanATexture) {
  OwnedScene owned;
  owned.scene.page_px = {40'000, 40};
  owned.view = make_view({40'000, 40});
  add_heat(owned, make_clicks(owned.scene.page_px, 8'000), 2);
  ASSERT_GT(owned.fields.front().columns, gl::max_texture_size());
  auto renderer = make_gpu_renderer(glsl_version());
  ASSERT_TRUE(renderer.ok()) << renderer.error().to_string();
  expect_same(render(**renderer, owned), render_on_cpu(owned), "wide_field");
}

TEST_P(GpuCpuTest, LeavesTheRestOfTheFramebufferAlone) {
  auto renderer = GpuRenderer::create(glsl_version());
  ASSERT_TRUE(renderer.ok()) << renderer.error().to_string();
  const OwnedScene owned = all_scenes().front().make();
  const PixelSize size = owned.view.size, framebuffer{size.width + 50, size.height + 70};
  auto surface = gl::Framebuffer::create(framebuffer);
  ASSERT_TRUE(surface.ok());
  const gl::FramebufferBinding binding(*surface);
  gl::clear({1, 2, 3, 4});
  renderer->draw(owned.scene, owned.view, DrawTarget::window(owned.view, framebuffer, 20, 30));
  std::vector<uint8_t> rgba(static_cast<size_t>(framebuffer.width) * static_cast<size_t>(framebuffer.height) *
                            4);
  gl::read_rgba({0, 0, framebuffer.width, framebuffer.height}, rgba.data());
  const Image expected = render_on_cpu(owned);
  for (int y = 0; y < framebuffer.height; ++y) {
    for (int x = 0; x < framebuffer.width; ++x) {
      const uint8_t* px =
          rgba.data() + (static_cast<size_t>(framebuffer.height - 1 - y) * framebuffer.width + x) * 4;
      const bool is_inside = x >= 20 && x < 20 + size.width && y >= 30 && y < 30 + size.height;
      const Rgba wanted = is_inside ? expected.at(x - 20, y - 30) : Rgba{1, 2, 3, 4};
      ASSERT_NEAR(px[0], wanted.r, kTolerance) << x << ", " << y;
      ASSERT_NEAR(px[1], wanted.g, kTolerance) << x << ", " << y;
      ASSERT_EQ(px[3], wanted.a) << x << ", " << y;
    }
  }
}

TEST_P(GpuCpuTest, RefusesATargetThatDoesNotFit) {
  auto renderer = make_gpu_renderer(glsl_version());
  ASSERT_TRUE(renderer.ok());
  const OwnedScene owned = all_scenes().front().make();
  Image narrow(owned.view.size.width - 1, owned.view.size.height, 3);
  Image low(owned.view.size.width, owned.view.size.height, 3);
  EXPECT_FALSE((*renderer)->draw(owned.scene, owned.view, narrow, 0).ok());
  EXPECT_FALSE((*renderer)->draw(owned.scene, owned.view, low, 1).ok());
  EXPECT_FALSE(make_cpu_renderer()->draw(owned.scene, owned.view, low, 1).ok());
}

TEST_P(GpuCpuTest, SaysWhyAShaderDoesNotCompile) {
  const auto program =
      gl::Program::create("a test", glsl_version(), "void main() { gl_Position = nonsense; }", "");
  ASSERT_FALSE(program.ok());
  EXPECT_EQ(program.error().code, ErrorCode::graphics);
  EXPECT_NE(program.error().message.find("vertex shader of a test"), std::string::npos);
  EXPECT_NE(program.error().message.find("nonsense"), std::string::npos) << program.error().message;
}

INSTANTIATE_TEST_SUITE_P(Contexts, GpuCpuTest, testing::Values(GlApi::gl33_core, GlApi::gles30),
                         context_name);

}  // namespace
}  // namespace isotherm::test::gpu_cpu_test
