#include "cli/import_run.h"

#include <set>

#include "cli/files.h"
#include "cli/import_report.h"
#include "import/gzip.h"
#include "stream/limits.h"

namespace isotherm::cli {
namespace {

WriterOptions writer_options(const ImportArguments& arguments, std::string_view source, Spool& spool) {
  WriterOptions options;
  options.zstd_level = arguments.zstd_level;
  options.spool = &spool;
  options.metadata_json =
      "{\"generator\":\"isotherm " ISOTHERM_VERSION "\",\"imported_from\":\"" + std::string(source) + "\"}";
  return options;
}

LoadPicture pictures_beside(const std::string& sessions_path) {
  return [folder = folder_of(sessions_path)](const std::string& name) -> Result<Bytes> {
    const std::string full = name.starts_with('/') ? name : folder + name;
    Result<Bytes> bytes = read_file(full, limits::kMaxAttachmentBytes);
    if (!bytes) return make_error(ErrorCode::io, full + ": " + bytes.error().message);
    return bytes;
  };
}

}  // namespace

ImportRun::ImportRun(const ImportArguments& arguments, OutputFile& output, std::string_view source)
    : arguments_(arguments),
      spool_(arguments.output_path),
      writer_(output, writer_options(arguments, source, spool_)) {
  for (const std::string& path : arguments.inputs)
    bytes_expected_ += size_of_file(path);
}

int ImportRun::read_inputs(const ImportFormat& format) {
  const std::unique_ptr<Importer> importer = format.create(arguments_.options, writer_);
  std::set<std::string> names;
  for (const std::string& path : arguments_.inputs) {
    std::string name = path == "-" ? "stdin" : stem_of(path);
    if (!names.insert(name).second) name = path;
    if (const int code = read_input(*importer, path, name); code != kSuccess) return code;
  }
  const Result<ImportReport> report = importer->finish();
  if (!report) return fail(format.name, report.error());
  take("in all", *report);
  return kSuccess;
}

int ImportRun::read_input(Importer& importer, const std::string& path, const std::string& name) {
  const auto read = [&]() -> Result<ImportReport> {
    ISOTHERM_TRY(importer.begin(name));
    Unpacker unpacker([&](ByteSpan piece) { return importer.feed(piece); });
    ISOTHERM_TRY(read_pieces(path, [&](ByteSpan piece) {
      progress_.update(bytes_read_ += piece.size(), bytes_expected_);
      return unpacker.feed(piece);
    }));
    ISOTHERM_TRY(unpacker.finish());
    return importer.end();
  };
  const Result<ImportReport> report = read();
  if (!report) return fail(path, report.error());
  take(path, *report);
  return kSuccess;
}

int ImportRun::read_csv() {
  const std::string& path = arguments_.inputs.front();
  const Result<Bytes> events = read_file(path);
  if (!events) return fail(path, events.error());
  CsvOptions options{arguments_.options.url, {}};
  std::optional<Bytes> sessions;
  if (!arguments_.sessions_path.empty()) {
    Result<Bytes> bytes = read_file(arguments_.sessions_path);
    if (!bytes) return fail(arguments_.sessions_path, bytes.error());
    sessions = std::move(bytes).value();
    if (!arguments_.leaves_out_screenshots) options.load_picture = pictures_beside(arguments_.sessions_path);
  }
  const Result<ImportReport> report =
      import_csv(*events, sessions ? std::optional<ByteSpan>(*sessions) : std::nullopt, options, writer_);
  if (!report) return fail(path, report.error());
  take(path, *report);
  return kSuccess;
}

void ImportRun::take(const std::string& input, const ImportReport& report) {
  say_issues(input, report);
  add_to(total_, report);
}

int ImportRun::add_screenshots() {
  for (const std::string& text : arguments_.screenshots) {
    const Result<PictureArgument> argument = parse_picture_argument(text, true);
    if (!argument) return fail("--screenshot", argument.error());
    if (const int code = add_screenshot(*argument); code != kSuccess) return code;
  }
  return kSuccess;
}

Result<uint32_t> ImportRun::page_of(const PictureArgument& argument) const {
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

int ImportRun::add_screenshot(const PictureArgument& argument) {
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

int ImportRun::finish() {
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

void ImportRun::say_total() const {
  std::string text = arguments_.output_path + ": " + std::to_string(total_.sessions) + " sessions, " +
                     std::to_string(total_.page_views) + " page views, " + std::to_string(total_.events) +
                     " events, " + std::to_string(total_.screenshots) + " screenshots";
  if (const uint64_t skipped = total_.skipped_count())
    text += "; " + std::to_string(skipped) + " skipped, reasons above";
  say(text);
}

}  // namespace isotherm::cli
