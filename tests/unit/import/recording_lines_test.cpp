// Text and back: everything that a recording holds, bit for bit.
#include "import/recording_lines.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/json_string.h"
#include "import/csv.h"
#include "stream/limits.h"
#include "stream/reader.h"
#include "stream/recording_text.h"

namespace isotherm::recording_lines_test {
namespace {

template <typename T>
T must(Result<T> result) {
  if (!result.ok()) ADD_FAILURE() << result.error().to_string();
  return std::move(result).value();
}

struct Contents {
  Catalog catalog;
  std::vector<EventBlock> blocks;
  friend bool operator==(const Contents&, const Contents&) = default;
};

Contents contents_of(const Bytes& bytes) {
  MemorySource source(bytes);
  const Reader reader = must(Reader::open(source));
  EXPECT_TRUE(reader.warnings().empty());
  Contents contents{reader.catalog(), {}};
  for (size_t index = 0; index < reader.blocks().size(); ++index)
    contents.blocks.push_back(must(reader.read_block(index)));
  return contents;
}

std::string every_byte() {
  std::string text;
  for (int byte = 0; byte < 256; ++byte)
    text += static_cast<char>(byte);
  return text;
}

// Extremes of every column.
Bytes nasty_recording() {
  MemorySink sink;
  Writer writer(sink, {});
  must(writer.add_distinct_page({every_byte(), "  spaces and \"quotes\", \r\n"}));
  must(writer.add_distinct_page({"same", "a"}));
  must(writer.add_distinct_page({"same", "b"}));
  must(writer.add_distinct_page({"", "not visited"}));
  must(writer.add_session({every_byte(), {{every_byte(), every_byte()}, {"", ""}, {"k", "1"}, {"k", "2"}}}));
  must(writer.add_session({"same", {}}));
  must(writer.add_session({"same", {{"Key", " value "}}}));
  must(writer.add_session({"left early", {{"a", "b"}}}));
  must(writer.add_page_view({0, 0, limits::kMaxEpochMs, limits::kMaxTimeMs, limits::kMaxSizePx,
                             limits::kMaxSizePx, limits::kMaxSizePx, limits::kMaxSizePx,
                             limits::kMaxDevicePixelRatioX1000}));
  must(writer.add_page_view({0, 1, -limits::kMaxEpochMs, 0, 0, 0, 0, 0, 1}));
  must(writer.add_page_view({1, 2, 1'700'000'000'123, 77, 1280, 720, 1279, 3001, 1125}));
  must(writer.add_page_view({2, 0, 0, 0, 0, 0, 0, 0, 0}));
  uint32_t count = 0;
  for (uint8_t kind = 0; kind <= kKindMask; ++kind) {
    if (!is_known_kind(kind)) continue;
    for (int flags = 0; flags < 8; ++flags, ++count) {
      const int32_t edge = limits::kMaxCoordinateUnits;
      const Event event{static_cast<int32_t>(count % 3 == 0 ? limits::kMaxTimeMs : count),
                        count % 4 == 0 ? edge : static_cast<int32_t>(count) - 50,
                        count % 5 == 0 ? -edge : -static_cast<int32_t>(count * 7),
                        static_cast<uint8_t>(kind | flags << 5), count % 2 == 0 ? 0 : UINT32_MAX - count};
      must(writer.add_event(count % 4, event));
    }
  }
  must(writer.finish());
  return sink.take();
}

ByteSpan bytes_of(const std::string& text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

TEST(RecordingText, JsonLinesComeBack) {
  const Contents before = contents_of(nasty_recording());
  std::string text = json_lines(before.catalog);
  for (const EventBlock& block : before.blocks)
    text += json_lines(block);
  for (const size_t piece : {size_t{1}, size_t{1000}, text.size()}) {
    MemorySink sink;
    Writer writer(sink, {});
    const auto importer = make_lines_importer(writer);
    must(importer->begin("x"));
    for (size_t at = 0; at < text.size(); at += piece)
      must(importer->feed(bytes_of(text.substr(at, piece))));
    const ImportReport report = must(importer->end());
    EXPECT_TRUE(report.skipped.empty()) << report.skipped[0].reason;
    must(writer.finish());
    EXPECT_TRUE(contents_of(sink.bytes()) == before) << piece;
  }
}

TEST(RecordingText, CsvTablesComeBack) {
  const Contents before = contents_of(nasty_recording());
  const CsvEvents events(before.catalog);
  std::string rows = csv_events_header();
  for (const EventBlock& block : before.blocks)
    rows += events.rows(block);
  const std::string sessions = csv_sessions_table(before.catalog);
  MemorySink sink;
  Writer writer(sink, {});
  const ImportReport report = must(import_csv(bytes_of(rows), bytes_of(sessions), {}, writer));
  EXPECT_TRUE(report.skipped.empty()) << report.skipped[0].reason;
  must(writer.finish());
  const Contents after = contents_of(sink.bytes());
  EXPECT_TRUE(after.catalog == before.catalog);
  EXPECT_TRUE(after.blocks == before.blocks);
}

TEST(RecordingText, NumbersOfCsvTablesMustBeWhole) {
  const auto import = [](const std::string& sessions) {
    MemorySink sink;
    Writer writer(sink, {});
    const std::string events =
        csv_events_header() + "0,s,1,move,1,1,0,mouse,0,0\n5,s,1,move,1,1,0,mouse,0,0\n";
    return import_csv(bytes_of(events), bytes_of(sessions), {}, writer);
  };
  const std::string header = "page_view,session_number,session,page,url,start_unix_ms\n";
  const ImportReport report = must(import(header + "0,0,s,0,u,0\n"));
  EXPECT_EQ(report.events, 1u);
  EXPECT_EQ(report.skipped_count(), 1u);
  EXPECT_FALSE(import(header + "1,0,s,0,u,0\n").ok());  // no page view 0
  EXPECT_FALSE(import(header + "0,7,s,0,u,0\n").ok());  // no session 0
  EXPECT_FALSE(import(header + "99999999999,0,s,0,u,0\n0,0,s,3,u,0\n").ok());
}

TEST(JsonString, KeepsEveryByte) {
  const std::string text = every_byte() + "ü€😀\xED\xB2\x80\xF4\x90\x80\x80";
  const std::string json = json_string(text, InvalidUtf8::keep);
  std::string back;
  ASSERT_TRUE(unescape_json_string(std::string_view(json).substr(1, json.size() - 2), back));
  EXPECT_EQ(back, text);
  for (const char c : json)
    EXPECT_NE(c, '\n');
  EXPECT_EQ(json_string("\xFF"), "\"\\ufffd\"");
  EXPECT_EQ(json_string("\xFF", InvalidUtf8::keep), "\"\\udcff\"");
}

TEST(JsonString, ReadsEscapes) {
  const auto read = [](std::string_view escaped) {
    std::string text;
    return unescape_json_string(escaped, text) ? text : "malformed";
  };
  EXPECT_EQ(read(R"(\"\\\/\b\f\n\r\t)"), "\"\\/\b\f\n\r\t");
  EXPECT_EQ(read(R"(\u00e9\u20ac\ud83d\ude00)"), "é€😀");
  EXPECT_EQ(read(R"(\ud83dx\udc00)"), "\xEF\xBF\xBDx\xEF\xBF\xBD");
  for (const char* bad : {"\\", "\\x", "\\u12", "\\u12g4"})
    EXPECT_EQ(read(bad), "malformed") << bad;
}

TEST(RecordingLines, SaysWhatIsWrong) {
  MemorySink sink;
  Writer writer(sink, {});
  const auto importer = make_lines_importer(writer);
  must(importer->begin("x"));
  const std::string text =
      "{\"kind\":\"page\",\"page\":1,\"url\":\"u\"}\r\n\n"
      "{\"kind\":\"page\",\"page\":1,\"url\":\"u\"}\n"
      "{\"kind\":\"session\",\"session\":18446744073709551615,\"id\":\"s\",\"tags\":{\"a\":1}}\n"
      "{\"kind\":\"session\",\"session\":18446744073709551615,\"id\":\"s\"}\n"
      "{\"kind\":\"page_view\",\"page_view\":1,\"session\":2,\"page\":1}\n"
      "{\"kind\":\"page_view\",\"page_view\":1,\"session\":18446744073709551615,\"page\":1}\n"
      "{\"kind\":\"move\",\"page_view\":1,\"t_ms\":1,\"x\":\"1\",\"y\":2}\n"
      "{\"kind\":\"move\",\"page_view\":1,\"t_ms\":-1,\"x\":1,\"y\":2}\n"
      "{\"kind\":\"move\",\"page_view\":1,\"t_ms\":1,\"x\":1e300,\"y\":2}\n"
      "{\"kind\":\"move\",\"page_view\":1,\"t_ms\":1,\"x\":1,\"y\":2} {}\n"
      "{\"kind\":\"move\",\"page_view\":1,\"t_ms\":1,\"x\":1\n"
      "[1]\n"
      "{\"kind\":\"move\",\"page_view\":1,\"t_ms\":1,\"x\":1,\"y\":2,\"new\":{\"er\":[1]}}";
  must(importer->feed(bytes_of(text)));
  must(importer->feed(Bytes(5u << 20, 'x')));
  must(importer->feed(bytes_of("\n{\"kind\":\"move\",\"page_view\":1,\"t_ms\":2,\"x\":1,\"y\":2}\n")));
  const ImportReport report = must(importer->end());
  EXPECT_EQ(report.events, 1u);
  EXPECT_EQ(report.page_views, 1u);
  std::vector<uint64_t> lines;
  for (const ImportIssue& issue : report.skipped)
    lines.insert(lines.end(), issue.lines.begin(), issue.lines.end());
  std::sort(lines.begin(), lines.end());
  EXPECT_EQ(lines, (std::vector<uint64_t>{3, 4, 6, 8, 9, 10, 11, 12, 13, 14}));
}

}  // namespace
}  // namespace isotherm::recording_lines_test
