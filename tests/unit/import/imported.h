#pragma once
// Runs an importer into memory and reads the result back.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "import/csv.h"
#include "import/rrweb.h"
#include "stream/reader.h"

namespace isotherm {

inline ByteSpan bytes_of(std::string_view text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

// One event with its page view, as read back from the file.
struct ReadEvent {
  uint32_t page_view = 0;
  Event event;
};

struct Imported {
  ImportReport report;
  Catalog catalog;
  std::vector<ReadEvent> events;  // by page view, then time, then kind
  std::vector<ScreenshotInfo> screenshots;
  uint64_t size_bytes = 0, attachment_bytes = 0;

  // "move 10,20 @5" with the flags "T"ouch, "A"pproximate, "F"ixed and the target behind it: one per event.
  std::vector<std::string> texts() const {
    std::vector<std::string> out;
    for (const ReadEvent& read : events)
      out.push_back(text_of(read.event));
    return out;
  }
  static std::string text_of(const Event& event) {
    char text[96];
    std::snprintf(text, sizeof(text), "%s %g,%g @%d", std::string(to_string(kind_of(event.tag))).c_str(),
                  px_from_units(event.x), px_from_units(event.y), event.t_ms);
    std::string out = text;
    if (event.tag & kFlagTouchPointer) out += " T";
    if (event.tag & kFlagApproximate) out += " A";
    if (event.tag & kFlagFixedTarget) out += " F";
    if (event.target != 0) out += " #" + std::to_string(event.target);
    return out;
  }
};

inline const ImportIssue* find_issue(const std::vector<ImportIssue>& issues, std::string_view part) {
  for (const ImportIssue& issue : issues) {
    if (issue.reason.find(part) != std::string::npos) return &issue;
  }
  return nullptr;
}

inline void read_back(const Bytes& file, Imported& imported) {
  MemorySource source(file);
  auto reader = Reader::open(source);
  ASSERT_TRUE(reader.ok()) << reader.error().to_string();
  EXPECT_TRUE(reader->warnings().empty());
  imported.catalog = reader->catalog();
  imported.screenshots.assign(reader->screenshots().begin(), reader->screenshots().end());
  imported.size_bytes = reader->size_bytes();
  imported.attachment_bytes = reader->attachment_bytes();
  for (size_t i = 0; i < reader->blocks().size(); ++i) {
    const auto block = reader->read_block(i);
    ASSERT_TRUE(block.ok()) << block.error().to_string();
    size_t index = 0;
    for (const Run& run : block->runs) {
      for (uint32_t k = 0; k < run.count; ++k, ++index)
        imported.events.push_back({run.page_view, block->event(index)});
    }
  }
  const auto key = [](const ReadEvent& e) {
    return std::tuple(e.page_view, e.event.t_ms, kind_of(e.event.tag));
  };
  std::stable_sort(imported.events.begin(), imported.events.end(),
                   [&](const ReadEvent& a, const ReadEvent& b) { return key(a) < key(b); });
}

template <typename Run>
Result<Imported> import_with(const Run& run) {
  MemorySink sink;
  Writer writer(sink, WriterOptions{});
  Result<ImportReport> report = run(writer);
  if (!report) return report.error();
  Imported imported;
  imported.report = *report;
  EXPECT_EQ(writer.event_count(), report->events);
  ISOTHERM_TRY(writer.finish());
  read_back(sink.bytes(), imported);
  return imported;
}

inline Result<Imported> import_rrweb_text(std::string_view text) {
  return import_with(
      [&](Writer& writer) { return import_input(*make_rrweb_importer({}, writer), "s1", bytes_of(text)); });
}

inline Result<Imported> import_csv_text(std::string_view events,
                                        std::optional<std::string_view> sessions = std::nullopt,
                                        CsvOptions options = {}) {
  return import_with([&](Writer& writer) {
    return import_csv(bytes_of(events),
                      sessions ? std::optional<ByteSpan>(bytes_of(*sessions)) : std::nullopt, options,
                      writer);
  });
}

// Bytes of a file, or nullopt where it does not exist.
inline std::optional<std::string> file_text(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return std::nullopt;
  std::string text;
  char piece[65536];
  while (const size_t count = std::fread(piece, 1, sizeof(piece), file))
    text.append(piece, count);
  std::fclose(file);
  return text;
}

}  // namespace isotherm
