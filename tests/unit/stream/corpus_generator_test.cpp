// Made the files in tests/data. Committed files are never made again: a change of the format needs new ones.
// To add files, add them here and run
//   stream_test --gtest_also_run_disabled_tests --gtest_filter='CorpusGenerator.*'
// which writes only what does not exist.
#include <cstdio>

#include "base/hash.h"
#include "stream/catalog_columns.h"
#include "stream/coordinates.h"
#include "stream/index.h"
#include "stream/prediction.h"
#include "stream/seek_table.h"
#include "stream/varint_column.h"
#include "unit/stream/corpus.h"
#include "unit/stream/file_surgery.h"

namespace isotherm::corpus_generator_test {
namespace {

void save(const std::string& path, ByteSpan bytes, const char* mode = "wbx") {
  std::FILE* file = std::fopen(path.c_str(), mode);
  if (file == nullptr) return;  // exists
  EXPECT_EQ(std::fwrite(bytes.data(), 1, bytes.size(), file), bytes.size());
  std::fclose(file);
}

void save_text(const std::string& path, const std::string& text, const char* mode = "wbx") {
  save(path, ByteSpan(reinterpret_cast<const uint8_t*>(text.data()), text.size()), mode);
}

void save_valid(const std::string& name, const Bytes& file) {
  const ReadResult read = read_all(file);
  EXPECT_TRUE(read.warnings.empty() && read.failure.empty()) << name;
  std::FILE* existing = std::fopen(corpus_path("valid/" + name + ".ist").c_str(), "rb");
  if (existing != nullptr) {
    std::fclose(existing);
    return;
  }
  save(corpus_path("valid/" + name + ".ist"), file);
  save_text(corpus_path("valid/" + name + ".csv"), describe(read));
  save_text(corpus_path("valid/files.txt"), name + "\n", "ab");
}

SampleRecording sample() {
  return make_sample({.seed = 20,
                      .pages = 2,
                      .sessions = 2,
                      .views_per_session = 2,
                      .events_per_view = 25,
                      .has_targets = true,
                      .has_flags = true,
                      .has_all_kinds = true});
}

SampleRecording moves_only(int coordinate_step) {
  SampleRecording recording = make_sample({.seed = 21,
                                           .pages = 1,
                                           .sessions = 1,
                                           .views_per_session = 2,
                                           .events_per_view = 60,
                                           .coordinate_step = coordinate_step});
  for (TimedEvent& event : recording.events)
    event.event.tag = make_tag(EventKind::move);
  return recording;
}

SampleRecording minimal() {
  SampleRecording recording;
  recording.catalog.pages = {{"https://example.org/", "Example"}};
  recording.catalog.sessions = {{"s1", {{"lang", "en"}}}};
  recording.catalog.page_views = {{0, 0, 1'700'000'000'000, 2500, 1280, 720, 1280, 3000, 2000}};
  recording.events = {{0, {100, 10 * 16, 20 * 16, make_tag(EventKind::move), 0}},
                      {0, {116, 13 * 16, 18 * 16, make_tag(EventKind::move), 0}},
                      {0, {133, 40 * 16, 18 * 16, make_tag(EventKind::move), 0}}};
  return recording;
}

// The only block's coordinates in another encoding.
Bytes recoded(uint8_t encoding, Prediction prediction) {
  const Bytes bytes = moves_only(16).written();
  LooseFile file(bytes);
  const EventBlock block = read_all(bytes).blocks.at(0);
  std::vector<int32_t> x = block.x, y = block.y;
  for (size_t index = 0; index < x.size(); ++index)
    x[index] /= 16, y[index] /= 16;
  std::vector<uint32_t> steps(x.size());
  for (size_t index = 1; index < x.size(); ++index) {
    steps[index] = static_cast<uint32_t>(block.t_ms[index]) - static_cast<uint32_t>(block.t_ms[index - 1]);
  }
  const auto rx = residuals(x, prediction, steps), ry = residuals(y, prediction, steps);
  CoordinateParts parts = encoding == 1 ? encode_varint_columns(rx, ry) : encode_nibble_pairs(rx, ry);
  parts.first.insert(parts.first.end(), parts.second.begin(), parts.second.end());
  LooseBlock& loose = file.blocks.at(0);
  set_group(loose, 3, parts.first);
  for (GroupEntry& group : loose.header.groups) {
    if (group.id == 3) group.encoding = encoding;
  }
  loose.header.predictor_order = prediction.order;
  loose.header.reset_gap_ms = prediction.reset_gap_ms;
  return file.with_index();
}

Bytes with_screenshots() {
  MemorySink sink;
  Writer writer(sink, {});
  minimal().add_to(writer);
  must(writer.add_screenshot(0, 1280, 3000, tiny_png()));
  must(writer.finish());
  return sink.take();
}

Bytes with_two_catalogs() {
  LooseFile file(minimal().written());
  Catalog later = minimal().catalog;
  later.pages[0].url = "https://example.org/later";
  later.page_views[0].page = later.page_views[0].session = 1;
  const Bytes raw = encode_tables({later.pages, later.sessions, later.page_views});
  ByteWriter body;
  for (int table = 0; table < 3; ++table) {
    body.varint(1);
    body.varint(1);
  }
  body.varint(raw.size());
  body.append(compressed(raw));
  file.catalogs.push_back(body.take());
  return file.with_index();
}

TEST(CorpusGenerator, DISABLED_Valid) {
  save_valid("minimal", minimal().written());
  save_valid("empty", SampleRecording{}.written());
  save_valid("all_kinds_flags_targets", sample().written());
  save_valid("small_blocks", sample().written({.events_per_block = 7}));
  for (const int step : {1, 2, 4, 8}) {
    save_valid("units_per_px_" + std::to_string(16 / step), moves_only(step).written());
  }
  save_valid("varints_order_1", recoded(1, {1, 0}));
  save_valid("varints_order_2", recoded(1, {2, 0}));
  save_valid("nibble_pairs_order_1", recoded(2, {1, 0}));
  save_valid("nibble_pairs_order_2", recoded(2, {2, 0}));
  save_valid("nibble_pairs_order_2_reset_64", recoded(2, {2, 64}));
  save_valid("screenshot", with_screenshots());
  save_valid("two_catalogs", with_two_catalogs());
  Bytes both = minimal().written();
  const Bytes second = sample().written();
  both.insert(both.end(), second.begin(), second.end());
  save_valid("concatenated", both);
  LooseFile unknown_group(sample().written());
  add_group(unknown_group.blocks[0], 60, 3, false, Bytes(5, 9));
  save_valid("unknown_group_not_critical", unknown_group.with_index());
}

// Name, file, what the file must be told to be.
void save_invalid(const std::string& name, const Bytes& file, const std::string& words) {
  const ReadResult read = read_all(file);
  std::FILE* existing = std::fopen(corpus_path("invalid/" + name + ".ist").c_str(), "rb");
  if (existing != nullptr) {
    std::fclose(existing);
    return;
  }
  save(corpus_path("invalid/" + name + ".ist"), file);
  const std::string row = name + "," + (read.failure.empty() ? "yes" : "no") + "," +
                          std::to_string(flat(read.blocks).size()) + "," + words + "\n";
  save_text(corpus_path("invalid/expected.csv"), row, "ab");
}

Bytes with_flip(Bytes file, uint32_t magic, size_t from_end) {
  std::vector<LooseFrame> frames = split_frames(file);
  for (LooseFrame& frame : frames) {
    if (frame.magic != magic) continue;
    frame.bytes[frame.bytes.size() - 1 - from_end] ^= 1;
    break;
  }
  return join_frames(frames);
}

Bytes with_version(uint16_t major) {
  std::vector<LooseFrame> frames = split_frames(sample().written());
  Bytes body(frames[0].bytes.begin() + 8, frames[0].bytes.end() - 8);
  std::memcpy(body.data() + 8, &major, 2);
  frames[0].bytes = make_record(format::kFileHeader, body);
  return join_frames(frames);
}

template <typename Change>
Bytes changed(Change change) {
  LooseFile file(sample().written());
  change(file.blocks.at(0));
  return file.with_index();
}

TEST(CorpusGenerator, DISABLED_InvalidContainer) {
  const Bytes file = sample().written();
  save_text(corpus_path("invalid/expected.csv"), "file,opens,events,words\n");
  Bytes text_mode = file;
  text_mode.erase(text_mode.begin() + 12);  // CR LF became LF
  save_invalid("file_header_through_text_mode", text_mode, "not an Isotherm file");
  save_invalid("file_header_checksum", with_flip(file, format::kFileHeader, 0), "checksum");
  save_invalid("major_version_2", with_version(2), "version 2.0");
  save_invalid("no_bytes", {}, "file header");
  save_invalid("catalog_checksum", with_flip(file, format::kCatalog, 3), "catalog: checksum");
  save_invalid("index_checksum", with_flip(file, format::kIndex, 0), "index: checksum");
  save_invalid("seek_table_footer", with_flip(file, format::kSeekTable, 0), "seek table");
  save_invalid("picture_checksum", with_flip(with_screenshots(), format::kAttachment, 5),
               "screenshot: checksum");
  save_invalid("payload_checksum", with_flip(file, format::kZstdFrame, 0), "zstd frame");
  const LooseFile loose(file);
  Bytes cut = loose.without_index();
  cut.erase(cut.end() - 10, cut.end());
  save_invalid("cut_in_last_block", cut, "end inside");
  save_invalid("cut_before_index", loose.without_index(), "seek table");
  save_invalid("block_header_checksum_without_index",
               with_flip(loose.without_index(), format::kBlockHeader, 0), "block header: checksum");
  Bytes longer = file;
  longer.push_back(0);
  save_invalid("one_byte_behind", longer, "seek table");
}

TEST(CorpusGenerator, DISABLED_InvalidBlocks) {
  save_invalid("unknown_critical_group",
               changed([](LooseBlock& b) { add_group(b, 60, 1, true, Bytes(3, 1)); }), "unknown group 60");
  save_invalid("unknown_encoding", changed([](LooseBlock& b) { b.header.groups[1].encoding = 9; }),
               "unknown encoding 9");
  save_invalid("unknown_class", changed([](LooseBlock& b) { b.header.stream_class = 99; }),
               "unknown class 99");
  save_invalid("predictor_order_3", changed([](LooseBlock& b) { b.header.predictor_order = 3; }), "order 3");
  save_invalid("raw_size_1_tib",
               changed([](LooseBlock& b) { b.header.groups[1].raw_bytes = uint64_t{1} << 40; }), "raw size");
  save_invalid("event_count_2_to_32", changed([](LooseBlock& b) { b.header.event_count = UINT32_MAX; }),
               "event count");
  save_invalid("bounding_box_too_small", changed([](LooseBlock& b) { b.header.x_max -= 1; }), "bounding box");
  save_invalid("time_range_too_small", changed([](LooseBlock& b) { b.header.time_max_ms -= 1; }), "time");
  save_invalid("page_view_out_of_range", changed([](LooseBlock& b) { b.header.page_view_max = 1000; }),
               "page view 1000");
  save_invalid("runs_sum", changed([](LooseBlock& b) {
                 Bytes runs = raw_group(b, 0);
                 runs.back() += 1;
                 set_group(b, 0, runs);
               }),
               "runs hold");
  save_invalid("overlong_varint", changed([](LooseBlock& b) {
                 Bytes time = raw_group(b, 2);
                 time.insert(time.begin(), {0x80, 0x80, 0x80, 0x80, 0x80});
                 set_group(b, 2, time);
               }),
               "times are malformed");
  const Bytes window_2_gib = {0x28, 0xB5, 0x2F, 0xFD, 0x84, 21 << 3, 3, 0, 0, 0,
                              0x19, 0,    0,    1,    2,    3,       0, 0, 0, 0};
  save_invalid("window_log_31", changed([&](LooseBlock& b) { set_group_frame(b, 2, window_2_gib, 3); }),
               "window");
}

// What docs/format.md settles beyond the plain rules.
Bytes with_metadata(const std::string& metadata) {
  return minimal().written({.metadata_json = metadata});
}

// The first escape stands for a zigzag of 4 as 15 + (2^32 - 11).
Bytes with_escape_that_wraps() {
  LooseFile file(recoded(2, {1, 0}));
  LooseBlock& block = file.blocks.at(0);
  Bytes raw = raw_group(block, 3);
  const size_t events = block.header.event_count;
  size_t place = 0;
  while (raw[place] >> 4 != 4)  // a small step in x, before which the escapes are counted
    ++place;
  size_t escapes_before = 0;
  for (size_t index = 0; index < place; ++index)
    escapes_before += (raw[index] >> 4 == 15) + ((raw[index] & 15) == 15);
  size_t offset = events;
  for (; escapes_before != 0; ++offset)
    escapes_before -= raw[offset] < 0x80 ? 1 : 0;
  raw[place] |= 0xF0;
  Bytes escape;
  append_varint32(escape, uint32_t{4} - 15);
  raw.insert(raw.begin() + static_cast<ptrdiff_t>(offset), escape.begin(), escape.end());
  set_group(block, 3, raw);
  return file.with_index();
}

// The only attachment's header changed, in its record and in the index.
Bytes with_attachment_header(size_t field, uint64_t value, bool is_empty = false) {
  const Bytes file = with_screenshots();
  const LooseFile loose(file);
  const std::vector<LooseFrame> frames = split_frames(file);
  IndexBuilder index;
  SeekTable seek_table;
  Bytes out;
  for (size_t i = 0; i + 2 < frames.size(); ++i) {
    Bytes bytes = frames[i].bytes;
    if (frames[i].magic == format::kCatalog) index.add_catalog(out.size(), bytes.size());
    if (frames[i].magic == format::kBlockHeader) {
      const Bytes body(bytes.begin() + 8, bytes.end() - 8);
      index.add_block(out.size(), bytes.size() + loose.blocks[0].payload.size(), body);
    }
    if (frames[i].magic == format::kAttachment) {
      ByteReader reader(ByteSpan(bytes).subspan(12));
      ByteWriter body;
      for (size_t number = 0; number < 10; ++number) {
        const uint64_t old = must(reader.varint64("field"));
        body.varint(number == field ? value : old);
      }
      body.u64(is_empty ? xxh64({}) : must(reader.u64("checksum")));
      ByteWriter record;
      const Bytes png = is_empty ? Bytes() : tiny_png();
      record.u32(format::kAttachment);
      record.u32(static_cast<uint32_t>(4 + body.size() + 8 + png.size()));
      record.u32(static_cast<uint32_t>(body.size() + 8));
      record.append(body.bytes());
      record.u64(xxh64(body.bytes()));
      record.append(png);
      index.add_attachment(out.size(), record.size(), body.bytes());
      bytes = record.take();
    }
    const bool is_zstd = frames[i].magic == format::kZstdFrame;
    seek_table.add(bytes.size(), is_zstd ? zstd_content_bytes(bytes).value_or(0) : 0);
    out.insert(out.end(), bytes.begin(), bytes.end());
  }
  Compressor compressor(1);
  const Bytes record = make_record(format::kIndex, must(index.encode(out.size(), compressor)));
  seek_table.add(record.size(), 0);
  out.insert(out.end(), record.begin(), record.end());
  const Bytes table = seek_table.encode();
  out.insert(out.end(), table.begin(), table.end());
  return out;
}

TEST(CorpusGenerator, DISABLED_CornerCases) {
  save_valid("metadata_is_not_json", with_metadata("\xFF no JSON"));
  save_valid("metadata_is_empty", with_metadata(""));
  save_valid("nibble_escape_wraps", with_escape_that_wraps());
  save_invalid("picture_format_9", with_attachment_header(6, 9), "unknown picture format 9");
  save_invalid("picture_of_no_bytes", with_attachment_header(9, 0, true), "size in bytes");
  save_invalid("picture_of_no_width", with_attachment_header(7, 0), "image width");
  const Bytes file = sample().written({.events_per_block = 20});
  const LooseFile loose(file);
  Bytes garbage = loose.without_index();
  const size_t behind_catalog = loose.file_header.size() + loose.catalogs[0].size() + 16;
  garbage.insert(garbage.begin() + static_cast<ptrdiff_t>(behind_catalog), 100, 0xAA);
  save_invalid("garbage_between_records", garbage, "100 bytes are passed over");
  Bytes torn = loose.without_index();
  torn.erase(torn.end() - 30, torn.end());
  torn.insert(torn.end(), file.begin(), file.end());
  save_invalid("torn_segment_before_a_whole_one", torn, "the bytes end inside a block");
}

// A segment behind which stands an INDEX with the given content, and a right seek table.
Bytes with_index_content(const Bytes& segment, ByteSpan content) {
  ByteWriter body;
  body.varint(content.size());
  body.append(compressed(content));
  const Bytes record = make_record(format::kIndex, body.bytes());
  SeekTable seek_table;
  for (const LooseFrame& frame : split_frames(segment))
    seek_table.add(frame.bytes.size(), 0);
  seek_table.add(record.size(), 0);
  Bytes file = segment;
  file.insert(file.end(), record.begin(), record.end());
  const Bytes table = seek_table.encode();
  file.insert(file.end(), table.begin(), table.end());
  return file;
}

// Content with two BLOCK entries for the first block; the second one's gap is as given.
Bytes two_entries(const LooseFile& file, uint64_t segment_bytes, uint64_t second_gap) {
  const Bytes body = encode_block_header(file.blocks[0].header);
  const uint64_t stored = 16 + body.size() + file.blocks[0].payload.size();
  ByteWriter content;
  content.varint(segment_bytes);
  uint64_t gap = file.file_header.size() + 16 + file.catalogs[0].size();
  for (int entry = 0; entry < 2; ++entry) {
    content.varint(2);
    content.varint(gap);
    content.varint(stored);
    content.varint(body.size());
    content.append(body);
    gap = second_gap;
  }
  return content.take();
}

TEST(CorpusGenerator, DISABLED_Hostile) {
  const LooseFile loose(sample().written());
  const Bytes segment = loose.without_index();
  const uint64_t first_block =
      16 + encode_block_header(loose.blocks[0].header).size() + loose.blocks[0].payload.size();
  save_invalid("index_entries_overlap",
               with_index_content(segment, two_entries(loose, segment.size(), ~uint64_t{0} - 10)),
               "outside its segment");
  save_invalid("index_entry_twice",
               with_index_content(segment, two_entries(loose, segment.size(), ~first_block + 1)),
               "outside its segment");
  ByteWriter at_itself, itself_as_entry;
  at_itself.varint(0);
  save_invalid("index_starts_at_itself", with_index_content(segment, at_itself.bytes()), "segment starts");
  itself_as_entry.varint(segment.size());
  for (const uint64_t number : {uint64_t{1}, uint64_t{segment.size()}, uint64_t{50}, uint64_t{0}})
    itself_as_entry.varint(number);
  save_invalid("index_entry_is_the_index", with_index_content(segment, itself_as_entry.bytes()),
               "outside its segment");
  save_invalid("group_unpacks_to_16_mib", changed([](LooseBlock& b) { set_group(b, 3, Bytes(16u << 20)); }),
               "raw size");
  save_invalid("group_claims_less_than_it_unpacks_to",
               changed([](LooseBlock& b) { set_group_frame(b, 3, compressed(Bytes(16u << 20)), 100); }),
               "content size");
  const auto with_first_residual = [](int32_t residual) {
    return changed([&](LooseBlock& b) {
      for (GroupEntry& group : b.header.groups) {
        if (group.id == 3) group.encoding = format::kEncodingPlain;
      }
      b.header.x_min = b.header.y_min = -limits::kMaxCoordinateUnits;
      b.header.x_max = b.header.y_max = limits::kMaxCoordinateUnits;
      Bytes raw;
      for (int column = 0; column < 2; ++column) {
        for (uint32_t index = 0; index < b.header.event_count; ++index)
          append_varint32(raw, zigzag32(index == 0 ? residual : 0));
      }
      set_group(b, 3, raw);
    });
  };
  save_invalid("coordinate_int32_max", with_first_residual(INT32_MAX), "bounding box");
  save_invalid("coordinate_int32_min", with_first_residual(INT32_MIN), "bounding box");
  save_invalid("bounding_box_int32_max", changed([](LooseBlock& b) { b.header.x_max = INT32_MAX; }),
               "out of range");
  save_invalid("run_of_no_events", changed([](LooseBlock& b) {
                 Bytes runs = raw_group(b, 0);
                 runs.back() = 0;
                 set_group(b, 0, runs);
               }),
               "a run is empty");
  save_invalid("kind_of_another_class", changed([](LooseBlock& b) {
                 Bytes tags(b.header.event_count, make_tag(EventKind::scroll));
                 set_group(b, 1, tags);
               }),
               "another class");
  save_invalid("times_go_backwards", changed([](LooseBlock& b) {
                 Bytes time;
                 for (uint32_t index = 0; index < b.header.event_count; ++index)
                   append_varint32(time, zigzag32(index == 0 ? 5000 : -1));
                 b.header.time_min_ms = 0;
                 set_group(b, 2, time);
               }),
               "backwards");
}

}  // namespace
}  // namespace isotherm::corpus_generator_test
