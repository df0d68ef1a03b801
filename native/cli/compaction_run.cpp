#include "cli/compaction_run.h"
#include "cli/level_option.h"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "base/json_string.h"
#include "cli/message.h"
#include "cli/output_file.h"
#include "model/wording.h"
#include "stream/limits.h"

namespace isotherm::cli {
namespace {

// What the inputs said of themselves goes on, as text, since it may be anything.
std::string metadata(const std::vector<std::unique_ptr<RecordingFile>>& files, std::string_view verb) {
  constexpr size_t kMaxBytes = 64u << 10;
  std::vector<std::string> sources;
  for (const auto& file : files) {
    const std::string& text = file->reader().metadata_json();
    if (text != "{}" && std::find(sources.begin(), sources.end(), text) == sources.end())
      sources.push_back(text);
  }
  std::string json = "{\"generator\":\"isotherm " ISOTHERM_VERSION "\",\"made_by\":\"" + std::string(verb) +
                     "\",\"sources\":[";
  bool is_first = true;
  for (const std::string& source : sources) {
    const std::string quoted = json_string(source);
    if (json.size() + quoted.size() > kMaxBytes) break;
    json += (is_first ? "" : ",") + quoted;
    is_first = false;
  }
  return json + "]}";
}

}  // namespace

void add_compaction_options(CLI::App& command, std::string& output, CompactionSettings& settings) {
  command.add_option("-o,--output", output, "Recording to write; - is stdout")
      ->required()
      ->type_name("FILE.ist");
  add_level_option(command, settings.zstd_level);
  command.add_option("--block", settings.events_per_block, "Events per block, 1 to 1048576")
      ->check(CLI::Range(1u, limits::kMaxEventsPerBlock))
      ->capture_default_str()
      ->type_name("N");
  command.add_flag(
      "--strict", settings.is_strict,
      "Write nothing and exit with 1 if parts of an input are damaged (default: say so and go on)");
}

int run_compaction(CompactionPlan plan, const std::vector<std::unique_ptr<RecordingFile>>& files,
                   const std::vector<std::string>& paths, const std::string& output_path,
                   std::string_view verb, const CompactionSettings& settings, uint64_t bytes_before) {
  Result<OutputFile> output = OutputFile::create(output_path, paths);
  if (!output) return fail(output_path, output.error());
  WriterOptions options;
  options.zstd_level = settings.zstd_level;
  options.events_per_block = settings.events_per_block;
  options.metadata_json = metadata(files, verb);
  const Catalog& catalog = plan.catalog;
  const std::string rows = with_thousands(catalog.sessions.size()) + " sessions, " +
                           with_thousands(catalog.page_views.size()) + " page views, ";
  const Result<CompactionReport> report = compact(std::move(plan), options, *output);
  if (!report) return fail(output_path, report.error());
  for (const auto& damage : report->damage) {
    files[damage.input]->warn((damage.events_lost == 0
                                   ? std::string("a screenshot is left out: ")
                                   : with_thousands(damage.events_lost) + " events are left out: ") +
                              damage.error.to_string());
  }
  const bool is_damaged =
      std::any_of(files.begin(), files.end(), [](const auto& file) { return file->warnings() > 0; });
  if (settings.is_strict && is_damaged) {
    say("--strict: an input is damaged; nothing was written");
    return kFailure;
  }
  if (const Status committed = output->commit(); !committed) return fail(output_path, committed.error());
  say(output_path + ": " + rows + with_thousands(report->events) + " events, " +
      with_thousands(report->screenshots) + " screenshots; " + with_thousands(bytes_before) + " bytes -> " +
      with_thousands(report->bytes) + " bytes");
  return kSuccess;
}

}  // namespace isotherm::cli
