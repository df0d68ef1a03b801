// isotherm append
#include <poll.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <memory>

#include "cli/append_file.h"
#include "cli/commands.h"
#include "cli/file_source.h"
#include "cli/files.h"
#include "cli/import_report.h"
#include "cli/level_option.h"
#include "cli/message.h"
#include "import/issue_log.h"
#include "import/recording_lines.h"
#include "model/wording.h"
#include "stream/limits.h"
#include "stream/live_writer.h"
#include "stream/segment.h"

namespace isotherm::cli {
namespace {

struct AppendArguments {
  std::string path;
  uint32_t events_per_block = LiveWriterOptions{}.events_per_block;
  double flush_s = 5;
  int zstd_level = LiveWriterOptions{}.zstd_level;
};

volatile std::sig_atomic_t has_to_end = 0;

void ask_to_end(int) {
  has_to_end = 1;
}

// SIGTERM and SIGINT end the recording properly. Without SA_RESTART, so that waiting for input is over too.
void listen_to_signals() {
  struct sigaction action {};
  action.sa_handler = ask_to_end;
  sigemptyset(&action.sa_mask);
  for (const int number : {SIGTERM, SIGINT, SIGHUP}) {
    struct sigaction before {};
    sigaction(number, nullptr, &before);
    if (before.sa_handler != SIG_IGN) sigaction(number, &action, nullptr);
  }
  std::signal(SIGXFSZ, SIG_IGN);  // a limit on file sizes is an error of write() like a full disk
}

class LiveTarget : public LineTarget {
 public:
  explicit LiveTarget(LiveWriter& writer) : writer_(writer) {}
  Result<uint32_t> add_page(const Page& page) override { return writer_.add_page(page); }
  Result<uint32_t> add_session(const Session& session) override { return writer_.add_session(session); }
  Result<uint32_t> add_page_view(const PageView& view) override { return writer_.add_page_view(view); }
  Status add_event(uint32_t page_view, const Event& event) override {
    return writer_.add_event(page_view, event);
  }

 private:
  LiveWriter& writer_;
};

// Lines from stdin -> blocks in the file, until the end of the input or a signal.
class Appending {
 public:
  Appending(const AppendArguments& arguments, AppendFile& file)
      : arguments_(arguments), file_(file), writer_(file, options(arguments)), target_(writer_) {}

  Status run() {
    ISOTHERM_TRY(writer_.begin());
    bool has_input = true;
    while (has_input && has_to_end == 0) {
      ISOTHERM_ASSIGN(has_input, read_some());
      if (is_due()) ISOTHERM_TRY(flush());
    }
    if (!has_input) ISOTHERM_TRY(take(splitter_.rest(), splitter_.line_number() + 1));
    ISOTHERM_TRY(writer_.finish());
    return file_.sync();
  }

  void say_result(bool is_complete) {
    ImportReport report;
    report.skipped = skipped_.take();
    say_issues("stdin", report);
    std::string text = arguments_.path + ": " + with_thousands(writer_.events_written()) +
                       " events appended, " + with_thousands(writer_.bytes_written()) + " bytes";
    if (!is_complete) {
      text += "; " + with_thousands(writer_.events_waiting()) +
              " events that waited are lost; `isotherm repair --in-place` gives the file an index";
    }
    say(text);
  }

 private:
  using Clock = std::chrono::steady_clock;

  static LiveWriterOptions options(const AppendArguments& arguments) {
    LiveWriterOptions options;
    options.events_per_block = arguments.events_per_block;
    options.zstd_level = arguments.zstd_level;
    options.metadata_json = "{\"generator\":\"isotherm " ISOTHERM_VERSION "\",\"made_by\":\"append\"}";
    return options;
  }

