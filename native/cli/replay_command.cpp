// isotherm replay
#include <CLI/CLI.hpp>
#include <cmath>
#include <memory>

#include "cli/commands.h"
#include "cli/message.h"
#include "cli/renderer_choice.h"
#include "cli/replay_frames.h"
#include "cli/replay_target.h"
#include "cli/time_text.h"

namespace isotherm::cli {
namespace {

constexpr double kMaxFrames = 100'000;

struct ReplayArguments {
  std::string input_path, output_path, session = "0", at, from, to, size, look = "follow", renderer = "auto";
  double fps = 30, speed = 1;
  bool keeps_inactivity = false, is_strict = false;
};

// What is drawn, in the order of the frames.
struct Plan {
  ReplayFormat format = ReplayFormat::picture;
  ReplayLook look = ReplayLook::follow;
  PixelSize size;
  std::vector<double> times_ms;
};

Result<PixelSize> parse_size(const std::string& text) {
  int width = 0, height = 0;
  char rest = 0;
  const bool is_valid = std::sscanf(text.c_str(), "%dx%d%c", &width, &height, &rest) == 2 && width > 0 &&
                        height > 0 && width <= kMaxImageWidth && height <= kMaxImageWidth;
  if (is_valid) return PixelSize{width, height};
  return make_error(ErrorCode::invalid_argument,
                    "--size " + text + " is not WIDTHxHEIGHT in px, such as 1280x720");
}

Result<double> time_in(const ReplayTrack& track, const std::string& text, const char* option,
                       double otherwise) {
  if (text.empty()) return otherwise;
  const Result<double> ms = parse_span(text);
  if (!ms) return make_error(ms.error().code, std::string(option) + " " + ms.error().message);
  if (*ms <= static_cast<double>(track.duration_ms())) return *ms;
  return make_error(ErrorCode::invalid_argument, std::string(option) + " " + text +
                                                     " lies behind the session's end at " +
                                                     std::to_string(track.duration_ms() / 1000) + " s");
}

// Evenly spaced in playing time, both ends included.
Result<std::vector<double>> frame_times(const ReplayArguments& arguments, const ReplayTrack& track) {
  ISOTHERM_ASSIGN(const double from, time_in(track, arguments.from, "--from", 0));
  ISOTHERM_ASSIGN(const double to,
                  time_in(track, arguments.to, "--to", static_cast<double>(track.duration_ms())));
  if (to < from) return make_error(ErrorCode::invalid_argument, "--to lies before --from");
  const PlaybackMap map(arguments.keeps_inactivity ? std::span<const ReplayGap>() : track.gaps());
  const double begin = map.playing_from_session(from), end = map.playing_from_session(to);
  const double step = 1000 * arguments.speed / arguments.fps;
  const double frames = std::floor((end - begin) / step) + 1;
  if (frames > kMaxFrames) {
    return make_error(ErrorCode::limit,
                      "that would be " + std::to_string(static_cast<int64_t>(frames)) +
                          " frames, more than 100000; use --from and --to, a higher --speed or "
                          "fewer --fps");
  }
  std::vector<double> times;
  for (double i = 0; i < frames; ++i)
    times.push_back(std::min(to, map.session_from_playing(begin + i * step)));
  return times;
}

Result<Plan> make_plan(const ReplayArguments& arguments, const ReplayFrames& frames) {
  Plan plan;
  ISOTHERM_ASSIGN(plan.format, replay_format(arguments.output_path));
  plan.look = arguments.look == "overview" ? ReplayLook::overview : ReplayLook::follow;
  if (!arguments.at.empty()) {
    if (plan.format != ReplayFormat::picture)
      return make_error(ErrorCode::invalid_argument, "--at draws one moment: the output is then one .png");
    ISOTHERM_ASSIGN(const double at, time_in(frames.track(), arguments.at, "--at", 0));
    plan.times_ms = {at};
  } else {
    if (plan.format == ReplayFormat::picture)
      return make_error(ErrorCode::invalid_argument,
                        "one .png needs a moment: add --at, or write to .apng or to a name with %05d");
    ISOTHERM_ASSIGN(plan.times_ms, frame_times(arguments, frames.track()));
  }
  if (arguments.size.empty()) {
    plan.size = frames.natural_size(plan.times_ms.front(), plan.look);
  } else {
    ISOTHERM_ASSIGN(plan.size, parse_size(arguments.size));
  }
  return plan;
}

Status draw(const ReplayArguments& arguments, const Plan& plan, ReplayFrames& frames, ReplayTarget& target) {
  ISOTHERM_ASSIGN(const RendererChoice choice, choose_renderer(arguments.renderer));
  say("renderer: " + choice.name);
  Progress progress(arguments.output_path);
  Image image(plan.size.width, plan.size.height, 3);
  for (size_t i = 0; i < plan.times_ms.size(); ++i) {
    ISOTHERM_TRY(frames.draw(plan.times_ms[i], plan.look, *choice.renderer, image));
    ISOTHERM_TRY(target.add(image));
    progress.update(i + 1, plan.times_ms.size());
  }
  return target.finish();
}

int run_replay(const ReplayArguments& arguments) {
  auto opened = RecordingFile::open(arguments.input_path);
  if (!opened) return fail(arguments.input_path, opened.error());
  RecordingFile& file = **opened;
  auto frames = ReplayFrames::open(file, arguments.session);
  if (!frames) return fail(arguments.input_path, frames.error());
  if (arguments.is_strict && file.warnings() > 0) {
    say("--strict: the recording is damaged; nothing was written");
    return kFailure;
  }
  const Result<Plan> plan = make_plan(arguments, **frames);
  if (!plan) return fail_usage(plan.error().message);
  const auto& track = (*frames)->track();
  say("session " + (*frames)->session_id() + ", from " + time_text(track.start_unix_ms()) + ", " +
      std::to_string(track.duration_ms() / 1000) + " s, " + std::to_string(track.event_count()) +
      " events; " + std::to_string(plan->times_ms.size()) +
      (plan->times_ms.size() == 1 ? " frame of " : " frames of ") + std::to_string(plan->size.width) + " x " +
      std::to_string(plan->size.height) + " px");
  ReplayTargetOptions options;
  options.output = arguments.output_path;
  options.input = arguments.input_path;
  options.format = plan->format;
  options.size = plan->size;
  options.frames = static_cast<uint32_t>(plan->times_ms.size());
  options.fps = arguments.fps;
  options.texts = {{"Software", "Isotherm"}};
  auto target = open_replay_target(options);
  if (!target) return fail(arguments.output_path, target.error());
  if (const Status drawn = draw(arguments, *plan, **frames, **target); !drawn)
    return fail(arguments.output_path, drawn.error());
  return kSuccess;
}

}  // namespace

void add_replay_command(CLI::App& root, int& exit_code) {
  auto arguments = std::make_shared<ReplayArguments>();
  CLI::App* command =
      root.add_subcommand("replay", "Draw one session's replay as a picture, pictures or an animation");
  command->add_option("FILE", arguments->input_path, "Recording (.ist)")->required()->type_name("");
  command
      ->add_option("-o,--output", arguments->output_path,
                   "out.png (with --at), frames/%05d.png (numbered pictures), or out.apng (animation)")
      ->required()
      ->type_name("FILE");
  command->add_option("--session", arguments->session, "Session: its name, or its number from 0")
      ->capture_default_str()
      ->type_name("ID");
  command
      ->add_option("--at", arguments->at, "Moment to draw, on the session's clock: 12.5 (seconds) or 1:02.5")
      ->type_name("TIME");
  command->add_option("--from", arguments->from, "First moment (default: the beginning)")->type_name("TIME");
  command->add_option("--to", arguments->to, "Last moment (default: the end)")->type_name("TIME");
  command->add_option("--fps", arguments->fps, "Frames per second")
      ->check(CLI::Range(0.1, 120.0))
      ->capture_default_str()
      ->type_name("N");
  command->add_option("--speed", arguments->speed, "How much faster than it happened, 0.25 to 16")
      ->check(CLI::Range(0.25, 16.0))
      ->capture_default_str()
      ->type_name("N");
  command
      ->add_option("--size", arguments->size,
                   "Size of the pictures, px (default: that of the first viewport, at most 1280)")
      ->type_name("WxH");
  command
      ->add_option(
          "--look", arguments->look,
          "follow (what the viewport showed) or overview (the whole page with the viewport as a frame)")
      ->check(CLI::IsMember({"follow", "overview"}))
      ->capture_default_str()
      ->type_name("NAME");
  command->add_flag("--keep-inactivity", arguments->keeps_inactivity,
                    "Play pauses of more than 10 s in full (default: each in half a second)");
  command
      ->add_option("--renderer", arguments->renderer, "Drawn by: auto (a real GPU, else the CPU), gpu or cpu")
      ->check(CLI::IsMember({"auto", "gpu", "cpu"}))
      ->capture_default_str()
      ->type_name("NAME");
  command->add_flag("--strict", arguments->is_strict,
                    "Write nothing and exit with 1 if parts of the recording are damaged");
  command->footer(
      "Examples:\n"
      "  isotherm replay demo.ist --session 12 --at 8.5 -o moment.png\n"
      "  isotherm replay demo.ist --session visitor-7 --speed 2 --fps 15 -o visit.apng\n"
      "  isotherm replay demo.ist --session 3 --from 0:10 --to 0:20 --look overview -o frames/%05d.png\n"
      "  ffmpeg -framerate 30 -i frames/%05d.png visit.webm");
  command->callback([arguments, &exit_code] { exit_code = run_replay(*arguments); });
}

}  // namespace isotherm::cli
