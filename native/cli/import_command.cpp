// isotherm import rrweb|csv
#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <set>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/message.h"
#include "cli/output_file.h"
#include "cli/page_choice.h"
#include "import/csv.h"
#include "import/rrweb.h"
#include "stream/limits.h"

namespace isotherm::cli {
namespace {

struct ImportArguments {
  std::vector<std::string> inputs;
  std::string sessions_path, output_path, url = "about:blank";
  std::vector<std::string> screenshots;
  bool leaves_out_screenshots = false, is_strict = false;
  int zstd_level = 9;
};

constexpr std::string_view kRrwebHelp =
    "Each FILE is one session: a JSON array of rrweb events, an object with an `events` array, or one\n"
    "event per line (NDJSON); each also gzipped. The session is named after its file.\n"
    "Viewport positions become page positions by the window's scroll offset at their time. Events inside\n"
    "iframes are kept and marked approximate. DOM events are skipped.\n\n"
    "Examples:\n"
    "  isotherm import rrweb session-1.json session-2.json.gz -o site.ist\n"
    "  isotherm import rrweb a.json --screenshot https://example.com/=home.png@1440 -o a.ist";

constexpr std::string_view kCsvHelp =
    "Columns are found by their header, in any order; tables may be gzipped. Needed are those marked *.\n"
    "EVENTS.csv\n"
    "  session*      name of the session\n"
    "  time_ms*      ms since the session's start\n"
    "  kind*         move, mouse_down, mouse_up, click, double_click, context_menu, scroll,\n"
    "                element_scroll, resize, touch_start, touch_move, touch_end, touch_cancel\n"
    "  x*, y*        page position in CSS px; for scroll the scroll offset, for resize the viewport size\n"
    "  target        number of the element, 0 = none\n"
    "  pointer       mouse (default), touch or pen\n"
    "  fixed         1 = on a fixed element, x and y are viewport px\n"
    "  approximate   1 = the exact place is not known\n"
    "SESSIONS.csv (a session with several rows has several page views)\n"
    "  session*, url*\n"
    "  title                              of the page\n"
    "  start_unix_ms, duration_ms         when the page view began, how long it lasted\n"
    "  viewport_w, viewport_h             CSS px, at its start\n"
    "  doc_w, doc_h                       size of the whole page, CSS px\n"
    "  dpr                                device pixel ratio\n"
    "  screenshot                         picture of the page; the path is relative to SESSIONS.csv\n"
    "  screenshot_css_w, screenshot_css_h CSS px that the picture shows (default doc_w and its aspect "
    "ratio)\n"
    "  tag:NAME                           any value to keep with the session\n\n"
    "Examples:\n"
    "  isotherm import csv events.csv --sessions sessions.csv -o study.ist\n"
    "  isotherm import csv clicks.csv --url https://example.com/ --screenshot home.png@1440 -o clicks.ist";

std::string lines_text(const ImportIssue& issue) {
  if (issue.lines.empty()) return {};
  std::string text = issue.lines.size() == 1 ? " (line or event " : " (lines or events ";
  for (size_t i = 0; i < issue.lines.size(); ++i)
    text += (i == 0 ? "" : ", ") + std::to_string(issue.lines[i]);
  return text + (issue.count > issue.lines.size() ? ", ...)" : ")");
}

void say_issues(const std::string& input, std::string_view what, const std::vector<ImportIssue>& issues) {
  for (const ImportIssue& issue : issues) {
    say(input + ": " + std::string(what) + " " + std::to_string(issue.count) + ": " + issue.reason +
        lines_text(issue));
  }
}

void add_to(ImportReport& total, const ImportReport& report) {
  total.sessions += report.sessions;
  total.page_views += report.page_views;
  total.events += report.events;
  total.screenshots += report.screenshots;
  total.skipped.insert(total.skipped.end(), report.skipped.begin(), report.skipped.end());
  for (const auto& [id, page] : report.pages)
    total.add_page(id, page.url, page.viewport_width);
}

// One run of the command: inputs -> writer -> file.
class Import {
 public:
  Import(const ImportArguments& arguments, OutputFile& output, std::string_view source)
      : arguments_(arguments), writer_(output, options(arguments, source)) {}

  int run_rrweb() {
    std::set<std::string> names;
    for (const std::string& path : arguments_.inputs) {
      std::string name = path == "-" ? "stdin" : stem_of(path);
      if (!names.insert(name).second) name = path;
      const Result<Bytes> bytes = read_file(path);
      if (!bytes) return fail(path, bytes.error());
      progress_.update(names.size() - 1, arguments_.inputs.size());
      const Result<ImportReport> report = import_rrweb(*bytes, {name, arguments_.url}, writer_);
      if (!report) return fail(path, report.error());
      take(path, *report);
    }
    return kSuccess;
  }