  // Waits for input no longer than until the next flush. False = the input has ended.
  Result<bool> read_some() {
    pollfd input{STDIN_FILENO, POLLIN, 0};
    const int ready = poll(&input, 1, writer_.has_waiting() ? ms_until_due() : -1);
    if (ready <= 0) return ready == 0 || errno == EINTR ? Result<bool>(true) : io_error("stdin", errno);
    uint8_t bytes[64u << 10];
    const ssize_t count = ::read(STDIN_FILENO, bytes, sizeof(bytes));
    if (count < 0) return errno == EINTR || errno == EAGAIN ? Result<bool>(true) : io_error("stdin", errno);
    splitter_.push({bytes, static_cast<size_t>(count)});
    const bool had_waiting = writer_.has_waiting();
    for (std::string_view line; splitter_.next(line);)
      ISOTHERM_TRY(take(line, splitter_.line_number()));
    if (!had_waiting && writer_.has_waiting()) waiting_since_ = Clock::now();
    return count > 0;
  }

  Status take(std::string_view line, uint64_t number) {
    if (splitter_.is_too_long()) {
      skipped_.add("the line is longer than 4 MiB", number);
      return success();
    }
    ISOTHERM_ASSIGN(const std::string problem, lines_.take(line));
    if (!problem.empty()) skipped_.add(problem, number);
    return success();
  }

  int ms_until_due() const {
    const std::chrono::duration<double> waited = Clock::now() - waiting_since_;
    return static_cast<int>(std::clamp((arguments_.flush_s - waited.count()) * 1000, 0.0, 1e9)) + 1;
  }
  bool is_due() const { return writer_.has_waiting() && ms_until_due() <= 1; }

  Status flush() {
    ISOTHERM_TRY(writer_.flush());
    waiting_since_ = Clock::now();
    return file_.sync();
  }

  const AppendArguments& arguments_;
  AppendFile& file_;
  LiveWriter writer_;
  LiveTarget target_;
  RecordingLines lines_{target_};
  LineSplitter splitter_;
  IssueLog skipped_;
  Clock::time_point waiting_since_ = Clock::now();
};

// What is in the file already must be a recording; one that was not closed is said.
Status check_existing(const std::string& path) {
  ISOTHERM_ASSIGN(FileSource source, FileSource::open(path));
  if (source.size() == 0) return success();
  ISOTHERM_TRY(read_file_header(source, 0, source.size()));
  if (!read_indexed_segment(source, source.size()).ok()) {
    say(path + ": was not closed properly; appending behind it (`isotherm repair` gives it an index)");
  }
  return success();
}

int run_append(const AppendArguments& arguments) {
  Result<AppendFile> file = AppendFile::open(arguments.path);
  if (!file) return fail(arguments.path, file.error());
  if (file->size() > 0) {
    if (const Status existing = check_existing(arguments.path); !existing)
      return fail(arguments.path, existing.error());
  }
  listen_to_signals();
  Appending appending(arguments, *file);
  const Status done = appending.run();
  appending.say_result(done.ok());
  return done.ok() ? kSuccess : fail(arguments.path, done.error());
}

}  // namespace

void add_append_command(CLI::App& root, int& exit_code) {
  auto arguments = std::make_shared<AppendArguments>();
  CLI::App* command =
      root.add_subcommand("append", "Record events as they come: JSON lines from stdin to the end of a file");
  command->add_option("FILE", arguments->path, "Recording (.ist) to create or to append to")
      ->required()
      ->type_name("");
  command->add_option("--block", arguments->events_per_block, "Events after which a block is written")
      ->check(CLI::Range(1u, limits::kMaxEventsPerBlock))
      ->capture_default_str()
      ->type_name("N");
  command->add_option("--flush", arguments->flush_s, "Seconds after which waiting events are written anyway")
      ->check(CLI::Range(0.01, 86400.0))
      ->capture_default_str()
      ->type_name("SECONDS");
  add_level_option(*command, arguments->zstd_level);
  command->footer(
      "The lines are those of `isotherm cat` (docs/import.md). The end of the input, SIGTERM and SIGINT "
      "close\n"
      "the recording. If the program or the machine stops at any other moment, all blocks that were written\n"
      "can be read; only the events that were waiting are lost. `isotherm merge` compacts the result.\n\n"
      "Examples:\n"
      "  collector | isotherm append today.ist\n"
      "  isotherm cat a.ist | isotherm append all.ist");
  command->callback([arguments, &exit_code] { exit_code = run_append(*arguments); });
}

}  // namespace isotherm::cli
