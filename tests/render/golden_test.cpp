// Small pictures of the CPU renderer, compared exactly: it computes the same bytes everywhere.
// ISOTHERM_UPDATE_GOLDENS=1 writes them anew; look at each before committing it.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>

#include "render/compare.h"
#include "render/export_picture.h"
#include "render/recordings.h"

namespace isotherm::test::golden_test {
namespace {

std::string golden_path(const std::string& name) {
  return ISOTHERM_TESTS_DIR "/golden/" + name + ".png";
}

Bytes read_file(const std::string& path) {
  Bytes bytes;
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return bytes;
  uint8_t buffer[4096];
  for (size_t count; (count = std::fread(buffer, 1, sizeof buffer, file)) > 0;) {
    bytes.insert(bytes.end(), buffer, buffer + count);
  }
  std::fclose(file);
  return bytes;
}

void expect_golden(const std::string& name, const Image& actual) {
  if (std::getenv("ISOTHERM_UPDATE_GOLDENS") != nullptr) {
    write_image(golden_path(name), actual);
    return;
  }
  const Bytes bytes = read_file(golden_path(name));
  ASSERT_FALSE(bytes.empty()) << golden_path(name) << " is missing; make it with ISOTHERM_UPDATE_GOLDENS=1";
  const auto expected = decode_image(bytes);
  ASSERT_TRUE(expected.ok()) << expected.error().to_string();
  if (actual.pixels == expected->pixels && actual.width == expected->width) return;
  write_image(name + "-actual.png", actual);
  ADD_FAILURE() << name << " differs from its golden by up to " << compare(actual, *expected).largest << "; "
                << first_difference(actual, *expected) << "; see " << name
                << "-actual.png in the build folder";
}

class GoldenSceneTest : public testing::TestWithParam<std::string> {};

TEST_P(GoldenSceneTest, IsUnchanged) {
  for (const NamedScene& named : all_scenes()) {
    if (named.name == GetParam()) {
      expect_golden(named.name, render_on_cpu(named.make()));
      return;
    }
  }
  FAIL() << "no such scene";
}

INSTANTIATE_TEST_SUITE_P(Scenes, GoldenSceneTest,
                         testing::Values("everything", "overlays", "ramp_classic", "narrow_page",
                                         "tiled_page", "image_2x_at_1_5", "see_through_minified", "zoomed_3"),
                         [](const auto& scene) { return scene.param; });

class GoldenCaptionTest : public testing::TestWithParam<int> {};

TEST_P(GoldenCaptionTest, IsUnchanged) {
  const int width = GetParam();
  const Recording recording = make_recording({width, 240}, 60);
  Picture picture;
  PictureSettings settings;
  ASSERT_TRUE(picture.update(recording, settings).ok());
  const auto renderer = make_cpu_renderer();
  const auto image = export_picture(picture, {}, *renderer, {.with_caption = true});
  ASSERT_TRUE(image.ok()) << image.error().to_string();
  expect_golden("caption_" + std::to_string(width), *image);
}

INSTANTIATE_TEST_SUITE_P(Widths, GoldenCaptionTest, testing::Values(120, 320, 800),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace isotherm::test::golden_test