  int run_csv() {
    const std::string& path = arguments_.inputs.front();
    const Result<Bytes> events = read_file(path);
    if (!events) return fail(path, events.error());
    CsvOptions options{arguments_.url, {}};
    Bytes sessions;
    if (!arguments_.sessions_path.empty()) {
      Result<Bytes> bytes = read_file(arguments_.sessions_path);
      if (!bytes) return fail(arguments_.sessions_path, bytes.error());
      sessions = std::move(bytes).value();
      const std::string folder = folder_of(arguments_.sessions_path);
      if (!arguments_.leaves_out_screenshots) {
        options.load_picture = [folder](const std::string& name) -> Result<Bytes> {
          const std::string full = name.starts_with('/') ? name : folder + name;
          Result<Bytes> bytes_of_picture = read_file(full, limits::kMaxAttachmentBytes);
          if (!bytes_of_picture)
            return make_error(ErrorCode::io, full + ": " + bytes_of_picture.error().message);
          return bytes_of_picture;
        };
      }
    }
    const Result<ImportReport> report = import_csv(
        *events, arguments_.sessions_path.empty() ? std::nullopt : std::optional<ByteSpan>(sessions), options,
        writer_);
    if (!report) return fail(path, report.error());
    take(path, *report);
    return kSuccess;
  }

  // Embeds the pictures of --screenshot.
  int add_screenshots() {
    for (const std::string& text : arguments_.screenshots) {
      const Result<PictureArgument> argument = parse_picture_argument(text, true);
      if (!argument) return fail("--screenshot", argument.error());
      if (const int code = add_screenshot(*argument); code != kSuccess) return code;
    }
    return kSuccess;
  }

  int finish() {
    if (total_.page_views == 0) {
      say("nothing was imported: no input holds a page view or an event");
      return kFailure;
    }
    if (arguments_.is_strict && total_.skipped_count() > 0) {
      say("--strict: " + std::to_string(total_.skipped_count()) +
          " parts of the input were skipped; nothing was written");
      return kFailure;
    }
    const Status written = writer_.finish();
    if (!written) return fail(arguments_.output_path, written.error());
    return kSuccess;
  }

  void say_total() const {
    std::string text = arguments_.output_path + ": " + std::to_string(total_.sessions) + " sessions, " +
                       std::to_string(total_.page_views) + " page views, " + std::to_string(total_.events) +
                       " events, " + std::to_string(total_.screenshots) + " screenshots";
    if (const uint64_t skipped = total_.skipped_count())
      text += "; " + std::to_string(skipped) + " skipped, reasons above";
    say(text);
  }

 private:
  static WriterOptions options(const ImportArguments& arguments, std::string_view source) {
    WriterOptions options;
    options.zstd_level = arguments.zstd_level;
    options.metadata_json =
        "{\"generator\":\"isotherm " ISOTHERM_VERSION "\",\"imported_from\":\"" + std::string(source) + "\"}";
    return options;
  }

  void take(const std::string& input, const ImportReport& report) {
    say_issues(input, "skipped", report.skipped);
    say_issues(input, "approximate", report.approximate);
    say_issues(input, "ignored", report.ignored);
    add_to(total_, report);
  }

  Result<uint32_t> page_of(const PictureArgument& argument) const {
    std::vector<std::string> urls;
    for (const auto& [id, page] : total_.pages) {
      if (urls.size() <= id) urls.resize(id + 1);
      urls[id] = page.url;
    }
    if (!argument.page.empty()) return choose_page(urls, argument.page);
    if (urls.size() == 1) return 0u;
    return make_error(ErrorCode::invalid_argument,
                      "the recording has " + std::to_string(urls.size()) +
                          " pages; name one: --screenshot URL_OR_ID=" + argument.path);
  }

