// The least work per change: what is uploaded, and when.
#include <gtest/gtest.h>

#include "model/picture.h"
#include "render/compare.h"
#include "render/gl_context.h"
#include "render/gpu_renderer.h"
#include "render/recordings.h"

namespace isotherm::test::frame_stats_test {
namespace {

class FrameStatsTest : public GlContextTest {
 protected:
  void SetUp() override {
    GlContextTest::SetUp();
    if (IsSkipped()) return;
    auto renderer = GpuRenderer::create(glsl_version());
    ASSERT_TRUE(renderer.ok()) << renderer.error().to_string();
    renderer_.emplace(std::move(renderer).value());
    auto surface = gl::Framebuffer::create(kView);
    ASSERT_TRUE(surface.ok());
    surface_.emplace(std::move(surface).value());
  }
  void TearDown() override {
    renderer_.reset();
    surface_.reset();
  }
  FrameStats draw(const OwnedScene& owned) {
    const gl::FramebufferBinding binding(*surface_);
    renderer_->draw(owned.scene, owned.view, DrawTarget::window(owned.view, kView));
    return renderer_->stats();
  }
  static OwnedScene make_scene(PixelSize page, double origin_y = 0) {
    OwnedScene owned;
    owned.scene.page_px = page;
    owned.scene.tiles_revision = 7;
    owned.view = make_view(kView, {0, origin_y});
    add_screenshot(owned, make_screenshot(page.width, page.height),
                   {0, 0, double(page.width), double(page.height)});
    add_heat(owned, make_clicks(page, 300), 20);
    Image label = make_screenshot(50, 20, 4);
    owned.scene.sprites.push_back({owned.keep(std::move(label)), {10, 10 + origin_y}, false, 0, 0});
    return owned;
  }

