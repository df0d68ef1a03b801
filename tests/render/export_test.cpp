#include "render/export_picture.h"

#include <gtest/gtest.h>

#include "render/compare.h"
#include "render/gl_context.h"
#include "render/recordings.h"

namespace isotherm::test::export_test {
namespace {

constexpr int kTolerance = 2;

Picture make_picture(const Recording& recording, Layer layer = Layer::clicks, double radius_px = 40) {
  Picture picture;
  PictureSettings settings;
  settings.layer = layer;
  settings.radius_px = radius_px;
  const Status status = picture.update(recording, settings);
  EXPECT_TRUE(status.ok()) << status.error().to_string();
  return picture;
}

Image export_on_cpu(Picture& picture, std::span<const Image* const> images, bool with_caption = false) {
  const auto renderer = make_cpu_renderer();
  auto image = export_picture(picture, images, *renderer, {with_caption});
  EXPECT_TRUE(image.ok()) << image.error().to_string();
  return image.ok() ? std::move(image).value() : Image();
}

Image rows_of(const Image& image, int y0, int rows) {
  Image part(image.width, rows, image.channels);
  std::copy_n(image.row(y0), part.pixels.size(), part.pixels.data());
  return part;
}

TEST(ExportTest, HasThePageSizeWithoutAScreenshot) {
  const Recording recording = make_recording({390, 1500}, 100);
  Picture picture = make_picture(recording);
  const Image image = export_on_cpu(picture, {});
  EXPECT_EQ(image.width, picture.page_px().width);
  EXPECT_EQ(image.height, picture.page_px().height);
  EXPECT_EQ(image.channels, 3);
}

TEST(ExportTest, HasTheScreenshotsOwnSize) {
  const Recording recording = make_recording({1422, 1500}, 100, {1280, 1400});
  Picture picture = make_picture(recording);
  ASSERT_EQ(picture.screenshots().size(), 1u);
  const Image screenshot = make_screenshot(1280, 1400);
  const Image image = export_on_cpu(picture, std::array{&screenshot});
  ASSERT_EQ(image.width, 1280);
  ASSERT_EQ(image.height, 1400);
  // Where nobody clicked, the screenshot is copied exactly.
  for (const int x : {0, 100, 1279})
    EXPECT_EQ(image.at(x, 0), screenshot.at(x, 0));
}

// Strip by strip, it is the picture as a whole: with a caption, and where the page is narrower than that.
TEST(ExportTest, ThePngHoldsThePicture) {
  for (const int width : {700, 120}) {
    const Recording recording = make_recording({width, 2500}, 300, {width, 2500});
    Picture picture = make_picture(recording);
    const Image screenshot = make_screenshot(width, 2500);
    const auto renderer = make_cpu_renderer();
    const Image* images[] = {&screenshot};
    const Image whole = export_on_cpu(picture, images, true);
    auto strips = PictureStrips::create(picture, images, *renderer, {true});
    ASSERT_TRUE(strips.ok());
    Bytes png;
    size_t largest = 0;
    ASSERT_TRUE(write_png(*strips, {}, [&](ByteSpan bytes) {
                  png.insert(png.end(), bytes.begin(), bytes.end());
                  largest = std::max(largest, bytes.size());
                  return success();
                }).ok());
    EXPECT_TRUE(strips->is_done());
    EXPECT_LT(largest, png.size());
    const auto decoded = decode_image(png);
    ASSERT_TRUE(decoded.ok());
    EXPECT_EQ(decoded->width, whole.width);
    EXPECT_EQ(decoded->pixels, whole.pixels);
  }
}

TEST(ExportTest, BandsLeaveNoSeam) {
  const Recording recording = make_recording({500, 2500}, 600, {500, 2500});
  Picture picture = make_picture(recording);
  const Image screenshot = make_screenshot(500, 2500);
  const std::array images{&screenshot};
  const Image image = export_on_cpu(picture, images);
  Image whole(500, 2500, 3);
  const SceneView view = make_view({500, 2500});
  const Scene scene = picture.scene(view, images);
  ASSERT_TRUE(make_cpu_renderer()->draw(scene, view, whole, 0).ok());
  const Difference difference = compare(image, whole);
  // Fields of bands begin at other cells: the same sums, grouped differently.
  EXPECT_LE(difference.largest, 1) << difference.text;
}

TEST(ExportTest, TiledPagesAreLaidOutByTheirPositions) {
  Recording recording = make_recording({400, 600}, 0);
  Image top = make_screenshot(800, 600), bottom = make_screenshot(800, 600);
  add_screenshot_tile(recording, {0, 0, 400, 300}, {800, 600});
  add_screenshot_tile(recording, {0, 300, 400, 600}, {800, 600});
  Picture picture = make_picture(recording);
  ASSERT_EQ(picture.screenshots().size(), 2u);
  const Image image = export_on_cpu(picture, std::array<const Image*, 2>{&top, &bottom});
  ASSERT_EQ(image.width, 800);
  ASSERT_EQ(image.height, 1200);
  EXPECT_EQ(compare(rows_of(image, 0, 600), top).largest, 0);
  EXPECT_EQ(compare(rows_of(image, 600, 600), bottom).largest, 0);
}

TEST(ExportTest, CaptionsStandOutsideThePage) {
  for (const int width : {90, 320, 1440}) {
    const Recording recording = make_recording({width, 500}, 200);
    Picture picture = make_picture(recording);
    const Image plain = export_on_cpu(picture, {});
    const Image captioned = export_on_cpu(picture, {}, true);
    ASSERT_GT(captioned.height, plain.height + 40);
    ASSERT_GE(captioned.width, plain.width);
    // The page is in it unchanged, below the title.
    const int x0 = (captioned.width - plain.width) / 2;
    int found_at = -1;
    for (int y0 = 0; y0 + plain.height <= captioned.height && found_at < 0; ++y0) {
      bool is_same = true;
      for (int y = 0; y < plain.height && is_same; ++y) {
        is_same = std::equal(plain.row(y), plain.row(y) + plain.stride(), captioned.row(y0 + y) + 3 * x0);
      }
      if (is_same) found_at = y0;
    }
    EXPECT_GT(found_at, 10) << width;
  }
}

TEST(ExportTest, RefusesPicturesBeyondTheLimits) {
  // A screenshot that claims to show very few CSS px makes a huge picture of the others.
  Recording recording = make_recording({4, 4'000}, 0);
  add_screenshot_tile(recording, {0, 0, 4, 4}, {4'000, 4'000});
  add_screenshot_tile(recording, {0, 4, 4, 4'000}, {4, 3'996});
  Picture picture = make_picture(recording);
  const Image first = make_screenshot(4'000, 4'000), second = make_screenshot(4, 3'996);
  const auto renderer = make_cpu_renderer();
  ASSERT_EQ(picture.screenshots().size(), 2u);
  const auto image = export_picture(picture, std::array<const Image*, 2>{&first, &second}, *renderer, {});
  ASSERT_FALSE(image.ok());
  EXPECT_EQ(image.error().code, ErrorCode::limit);
}

class GpuExportTest : public GlContextTest {};

TEST_P(GpuExportTest, SameAsOnTheCpu) {
  const Recording recording = make_recording({1422, 1500}, 300, {1280, 1400});
  const Image screenshot = make_screenshot(1280, 1400);
  auto gpu = make_gpu_renderer(glsl_version());
  ASSERT_TRUE(gpu.ok()) << gpu.error().to_string();
  for (const Layer layer : {Layer::clicks, Layer::moves, Layer::scroll}) {
    Picture picture = make_picture(recording, layer);
    const auto actual = export_picture(picture, std::array{&screenshot}, **gpu, {true});
    ASSERT_TRUE(actual.ok()) << actual.error().to_string();
    const Difference difference = compare(*actual, export_on_cpu(picture, std::array{&screenshot}, true));
    EXPECT_LE(difference.largest, kTolerance) << to_string(layer) << ": " << difference.text;
  }
}

// The tallest page that the plan promises, with its screenshot, by both renderers.
TEST_P(GpuExportTest, TallPage) {
  if (GetParam() != GlApi::gles30)
    GTEST_SKIP() << "once is enough: on the kind of context that browsers have";
  constexpr PixelSize kPage{1440, 65'535};
  const Recording recording = make_recording(kPage, 5'000, kPage);
  Picture picture = make_picture(recording, Layer::clicks, 60);
  Image screenshot(kPage.width, kPage.height, 3);
  const Image pattern = make_screenshot(kPage.width, 1'000);
  for (int y = 0; y < kPage.height; ++y)
    std::copy_n(pattern.row(y % 1'000), pattern.stride(), screenshot.row(y));
  auto gpu = make_gpu_renderer(glsl_version());
  ASSERT_TRUE(gpu.ok()) << gpu.error().to_string();
  const auto actual = export_picture(picture, std::array{&screenshot}, **gpu, {});
  ASSERT_TRUE(actual.ok()) << actual.error().to_string();
  ASSERT_EQ(actual->height, kPage.height);
  const Image expected = export_on_cpu(picture, std::array{&screenshot});
  const Difference difference = compare(*actual, expected);
  EXPECT_LE(difference.largest, kTolerance) << difference.text;
  EXPECT_EQ(actual->at(1'439, 65'534), screenshot.at(1'439, 65'534));
}

INSTANTIATE_TEST_SUITE_P(Contexts, GpuExportTest, testing::Values(GlApi::gl33_core, GlApi::gles30),
                         context_name);

}  // namespace
}  // namespace isotherm::test::export_test
