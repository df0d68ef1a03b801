// The viewer as a user meets it: input in, state and pixels out.
#include "base/png.h"
#include "native/viewer_driver.h"
#include "render/renderer.h"
#include "unit/app/recordings.h"

namespace isotherm::viewer_test {
namespace {

void open_recording(ViewerDriver& driver, const TestOptions& options = {.clicks_per_view = 300}) {
  load(driver.app(), make_recording(options).bytes);
  driver.viewer().request_frame();
  driver.settle();
  ASSERT_TRUE(driver.state().has_page());
}

int largest_difference(const Image& a, const Image& b, int x0) {
  int largest = 0;
  for (int y = 0; y < a.height; ++y) {
    for (int x = 0; x < b.width; ++x) {
      const Rgba p = a.at(x + x0, y), q = b.at(x, y);
      largest = std::max({largest, std::abs(p.r - q.r), std::abs(p.g - q.g), std::abs(p.b - q.b)});
    }
  }
  return largest;
}

TEST(Viewer, ComesToRest) {
  ViewerDriver driver;
  EXPECT_LE(driver.settle(), 5);
  open_recording(driver);
  EXPECT_FALSE(driver.viewer().needs_frame());
  const auto revision = driver.state().revision;
  driver.frame();
  driver.frame();
  driver.frame();
  EXPECT_FALSE(driver.viewer().needs_frame());
  EXPECT_EQ(driver.state().revision, revision);
}

TEST(Viewer, TellsWhatTheLastChangeCost) {
  ViewerDriver driver;
  open_recording(driver);
  const auto after = [&](auto&& change) -> const ChangeCost& {
    auto settings = driver.state().settings;
    change(settings);
    driver.app().apply(command::ChangePicture{.settings = settings});
    driver.settle();
    return driver.viewer().cost();
  };
  const ChangeCost opacity = after([](PictureSettings& s) { s.opacity = 0.3; });
  EXPECT_EQ(opacity.work.selections + opacity.work.binnings + opacity.work.blurs, 0u);
  EXPECT_EQ(opacity.uploads, 0u);
  EXPECT_GT(opacity.passes, 0u);
  EXPECT_GT(opacity.draw_calls, 0u);
  const ChangeCost ramp = after([](PictureSettings& s) { s.ramp = Ramp::viridis; });
  EXPECT_EQ(ramp.work.binnings + ramp.work.blurs, 0u);
  EXPECT_EQ(ramp.uploads, 1u);  // its colours
  const ChangeCost radius = after([](PictureSettings& s) { s.radius_px = 70; });
  EXPECT_EQ(radius.work.selections + radius.work.binnings, 0u);
  EXPECT_EQ(radius.work.blurs, 1u);
  EXPECT_GT(radius.uploaded_bytes, ramp.uploaded_bytes);
  const ChangeCost filter = after([](PictureSettings& s) { s.conditions.sessions = {"a"}; });
  EXPECT_EQ(filter.work.selections, 1u);
  EXPECT_EQ(filter.work.binnings, 1u);
  // The frames of a viewer that is left alone upload nothing, and telling draws none.
  driver.frame();
  EXPECT_EQ(driver.viewer().cost().uploads, filter.uploads);
  EXPECT_EQ(driver.viewer().cost().last_frame.uploads, 0u);
  driver.click(60, 782);  // the renderer's name
  driver.settle();
  driver.frame();
  EXPECT_FALSE(driver.viewer().needs_frame());
}

TEST(Viewer, TellsWhatTheLastChangeCostWithoutGl) {
  ViewerOptions options = ViewerDriver::options();
  options.surface = Surface::memory;
  ViewerDriver driver({1200, 800}, 1, options);
  open_recording(driver);
  constexpr uint64_t kFrameBytes = uint64_t{1200} * 800 * 4;
  auto settings = driver.state().settings;
  settings.opacity = 0.3;
  driver.app().apply(command::ChangePicture{.settings = settings});
  driver.settle();
  const ChangeCost opacity = driver.viewer().cost();
  ASSERT_TRUE(opacity.memory);
  EXPECT_EQ(opacity.passes + opacity.draw_calls, 0u);
  EXPECT_EQ(opacity.memory->stages.pages + opacity.memory->stages.evaluations, 0u);
  EXPECT_EQ(opacity.memory->stages.drawn, 1u);
  EXPECT_GT(opacity.memory->canvas_frames, 0u);
  EXPECT_EQ(opacity.memory->canvas_bytes, opacity.memory->canvas_frames * kFrameBytes);
  EXPECT_EQ(opacity.memory->last_frame_bytes, 0u);  // it only looked whether anything moves
  settings.radius_px = 70;
  driver.app().apply(command::ChangePicture{.settings = settings});
  driver.settle();
  EXPECT_EQ(driver.viewer().cost().work.blurs, 1u);
  EXPECT_EQ(driver.viewer().cost().memory->stages.evaluations, 1u);
  // Its lines are the same in each frame, or each would have to be put on the canvas for them.
  driver.click(60, 782);  // the renderer's name
  driver.settle();
  const uint64_t frames = driver.viewer().cost().memory->canvas_frames;
  driver.frame();
  driver.frame();
  EXPECT_EQ(driver.viewer().cost().memory->canvas_frames, frames);
}

TEST(Viewer, DrawsTheSceneBesideThePanel) {
  ViewerDriver driver;
  open_recording(driver);
  driver.key(ImGuiKey_L);  // nothing lies over the page but the zoom bar
  const auto canvas = driver.viewer().canvas_px();
  EXPECT_EQ(canvas, (Rect{320, 0, 1200, 800}));
  EXPECT_EQ(driver.state().view_px, (PixelSize{880, 800}));
  auto view = driver.app().view();
  view.size.height = 700;  // above the zoom bar
  Image expected(view.size.width, view.size.height, 3);
  ASSERT_TRUE(make_cpu_renderer()->draw(driver.app().scene(), view, expected, 0).ok());
  auto picture = driver.picture();
  picture.height = 700;
  EXPECT_LE(largest_difference(picture, expected, 320), 2);
}

// What Surface::memory shows of a recording, and the same with GL.
Image shown_on(Surface surface, int pixel_ratio) {
  ViewerOptions options = ViewerDriver::options();
  options.surface = surface;
  ViewerDriver driver({1200, 800}, pixel_ratio, options);
  open_recording(driver);
  driver.app().apply(command::ShowPanel{.shown = true});
  driver.viewer().show_notice("Saved a picture");
  driver.settle();
  if (surface == Surface::memory) return driver.viewer().pixels();
  return driver.picture();
}

TEST(Viewer, ShowsInMemoryWhatGlShows) {
  for (const int ratio : {1, 2}) {
    const Image memory = shown_on(Surface::memory, ratio), gl = shown_on(Surface::gl, ratio);
    ASSERT_EQ(memory.width, gl.width);
    ASSERT_EQ(memory.height, gl.height);
    size_t different = 0;
    for (int y = 0; y < gl.height - 40 * ratio; ++y) {  // above the line that names the renderer
      for (int x = 0; x < gl.width; ++x) {
        const Rgba p = memory.at(x, y), q = gl.at(x, y);
        const int most = std::max({std::abs(p.r - q.r), std::abs(p.g - q.g), std::abs(p.b - q.b)});
        different += most > 3;
        ASSERT_EQ(p.a, 255);
      }
    }
    // Rasterisers place slanted edges and glyphs between px a little differently.
    EXPECT_LT(different, memory.pixels.size() / 4 / 500) << "at " << ratio;
  }
}

TEST(Viewer, ChangesPixelsInMemoryOnlyWhereSomethingChanged) {
  ViewerOptions options = ViewerDriver::options();
  options.surface = Surface::memory;
  ViewerDriver driver({1200, 800}, 1, options);
  open_recording(driver);
  EXPECT_TRUE(driver.viewer().take_new_pixels());
  driver.frame();
  EXPECT_FALSE(driver.viewer().take_new_pixels());
  driver.key(ImGuiKey_L);  // the legend
  EXPECT_TRUE(driver.viewer().take_new_pixels());
  const Image before = driver.viewer().pixels();
  auto settings = driver.state().settings;
  settings.opacity = 0.3;
  driver.app().apply(command::ChangePicture{.settings = settings});
  driver.settle();
  EXPECT_TRUE(driver.viewer().take_new_pixels());
  EXPECT_NE(driver.viewer().pixels().pixels, before.pixels);
  EXPECT_EQ(driver.viewer().renderer_name(), "Drawn on the CPU");
}

TEST(Viewer, WheelScrollsAndWithControlZoomsAtThePointer) {
  ViewerDriver driver;
  open_recording(driver);
  driver.move_to(700, 300);
  driver.wheel(0, -3);
  const auto scrolled = driver.state().view_from_page;
  EXPECT_NEAR(scrolled.view_from_page(glm::dvec2(0, 0)).y, -300, 1e-6);
  const auto under_pointer = scrolled.page_from_view(glm::dvec2(700 - 320, 300));
  driver.hold(ImGuiMod_Ctrl, true);
  driver.wheel(0, 2);
  driver.hold(ImGuiMod_Ctrl, false);
  const auto zoomed = driver.state().view_from_page;
  EXPECT_NEAR(zoomed.view_px_per_page_px.x / scrolled.view_px_per_page_px.x, 1.25 * 1.25, 1e-9);
  EXPECT_NEAR(zoomed.page_from_view(glm::dvec2(700 - 320, 300)).x, under_pointer.x, 1e-6);
  EXPECT_NEAR(zoomed.page_from_view(glm::dvec2(700 - 320, 300)).y, under_pointer.y, 1e-6);
}

TEST(Viewer, DragMovesThePageWithThePointer) {
  ViewerDriver driver;
  open_recording(driver);
  driver.drag(700, 500, 690, 260);
  EXPECT_NEAR(driver.state().view_from_page.view_from_page(glm::dvec2(0, 0)).y, -240, 1e-6);
}

TEST(Viewer, DoubleClickZoomsIn) {
  ViewerDriver driver;
  open_recording(driver);
  const double before = driver.state().css_zoom();
  driver.move_to(700, 300);
  for (int i = 0; i < 2; ++i) {
    driver.press(true);
    driver.press(false);
  }
  EXPECT_NEAR(driver.state().css_zoom(), before * 2, 1e-9);
}

TEST(Viewer, ThePanelKeepsItsInputFromThePage) {
  ViewerDriver driver;
  open_recording(driver);
  const auto view = driver.state().view_from_page;
  driver.move_to(160, 300);
  driver.wheel(0, -3);
  EXPECT_EQ(driver.state().view_from_page, view);
  EXPECT_FALSE(driver.state().hover_view);
  driver.move_to(700, 300);
  EXPECT_EQ(driver.state().hover_view, glm::dvec2(380, 300));
}

TEST(Viewer, KeysChangeLayerViewAndPanel) {
  ViewerDriver driver;
  open_recording(driver);
  driver.key(ImGuiKey_3);
  EXPECT_EQ(driver.state().settings.layer, Layer::scroll);
  driver.key_with(ImGuiMod_Ctrl, ImGuiKey_Z);
  EXPECT_EQ(driver.state().settings.layer, Layer::clicks);
  driver.key(ImGuiKey_RightBracket);
  EXPECT_EQ(driver.state().settings.radius_px, 44);
  driver.key(ImGuiKey_0);
  EXPECT_EQ(driver.state().css_zoom(), 1);
  driver.key(ImGuiKey_H);
  EXPECT_EQ(driver.viewer().canvas_px().x0, 0);
  EXPECT_EQ(driver.state().view_px.width, 1200);
  driver.key(ImGuiKey_F);
  EXPECT_DOUBLE_EQ(driver.state().css_zoom(), 1.2);
  bool with_caption = true;
  EXPECT_FALSE(driver.viewer().take_save_request(with_caption));
  driver.key_with(ImGuiMod_Ctrl, ImGuiKey_S);
  EXPECT_TRUE(driver.viewer().take_save_request(with_caption));
  EXPECT_FALSE(with_caption);
  EXPECT_FALSE(driver.viewer().take_save_request(with_caption));
  driver.key_with(ImGuiMod_Ctrl, ImGuiKey_O);
  EXPECT_TRUE(driver.viewer().take_open_request());
}

TEST(Viewer, ASlidersDragIsOneStepOfUndo) {
  ViewerDriver driver;
  open_recording(driver);
  // Wherever the radius lies in the panel: below the layers, above the bottom.
  for (float y = 300; y < 800 && driver.state().settings.radius_px == 40; y += 12)
    driver.drag(150, y, 250, y);
  EXPECT_GT(driver.state().settings.radius_px, 60);
  while (driver.state().can_undo && driver.state().settings.radius_px != 40) {
    driver.key_with(ImGuiMod_Ctrl, ImGuiKey_Z);
    EXPECT_EQ(driver.state().settings.radius_px, 40);
  }
}

TEST(Viewer, ANarrowWindowStartsWithoutThePanel) {
  ViewerDriver driver({390, 844}, 2);
  open_recording(driver);
  EXPECT_FALSE(driver.state().shows_panel);
  EXPECT_EQ(driver.viewer().canvas_px(), (Rect{0, 0, 780, 1688}));
  EXPECT_EQ(driver.state().pixel_ratio, 2);
  driver.click(28, 28);
  EXPECT_TRUE(driver.state().shows_panel);
  EXPECT_EQ(driver.viewer().canvas_px().x0, 0);  // the panel lies over the page
}

TEST(Viewer, HighDensityScreensGetAPanelOfTheSameSize) {
  ViewerDriver driver({1200, 800}, 2);
  open_recording(driver);
  EXPECT_EQ(driver.viewer().canvas_px(), (Rect{640, 0, 2400, 1600}));
  EXPECT_DOUBLE_EQ(driver.state().css_zoom(), 0.88);
}

TEST(Viewer, ExportsTheWholePageAndItsSettings) {
  ViewerDriver driver;
  open_recording(driver, {.clicks_per_view = 300, .has_screenshot = true});
  const auto png = must(driver.viewer().export_png(false));
  const auto image = must(decode_image(png));
  EXPECT_EQ(image.width, 100);
  EXPECT_EQ(image.height, 300);
  EXPECT_EQ(png, must(driver.viewer().export_png(false)));
  EXPECT_GT(must(decode_image(must(driver.viewer().export_png(true)))).height, 300);
  EXPECT_NE(std::string(png.begin(), png.end()).find("radius 40 px"), std::string::npos);
  EXPECT_EQ(driver.viewer().export_name(), "test-clicks.png");
}

TEST(Viewer, SaysThatThereIsNothingToExport) {
  ViewerDriver driver;
  EXPECT_FALSE(driver.viewer().export_png(false).ok());
}

TEST(Viewer, DrawsTheSameAfterALostContext) {
  ViewerDriver driver;
  open_recording(driver, {.clicks_per_view = 300, .has_screenshot = true});
  const auto before = driver.picture();
  ASSERT_TRUE(driver.viewer().restore_context(ViewerDriver::options()).ok());
  driver.settle();
  EXPECT_EQ(driver.picture().pixels, before.pixels);
}

TEST(Viewer, ShowsAnErrorUntilItIsDismissed) {
  ViewerDriver driver;
  open_recording(driver);
  const auto before = driver.picture();
  driver.app().report(make_error(ErrorCode::io, "disk full"));
  driver.viewer().request_frame();
  driver.settle();
  EXPECT_NE(driver.picture().pixels, before.pixels);
  driver.key(ImGuiKey_Escape);
  EXPECT_FALSE(driver.state().error);
}

}  // namespace
}  // namespace isotherm::viewer_test