  static constexpr PixelSize kView{320, 240};
  std::optional<GpuRenderer> renderer_;
  std::optional<gl::Framebuffer> surface_;
};

TEST_P(FrameStatsTest, NothingIsUploadedWhenNothingChanged) {
  const OwnedScene owned = make_scene({320, 400});
  for (const HeatPath path : {HeatPath::gpu, HeatPath::cpu}) {
    renderer_->set_heat_path(path);
    EXPECT_GT(draw(owned).uploads, 0u);
    EXPECT_EQ(draw(owned).uploads, 0u);
    EXPECT_GT(draw(owned).draw_calls, 0u);
  }
}

TEST_P(FrameStatsTest, ColoursCostTheTableAndOpacityNothing) {
  OwnedScene owned = make_scene({320, 400});
  draw(owned);
  owned.scene.heats.front().opacity = 0.4;
  EXPECT_EQ(draw(owned).uploaded_bytes, 0u);
  owned.scene.heats.front().maximum *= 2;
  EXPECT_EQ(draw(owned).uploaded_bytes, 0u);
  owned.scene.heats.front().colors = color_table(Ramp::mono);
  EXPECT_EQ(draw(owned).uploaded_bytes, 1024u);
}

TEST_P(FrameStatsTest, ANewRadiusUploadsTheFieldAlone) {
  OwnedScene owned = make_scene({320, 400});
  draw(owned);
  owned.scene.heats.clear();
  add_heat(owned, make_clicks({320, 400}, 300), 33);
  const FrameStats stats = draw(owned);
  EXPECT_EQ(stats.uploads, 1u);
  EXPECT_LT(stats.uploaded_bytes, owned.scene.heats.front().field->coefficients.size() * 4 * 2);
}

TEST_P(FrameStatsTest, EachHeatKeepsWhatItUploaded) {
  OwnedScene owned = make_scene({320, 400});
  add_heat(owned, make_clicks({320, 400}, 80), 12, Ramp::mono);
  draw(owned);
  EXPECT_EQ(draw(owned).uploads, 0u);
  owned.scene.heats[1].colors = color_table(Ramp::viridis);
  EXPECT_EQ(draw(owned).uploaded_bytes, 1024u);
  owned.scene.heats.pop_back();
  EXPECT_EQ(draw(owned).uploads, 0u);
  add_heat(owned, make_clicks({320, 400}, 80), 12, Ramp::mono);
  EXPECT_EQ(draw(owned).uploads, 2u) << "its field and its colours";
}

TEST_P(FrameStatsTest, PanningInsideAChunkUploadsNothing) {
  OwnedScene owned = make_scene({320, 900});
  draw(owned);
  owned.view.transform.origin_page.y = 120;
  EXPECT_EQ(draw(owned).uploads, 0u);
}

TEST_P(FrameStatsTest, TheCpuPathFollowsEveryChange) {
  OwnedScene owned = make_scene({320, 400});
  renderer_->set_heat_path(HeatPath::cpu);
  draw(owned);
  owned.scene.heats.front().opacity = 0.4;
  EXPECT_EQ(draw(owned).uploads, 1u);
  owned.scene.dimming = 0.5;
  EXPECT_EQ(draw(owned).uploads, 1u);
  owned.view.transform.origin_page.y = 3;
  EXPECT_EQ(draw(owned).uploads, 1u);
  owned.scene.heats.clear();
  EXPECT_EQ(draw(owned).uploads, 1u);
  owned.scene.fills.push_back({{0, 0, 50, 50}, {1, 2, 3, 4}, 0});
  EXPECT_EQ(draw(owned).uploads, 0u);
}

TEST_P(FrameStatsTest, OnlyWhatIsSeenOfATallPageGoesUp) {
  constexpr PixelSize kTall{1440, 65'535};
  GpuOptions options;
  options.screenshot_budget_bytes = 16u << 20;
  auto renderer = GpuRenderer::create(glsl_version(), options);
  ASSERT_TRUE(renderer.ok());
  renderer_.emplace(std::move(renderer).value());
  OwnedScene owned;
  owned.scene.page_px = kTall;
  owned.scene.tiles_revision = 1;
  add_screenshot(owned, Image(kTall.width, kTall.height, 3), {0, 0, 1440, 65'535});
  for (int y = 0; y < 65'000; y += 1'000) {
    owned.view = make_view(kView, {0, static_cast<double>(y)});
    const FrameStats stats = draw(owned);
    ASSERT_LE(stats.uploaded_bytes, 10u << 20);
    ASSERT_LE(stats.resident_bytes, 16u << 20);
  }
  // The whole page at once: reduced before it goes up.
  owned.view = make_view(kView, {0, 0}, {240.0 / 65'535, 240.0 / 65'535});
  EXPECT_LE(draw(owned).uploaded_bytes, 1u << 20);
}

// What a change costs, from the settings to the pixels.
struct Cost {
  uint64_t binnings = 0, surveys = 0, blurs = 0;
  uint32_t passes = 0, draw_calls = 0, uploads = 0;
  size_t uploaded_bytes = 0;
  friend bool operator==(const Cost&, const Cost&) = default;
};
std::ostream& operator<<(std::ostream& out, const Cost& cost) {
  return out << cost.binnings << " binnings, " << cost.surveys << " surveys, " << cost.blurs << " blurs, "
             << cost.passes << " passes, " << cost.draw_calls << " draw calls, " << cost.uploads
             << " uploads, " << cost.uploaded_bytes << " bytes";
}

TEST_P(FrameStatsTest, EachChangeCostsTheLeastWhateverTheNumberOfEvents) {
  for (const int clicks : {500, 50'000}) {
    const Recording recording = make_recording({320, 4'000}, clicks);
    for (const HeatPath path : {HeatPath::gpu, HeatPath::cpu}) {
      renderer_->set_heat_path(path);
      Picture picture;
      PictureSettings settings;
      SceneView view = make_view(kView, {0, 1'000});
      const auto cost_of = [&](auto&& change) {
        const WorkCounters before = picture.work();
        change();
        EXPECT_TRUE(picture.update(recording, settings, Picture::Survey::later).ok());
        OwnedScene owned;
        owned.scene = picture.scene(view, {});
        owned.view = view;
        const FrameStats stats = draw(owned);
        const WorkCounters& after = picture.work();
        return Cost{after.binnings - before.binnings,
                    after.peaks - before.peaks,
                    after.blurs - before.blurs,
                    stats.passes,
                    stats.draw_calls,
                    stats.uploads,
                    stats.uploaded_bytes};
      };
      const size_t picture_bytes = size_t{4} * kView.width * kView.height;
      const bool is_gpu = path == HeatPath::gpu;
      // The paper and the heat, or both in one picture.
      const uint32_t draws = is_gpu ? 2 : 1;
      const auto colored = [&](uint32_t uploads, size_t bytes) {
        return is_gpu ? Cost{0, 0, 0, 1, draws, uploads, bytes} : Cost{0, 0, 0, 1, draws, 1, picture_bytes};
      };
      const Cost first = cost_of([] {});
      EXPECT_EQ(first.binnings, 1u);
      EXPECT_EQ(first.blurs, 1u);
      EXPECT_EQ(cost_of([] {}), (Cost{0, 0, 0, 1, draws, 0, 0}));
      EXPECT_EQ(cost_of([&] { settings.ramp = Ramp::viridis; }), colored(1, 1'024));
      EXPECT_EQ(cost_of([&] { settings.opacity = 0.4; }), colored(0, 0));
      EXPECT_EQ(cost_of([&] { settings.maximum = picture.automatic_maximum() / 2; }), colored(0, 0));
      const Cost moved = cost_of([&] { view.transform.origin_page.y += 1; });
      EXPECT_EQ(moved.blurs, 1u) << "with a margin from now on";
      EXPECT_EQ(moved.binnings + moved.surveys, 0u);
      EXPECT_EQ(cost_of([&] { view.transform.origin_page.y += 50; }), colored(0, 0)) << "inside the margin";
      Cost radius = cost_of([&] { settings.radius_px = 50; });
      if (is_gpu) {
        EXPECT_LT(radius.uploaded_bytes, picture_bytes);
        radius.uploaded_bytes = 0;
      }
      EXPECT_EQ(radius, (Cost{0, 1, 1, 1, draws, 1, is_gpu ? 0 : picture_bytes}));
    }
  }
}

TEST_P(FrameStatsTest, MeasuringChoosesThePathThatTheClockFavours) {
  static double time_ms;
  static double step_ms;
  time_ms = 0;
  // Each reading of the clock takes longer than the one before: the path measured first (gpu) looks faster.
  step_ms = 1;
  const auto rising = []() { return time_ms += step_ms *= 2; };
  EXPECT_EQ(renderer_->measure_heat_path(rising), HeatPath::gpu);
  step_ms = 1e6;
  const auto falling = []() { return time_ms += step_ms /= 2; };
  EXPECT_EQ(renderer_->measure_heat_path(falling), HeatPath::cpu);
  EXPECT_EQ(renderer_->heat_path(), HeatPath::cpu);
}

INSTANTIATE_TEST_SUITE_P(Contexts, FrameStatsTest, testing::Values(GlApi::gl33_core, GlApi::gles30),
                         context_name);

}  // namespace
}  // namespace isotherm::test::frame_stats_test
