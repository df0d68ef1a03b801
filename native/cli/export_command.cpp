// isotherm export
#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <memory>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/filter_options.h"
#include "cli/message.h"
#include "cli/output_file.h"
#include "cli/page_choice.h"
#include "cli/picture_recording.h"
#include "cli/recording_file.h"
#include "cli/renderer_choice.h"
#include "cli/scroll_options.h"
#include "model/picture.h"
#include "model/readable.h"
#include "render/export_picture.h"
#include "render/png_metadata.h"
#include "stream/limits.h"

namespace isotherm::cli {
namespace {

struct ExportArguments {
  std::string input_path, output_path, screenshot, ramp = "classic", renderer = "auto";
  PictureArguments picture;
  std::string scale = "linear", color, overlays;
  double radius_px = 40, dimming = 0, opacity = -1, maximum = 0;  // opacity < 0, maximum 0: not given
  double clip_percent = 99.5, fade_below = 0;
  bool with_contours = false, with_caption = false, is_strict = false;
  ScrollArguments scroll;
};

constexpr std::string_view kAutomaticRamp = "auto";

Result<PictureSettings> settings_from(const ExportArguments& arguments, uint32_t page) {
  ISOTHERM_ASSIGN(PictureSettings settings, picture_settings(arguments.picture, page));
  if (arguments.ramp != kAutomaticRamp) settings.ramp = *ramp_from(arguments.ramp);
  settings.look.scale = *scale_from(arguments.scale);
  settings.look.clip_percent = arguments.clip_percent;
  settings.look.fade_below = arguments.fade_below;
  settings.look.shows_contours = arguments.with_contours;
  ISOTHERM_ASSIGN(settings.overlays, overlays_from(arguments.overlays));
  if (!arguments.color.empty()) {
    const auto color = color_from_hex(arguments.color);
    if (!color)
      return make_error(ErrorCode::invalid_argument,
                        "--color " + arguments.color + " is not a colour; write it like #f46d43");
    settings.look.mono_color = *color;
  }
  settings.radius_px = arguments.radius_px;
  settings.dimming = arguments.dimming;
  ISOTHERM_ASSIGN(settings.scroll, scroll_settings_from(arguments.scroll));
  if (arguments.opacity >= 0) settings.opacity = arguments.opacity;
  if (arguments.maximum > 0) settings.maximum = arguments.maximum;
  return settings;
}

// The width in CSS px that a picture of the page most likely shows: of the screenshot that it replaces, else
// the most frequent document width, else the most frequent viewport width; 0 = nothing is known.
uint32_t likely_css_width(const Reader& reader, uint32_t page) {
  for (const ScreenshotInfo& shot : reader.screenshots()) {
    if (shot.page == page) return shot.css_width;
  }
  std::map<uint32_t, uint64_t> documents, viewports;
  for (const PageView& view : reader.catalog().page_views) {
    if (view.page != page) continue;
    if (view.document_width != 0) ++documents[view.document_width];
    if (view.viewport_width != 0) ++viewports[view.viewport_width];
  }
  const auto& widths = documents.empty() ? viewports : documents;
  const auto by_count = [](const auto& a, const auto& b) { return a.second < b.second; };
  return widths.empty() ? 0 : std::max_element(widths.begin(), widths.end(), by_count)->first;
}

Result<Screenshot> read_given_screenshot(const ExportArguments& arguments, const Reader& reader,
                                         uint32_t page) {
  ISOTHERM_ASSIGN(const PictureArgument argument, parse_picture_argument(arguments.screenshot, false));
  Result<Bytes> bytes = read_file(argument.path, limits::kMaxAttachmentBytes);
  if (!bytes) return make_error(bytes.error().code, argument.path + ": " + bytes.error().message);
  const Result<ImageInfo> info = probe_image(*bytes);
  if (!info)
    return make_error(
        info.error().code == ErrorCode::invalid_argument ? ErrorCode::damaged : info.error().code,
        argument.path + ": " + info.error().to_string());
  Screenshot screenshot;
  screenshot.info.page = page;
  screenshot.info.format = info->format;
  screenshot.info.image_width = static_cast<uint32_t>(info->size.width);
  screenshot.info.image_height = static_cast<uint32_t>(info->size.height);
  screenshot.info.encoded_bytes = bytes->size();
  screenshot.info.css_width = argument.css_width != 0 ? argument.css_width : likely_css_width(reader, page);
  if (screenshot.info.css_width == 0) screenshot.info.css_width = screenshot.info.image_width;
  if (argument.css_width == 0) {
    say(argument.path + ": taken to show " + std::to_string(screenshot.info.css_width) +
        " CSS px in width; @CSS_WIDTH behind the name says otherwise");
  }
  const double scale = static_cast<double>(screenshot.info.css_width) / info->size.width;
  screenshot.info.css_height = std::max(1u, static_cast<uint32_t>(scale * info->size.height + 0.5));
  screenshot.encoded = std::move(bytes).value();
  return screenshot;
}

// The recording, as far as the picture needs it.
Result<Recording> read_recording(RecordingFile& file, const ExportArguments& arguments,
                                 const PictureSettings& settings) {
  Recording recording = read_catalog(file);
  if (!arguments.screenshot.empty()) {
    ISOTHERM_ASSIGN(Screenshot screenshot, read_given_screenshot(arguments, file.reader(), settings.page));
    recording.screenshots.push_back(std::move(screenshot));
  } else {
    read_screenshots(file, settings.page, true, recording);
  }
  read_events(file, settings, recording);
  return recording;
}

// --ramp auto: known once the screenshots are.
Status take_readable_ramp(const Recording& recording, Picture& picture, PictureSettings& settings,
                          const std::vector<const Image*>& images) {
  settings.ramp = readable_ramp(ramp_use(settings), images);
  say("ramp: " + std::string(to_string(settings.ramp)));
  return picture.update(recording, settings);
}

Status draw_png(const ExportArguments& arguments, PictureSettings settings, const Recording& recording,
                OutputFile& output) {
  Picture picture;
  ISOTHERM_TRY(picture.update(recording, settings));
  ISOTHERM_TRY(check_container(settings, picture));
  std::vector<Image> decoded;
  std::vector<const Image*> images;
  decoded.reserve(picture.screenshots().size());
  for (const uint32_t index : picture.screenshots()) {
    Result<Image> image = decode_image(recording.screenshots[index].encoded);
    if (!image) return make_error(image.error().code, "the page's screenshot: " + image.error().to_string());
    decoded.push_back(std::move(image).value());
    images.push_back(&decoded.back());
  }
  if (arguments.ramp == kAutomaticRamp) {
    ISOTHERM_TRY(take_readable_ramp(recording, picture, settings, images));
  }
  ISOTHERM_ASSIGN(const RendererChoice renderer, choose_renderer(arguments.renderer));
  say("renderer: " + renderer.name);
  ISOTHERM_ASSIGN(PictureStrips strips,
                  PictureStrips::create(picture, images, *renderer.renderer, {arguments.with_caption}));
  say(picture.sample_line());
  return write_png(strips, png_metadata(recording, picture, settings),
                   [&output](ByteSpan bytes) { return output.write(bytes); });
}

int run_export(const ExportArguments& arguments) {
  auto opened = RecordingFile::open(arguments.input_path);
  if (!opened) return fail(arguments.input_path, opened.error());
  RecordingFile& file = **opened;
  const Result<uint32_t> page = page_from(file, arguments.picture.page);
  if (!page) return fail(arguments.input_path, page.error());
  const Result<PictureSettings> settings = settings_from(arguments, *page);
  if (!settings) return fail_usage(settings.error().message);
  std::vector<std::string> inputs{arguments.input_path};
  if (const auto argument = parse_picture_argument(arguments.screenshot, false))
    inputs.push_back(argument->path);
  Result<OutputFile> output = OutputFile::create(arguments.output_path, inputs);
  if (!output) return fail(arguments.output_path, output.error());
  const Result<Recording> recording = read_recording(file, arguments, *settings);
  if (!recording) return fail(arguments.input_path, recording.error());
  if (arguments.is_strict && file.warnings() > 0) {
    say("--strict: the recording is damaged; nothing was written");
    return kFailure;
  }
  if (const Status drawn = draw_png(arguments, *settings, *recording, *output); !drawn)
    return fail(drawn.error().code == ErrorCode::io ? arguments.output_path : arguments.input_path,
                drawn.error());
  if (const Status committed = output->commit(); !committed)
    return fail(arguments.output_path, committed.error());
  return kSuccess;
}

}  // namespace

void add_export_command(CLI::App& root, int& exit_code) {
  auto arguments = std::make_shared<ExportArguments>();
  CLI::App* command = root.add_subcommand("export", "Draw a heatmap or scroll depth of one page as PNG");
  command->add_option("FILE", arguments->input_path, "Recording (.ist)")->required()->type_name("");
  command->add_option("-o,--output", arguments->output_path, "Picture to write; - is stdout")
      ->required()
      ->type_name("FILE.png");
  add_picture_options(*command, arguments->picture, "What to draw");
  command
      ->add_option("--screenshot", arguments->screenshot,
                   "Picture to draw on instead of the recording's own; image.png[@CSS_WIDTH], CSS px that it "
                   "shows in width")
      ->type_name("IMAGE");
  command->add_option("--radius", arguments->radius_px, "Radius of a spot, 2 sigma, in page px, 4 to 200")
      ->check(CLI::Range(kMinRadiusPx, kMaxRadiusPx))
      ->capture_default_str()
      ->type_name("PX");
  command
      ->add_option("--ramp", arguments->ramp,
                   "Colours: classic, viridis, inferno, cividis, mono, fog (dark where nothing happened), or "
                   "auto: the "
                   "one that is told best from the screenshot")
      ->check(CLI::IsMember({"classic", "viridis", "inferno", "cividis", "mono", "fog", "auto"}))
      ->capture_default_str()
      ->type_name("NAME");
  command->add_option("--color", arguments->color, "Colour of --ramp mono, like #f46d43")->type_name("HEX");
  command
      ->add_option("--scale", arguments->scale,
                   "From density to colour: linear, log (three decades), clip (linear up to a percentile) or "
                   "equalised")
      ->check(CLI::IsMember({"linear", "log", "clip", "equalised"}))
      ->capture_default_str()
      ->type_name("NAME");
  command
      ->add_option("--clip", arguments->clip_percent,
                   "Percentile of the densities that --scale clip ends at, 50 to 100")
      ->check(CLI::Range(kMinClipPercent, kMaxClipPercent))
      ->capture_default_str()
      ->type_name("PERCENT");
  command
      ->add_option("--fade-below", arguments->fade_below,
                   "Fade where there are fewer events (moves: ms) per spot than this; 0 = nowhere")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str()
      ->type_name("VALUE");
  command
      ->add_option("--overlay", arguments->overlays,
                   "Drawn over the layer, in this order, with commas between: confetti, confetti:order, "
                   "confetti:tag.KEY (clicks as dots), paths (pointer), reach (75, 50, 25 % and fold); "
                   "@OPACITY behind each if wanted")
      ->type_name("LIST");
  command->add_flag("--contours", arguments->with_contours,
                    "Lines of equal density at the legend's values, with labels");
  command
      ->add_option("--opacity", arguments->opacity,
                   "Opacity of the layer, 0 to 1 (default: 0.8; scroll, attention and dropoff 0.5)")
      ->check(CLI::Range(0.0, 1.0))
      ->type_name("SHARE");
  command
      ->add_option("--max", arguments->maximum,
                   "Value at the end of the ramp: events (moves: ms) per spot; attention: mean ms on screen; "
                   "dropoff: page views per 50 px (default: the picture's own maximum)")
      ->check(CLI::PositiveNumber)
      ->type_name("VALUE");
  command->add_option("--dim", arguments->dimming, "Darkening of the page below the layer, 0 to 1")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str()
      ->type_name("SHARE");
  command
      ->add_option(
          "--renderer", arguments->renderer,
          "Drawn by: auto (a real GPU, else the CPU), gpu (any OpenGL) or cpu; the pictures are the same")
      ->check(CLI::IsMember({"auto", "gpu", "cpu"}))
      ->capture_default_str()
      ->type_name("NAME");
  add_scroll_options(*command, arguments->scroll, ScrollOptions::of_pictures);
  command->add_flag("--caption", arguments->with_caption,
                    "Add title, legend and sample around the page (default: the page alone)");
  command->add_flag(
      "--strict", arguments->is_strict,
      "Write nothing and exit with 1 if parts of the recording are damaged (default: say so and go on)");
  command->footer(
      "The picture has the screenshot's own size in px; without one, the page's size in CSS px.\n\n"
      "Examples:\n"
      "  isotherm export demo.ist --layer clicks -o clicks.png\n"
      "  isotherm export site.ist --page https://example.com/ --layer scroll --device mobile --caption -o "
      "reach.png\n"
      "  isotherm export site.ist --layer attention --smooth --graph -o attention.png\n"
      "  isotherm export site.ist --page 3 --layer moves --screenshot page.png@1440 --radius 60 --ramp "
      "viridis -o moves.png");
  command->callback([arguments, &exit_code] { exit_code = run_export(*arguments); });
}

}  // namespace isotherm::cli
