// The importers.
#include <algorithm>
#include <array>
#include <cstring>

#include "fuzz/targets/targets.h"
#include "import/clarity.h"
#include "import/csv.h"
#include "import/gzip.h"
#include "import/openreplay.h"
#include "import/posthog.h"
#include "import/rrweb.h"
#include "unit/stream/read_back.h"

namespace isotherm::fuzz {

namespace {

// A file, or nothing where the import failed.
template <typename Import>
Bytes imported(const Import& import) {
  MemorySink sink;
  Writer writer(sink, {.zstd_level = 1});
  const Result<ImportReport> report = import(writer);
  if (!report.ok()) {
    require(!report.error().message.empty(), "an error says something");
    return {};
  }
  require(writer.event_count() == report->events, "the report counts the events");
  require(writer.finish().ok(), "what was imported is written");
  const ReadResult read = read_all(sink.bytes());
  require(read.failure.empty() && read.warnings.empty(), "what was imported is read");
  require(flat(read.blocks).size() == report->events, "all events are read");
  require(read.catalog.page_views.size() == report->page_views, "all page views are read");
  return sink.take();
}

void add(ImportReport& sum, const ImportReport& report) {
  sum.sessions += report.sessions;
  sum.page_views += report.page_views;
  sum.events += report.events;
}

Result<ImportReport> feed_in_pieces(Importer& importer, std::span<const ByteSpan> inputs,
                                    size_t piece_bytes) {
  ImportReport sum;
  for (const ByteSpan input : inputs) {
    ISOTHERM_TRY(importer.begin("fuzz"));
    Unpacker unpacker([&](ByteSpan piece) { return importer.feed(piece); });
    for (size_t at = 0; at < input.size(); at += piece_bytes)
      ISOTHERM_TRY(unpacker.feed(input.subspan(at, std::min(piece_bytes, input.size() - at))));
    ISOTHERM_TRY(unpacker.finish());
    ISOTHERM_ASSIGN(const ImportReport report, importer.end());
    add(sum, report);
  }
  ISOTHERM_ASSIGN(const ImportReport last, importer.finish());
  add(sum, last);
  return sum;
}

// How the bytes are cut makes no difference.
template <typename Create>
void check_importer(std::span<const ByteSpan> inputs, const Create& create) {
  const auto import = [&](size_t piece_bytes) {
    return imported([&](Writer& writer) { return feed_in_pieces(*create(writer), inputs, piece_bytes); });
  };
  const Bytes whole = import(SIZE_MAX);
  require(import(7) == whole, "the same from pieces");
}

template <typename Create>
void check_importer(ByteSpan input, const Create& create) {
  check_importer(std::span(&input, 1), create);
}

}  // namespace

void run_rrweb(ByteSpan input) {
  check_importer(input, [](Writer& writer) { return make_rrweb_importer({}, writer); });
}

void run_posthog(ByteSpan input) {
  check_importer(input, [](Writer& writer) { return make_posthog_importer(writer); });
}

void run_clarity(ByteSpan input) {
  check_importer(input, [](Writer& writer) { return make_clarity_importer({}, writer); });
}

void run_openreplay(ByteSpan input) {
  const auto create = [](Writer& writer) { return make_openreplay_importer({}, writer); };
  const size_t first_bytes = input.empty() ? 0 : size_t{input[0]} * 16;
  const ByteSpan files = input.subspan(std::min<size_t>(input.size(), 1));
  if (first_bytes == 0 || first_bytes >= files.size()) return check_importer(files, create);
  const std::array<ByteSpan, 2> parts = {files.first(first_bytes), files.subspan(first_bytes)};
  check_importer(parts, create);
}

void run_csv(ByteSpan input) {
  const auto* end =
      input.empty() ? nullptr : static_cast<const uint8_t*>(std::memchr(input.data(), 0, input.size()));
  const size_t events = end == nullptr ? input.size() : static_cast<size_t>(end - input.data());
  std::optional<ByteSpan> sessions;
  if (end != nullptr) sessions = input.subspan(events + 1);
  (void)imported([&](Writer& writer) { return import_csv(input.first(events), sessions, {}, writer); });
}

}  // namespace isotherm::fuzz