  int add_screenshot(const PictureArgument& argument) {
    const Result<uint32_t> page = page_of(argument);
    if (!page) return fail("--screenshot", page.error());
    Result<Bytes> bytes = read_file(argument.path, limits::kMaxAttachmentBytes);
    if (!bytes) return fail(argument.path, bytes.error());
    const Result<ImageInfo> info = probe_image(*bytes);
    if (!info) return fail(argument.path, info.error());
    uint32_t css_width = argument.css_width;
    if (css_width == 0) {
      const uint32_t viewport_width = total_.pages.at(*page).viewport_width;
      css_width = viewport_width != 0 ? viewport_width : static_cast<uint32_t>(info->size.width);
      say(argument.path + ": taken to show " + std::to_string(css_width) + " CSS px in width, the " +
          (viewport_width != 0 ? "page's viewport width" : "picture's own") +
          "; @CSS_WIDTH behind the name says otherwise");
    }
    const Status added = writer_.add_screenshot(*page, css_width, 0, std::move(bytes).value());
    if (!added) return fail(argument.path, added.error());
    ++total_.screenshots;
    return kSuccess;
  }

  const ImportArguments& arguments_;
  Writer writer_;
  ImportReport total_;
  Progress progress_{"importing"};
};

int run_import(const ImportArguments& arguments, bool is_csv) {
  WriterOptions options;
  options.zstd_level = arguments.zstd_level;
  std::vector<std::string> inputs = arguments.inputs;
  inputs.push_back(arguments.sessions_path);
  for (const std::string& text : arguments.screenshots) {
    if (const auto argument = parse_picture_argument(text, true)) inputs.push_back(argument->path);
  }
  Result<OutputFile> output = OutputFile::create(arguments.output_path, inputs);
  if (!output) return fail(arguments.output_path, output.error());
  Import import(arguments, *output, is_csv ? "csv" : "rrweb");
  int code = is_csv ? import.run_csv() : import.run_rrweb();
  if (code == kSuccess) code = import.add_screenshots();
  if (code == kSuccess) code = import.finish();
  if (code != kSuccess) return code;
  const Status committed = output->commit();
  if (!committed) return fail(arguments.output_path, committed.error());
  import.say_total();
  return kSuccess;
}

void add_shared_options(CLI::App& command, ImportArguments& arguments) {
  command.add_option("-o,--output", arguments.output_path, "Recording to write; - is stdout")
      ->required()
      ->type_name("FILE.ist");
  command
      .add_option("--screenshot", arguments.screenshots,
                  "Picture of a page: [URL_OR_ID=]image.png[@CSS_WIDTH]; may be given more than once. "
                  "Without @CSS_WIDTH it shows the page's viewport width")
      ->type_name("PICTURE")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->allow_extra_args(false);
  command.add_option("--level", arguments.zstd_level, "zstd level, 1 (fast) to 19 (small)")
      ->check(CLI::Range(1, 19))
      ->capture_default_str()
      ->type_name("N");
  command.add_flag("--strict", arguments.is_strict,
                   "Write nothing and exit with 1 if anything in the input had to be skipped");
}

}  // namespace

void add_import_command(CLI::App& root, int& exit_code) {
  CLI::App* command = root.add_subcommand("import", "Make a recording (.ist) from recordings of other tools");
  command->require_subcommand(1);
  command->footer(
      "Examples:\n"
      "  isotherm import rrweb session.json -o site.ist\n"
      "  isotherm import csv events.csv --sessions sessions.csv -o study.ist");

  auto arguments = std::make_shared<ImportArguments>();
  CLI::App* rrweb = command->add_subcommand("rrweb", "From rrweb recordings (JSON, NDJSON, gzip)");
  rrweb->add_option("FILE", arguments->inputs, "Recordings, one session each; - is stdin")
      ->required()
      ->type_name("");
  rrweb->add_option("--url", arguments->url, "Address of the page where a recording does not say it")
      ->capture_default_str()
      ->type_name("URL");
  add_shared_options(*rrweb, *arguments);
  rrweb->footer(std::string(kRrwebHelp));
  rrweb->callback([arguments, &exit_code] { exit_code = run_import(*arguments, false); });

  CLI::App* csv = command->add_subcommand("csv", "From CSV tables of events and sessions");
  csv->add_option("EVENTS", arguments->inputs, "Table of events; - is stdin")
      ->required()
      ->expected(1)
      ->type_name("");
  csv->add_option(
         "--sessions", arguments->sessions_path,
         "Table of sessions; without it each session is one view of --url with unknown viewport and start")
      ->type_name("SESSIONS.csv");
  csv->add_option("--url", arguments->url, "Address of the page of all events when there is no --sessions")
      ->capture_default_str()
      ->type_name("URL");
  csv->add_flag("--no-screenshots", arguments->leaves_out_screenshots,
                "Do not embed the pictures of the screenshot column (default: embed)");
  add_shared_options(*csv, *arguments);
  csv->footer(std::string(kCsvHelp));
  csv->callback([arguments, &exit_code] { exit_code = run_import(*arguments, true); });
}

}  // namespace isotherm::cli
