// isotherm replay
#include <CLI/CLI.hpp>
#include <cmath>
#include <memory>

#include "cli/commands.h"
#include "cli/filter_options.h"
#include "cli/message.h"
#include "cli/renderer_choice.h"
#include "cli/replay_target.h"
#include "cli/session_frames.h"
#include "cli/swarm_frames.h"
#include "cli/time_text.h"
#include "model/playback_map.h"

namespace isotherm::cli {
namespace {

constexpr double kMaxFrames = 100'000;

struct ReplayArguments {
  std::string input_path, output_path, at, from, to, size, look, renderer = "auto";
  double fps = 30, speed = 1;
  bool is_swarm = false, keeps_inactivity = false, is_strict = false;
  PictureArguments picture;  // of a swarm; its sessions also name the one to replay
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

Result<double> time_in(const ReplayFrames& frames, const std::string& text, const char* option,
                       double otherwise) {
  if (text.empty()) return otherwise;
  const Result<double> ms = parse_span(text);
  if (!ms) return make_error(ms.error().code, std::string(option) + " " + ms.error().message);
  if (*ms <= static_cast<double>(frames.duration_ms())) return *ms;
  return make_error(ErrorCode::invalid_argument, std::string(option) + " " + text +
                                                     " lies behind the end at " +
                                                     std::to_string(frames.duration_ms() / 1000) + " s");
}

// Evenly spaced in playing time, both ends included.
Result<std::vector<double>> frame_times(const ReplayArguments& arguments, const ReplayFrames& frames) {
  ISOTHERM_ASSIGN(const double from, time_in(frames, arguments.from, "--from", 0));
  ISOTHERM_ASSIGN(const double to,
                  time_in(frames, arguments.to, "--to", static_cast<double>(frames.duration_ms())));
  if (to < from) return make_error(ErrorCode::invalid_argument, "--to lies before --from");
  const PlaybackMap map(arguments.keeps_inactivity ? std::span<const ReplayGap>() : frames.gaps());
  const double begin = map.playing_from_session(from), end = map.playing_from_session(to);
  const double step = 1000 * arguments.speed / arguments.fps;
  const double count = std::floor((end - begin) / step) + 1;
  if (count > kMaxFrames) {
    return make_error(ErrorCode::limit,
                      "that would be " + std::to_string(static_cast<int64_t>(count)) +
                          " frames, more than 100000; use --from and --to, a higher --speed or "
                          "fewer --fps");
  }
  std::vector<double> times;
  for (double i = 0; i < count; ++i)
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
    ISOTHERM_ASSIGN(const double at, time_in(frames, arguments.at, "--at", 0));
    plan.times_ms = {at};
  } else {
    if (plan.format == ReplayFormat::picture)
      return make_error(ErrorCode::invalid_argument,
                        "one .png needs a moment: add --at, or write to .apng or to a name with %05d");
    ISOTHERM_ASSIGN(plan.times_ms, frame_times(arguments, frames));
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

Result<std::unique_ptr<ReplayFrames>> open_frames(const ReplayArguments& arguments, RecordingFile& file) {
  const auto& sessions = arguments.picture.visits.sessions;
  if (!arguments.is_swarm) return SessionFrames::open(file, sessions.empty() ? "0" : sessions.front());
  ISOTHERM_ASSIGN(const uint32_t page, page_from(file, arguments.picture.page));
  ISOTHERM_ASSIGN(PictureSettings settings, picture_settings(arguments.picture, page));
  return SwarmFrames::open(file, std::move(settings));
}

int run_replay(const ReplayArguments& arguments) {
  if (!arguments.is_swarm && arguments.picture.visits.sessions.size() > 1)
    return fail_usage("one --session is replayed; for several at once add --swarm");
  auto opened = RecordingFile::open(arguments.input_path);
  if (!opened) return fail(arguments.input_path, opened.error());
  RecordingFile& file = **opened;
  auto frames = open_frames(arguments, file);
  if (!frames && frames.error().code == ErrorCode::invalid_argument)
    return fail_usage(frames.error().message);
  if (!frames) return fail(arguments.input_path, frames.error());
  if (arguments.is_strict && file.warnings() > 0) {
    say("--strict: the recording is damaged; nothing was written");
    return kFailure;
  }
  const Result<Plan> plan = make_plan(arguments, **frames);
  if (!plan) return fail_usage(plan.error().message);
  say((*frames)->subject() + "; " + std::to_string(plan->times_ms.size()) +
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

// Which page views a swarm is made of. --session names the one to replay, too.
void add_swarm_options(CLI::App& command, PictureArguments& picture, CLI::Option& swarm) {
  VisitArguments& visits = picture.visits;
  add_page_options(command, picture);
  add_condition_options(command, visits);
  visits.from_option = "--visits-from";
  visits.to_option = "--visits-to";
  command
      .add_option(
          "--visits-from", visits.from,
          "Page views that were still open at this time: 2024-05-31T14:05:09Z (UTC), 2024-05-31 or Unix ms")
      ->type_name("TIME")
      ->group(kVisitGroup);
  command
      .add_option("--visits-to", visits.to, "Page views that began before this time, written the same way")
      ->type_name("TIME")
      ->group(kVisitGroup);
  for (CLI::Option* option : command.get_options()) {
    const bool is_filter =
        option->get_group() == kVisitGroup || option->check_lname("page") || option->check_lname("device");
    if (is_filter && !option->check_lname("session")) option->needs(&swarm);
  }
  command.get_option("--session")
      ->description(
          "Session to replay: its name, or its number from 0 (default: 0). For a swarm: only this one, by "
          "its "
          "name; again for more");
  command.get_option("--look")->excludes(&swarm);
}

}  // namespace

void add_replay_command(CLI::App& root, int& exit_code) {
  auto arguments = std::make_shared<ReplayArguments>();
  CLI::App* command = root.add_subcommand(
      "replay", "Draw one session's replay, or everybody's, as a picture, pictures or an animation");
  command->add_option("FILE", arguments->input_path, "Recording (.ist)")->required()->type_name("");
  command
      ->add_option("-o,--output", arguments->output_path,
                   "out.png (with --at), frames/%05d.png (numbered pictures), or out.apng (animation)")
      ->required()
      ->type_name("FILE");
  CLI::Option* swarm =
      command->add_flag("--swarm", arguments->is_swarm,
                        "All page views of a page at once, each from its own start, instead of one session");
  command
      ->add_option("--at", arguments->at, "Moment to draw, on the session's clock: 12.5 (seconds) or 1:02.5")
      ->type_name("TIME");
  command->add_option("--from", arguments->from, "First moment on that clock (default: the beginning)")
      ->type_name("TIME");
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
                   "Size of the pictures, px (default: that of the first viewport, at most 1280; swarm: the "
                   "page's, at least 720 wide or "
                   "4096 high)")
      ->type_name("WxH");
  command
      ->add_option("--look", arguments->look,
                   "follow (what the viewport showed) or overview (the whole page with the viewport as a "
                   "frame); default: "
                   "follow")
      ->check(CLI::IsMember({"follow", "overview"}))
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
  add_swarm_options(*command, arguments->picture, *swarm);
  command->footer(
      "Examples:\n"
      "  isotherm replay demo.ist --session 12 --at 8.5 -o moment.png\n"
      "  isotherm replay demo.ist --session visitor-7 --speed 2 --fps 15 -o visit.apng\n"
      "  isotherm replay demo.ist --session 3 --from 0:10 --to 0:20 --look overview -o frames/%05d.png\n"
      "  isotherm replay demo.ist --swarm --device mobile --fps 10 --speed 4 --to 1:00 -o swarm.apng\n"
      "  ffmpeg -framerate 30 -i frames/%05d.png visit.webm");
  command->callback([arguments, &exit_code] { exit_code = run_replay(*arguments); });
}

}  // namespace isotherm::cli
