// Made the corpora's first files from the conformance files (tests/data) and from text written here. Run
//   fuzz_corpus_test --gtest_also_run_disabled_tests --gtest_filter='*FuzzSeeds*'
// after adding conformance files, then scripts/fuzz --minimise.
#include <gtest/gtest.h>

#include <cstdio>

#include "stream/format.h"
#include "unit/stream/corpus.h"
#include "unit/stream/file_surgery.h"

namespace isotherm::fuzz {
namespace {

void save(const std::string& target, const std::string& name, ByteSpan bytes) {
  const std::string path = std::string(ISOTHERM_TESTS_DIR) + "/fuzz/corpus/" + target + "/seed_" + name;
  std::FILE* file = std::fopen(path.c_str(), "wb");
  ASSERT_NE(file, nullptr) << path;
  EXPECT_EQ(std::fwrite(bytes.data(), 1, bytes.size(), file), bytes.size());
  std::fclose(file);
}

void append_piece(Bytes& out, ByteSpan piece) {
  ByteWriter length;
  length.varint(piece.size());
  out.insert(out.end(), length.bytes().begin(), length.bytes().end());
  out.insert(out.end(), piece.begin(), piece.end());
}

ByteSpan body_of(const LooseFrame& frame) {
  return ByteSpan(frame.bytes).subspan(8, frame.bytes.size() - 16);
}

// The content of the frame at the end of a record's body, behind varints.
Bytes content_of(ByteReader& body) {
  const uint64_t size = must(body.varint64("size"));
  Decompressor decompressor;
  return must(decompressor.decompress(must(body.take(body.remaining(), "frame")), size, 0));
}

void save_catalog(const std::string& name, const LooseFrame& frame) {
  ByteReader body(body_of(frame));
  ByteWriter seed;
  seed.u8(0);
  seed.u8(1);
  for (int table = 0; table < 3; ++table) {
    if (must(body.varint32("first")) != 0) return;
    seed.u32(must(body.varint32("count")));
  }
  seed.append(content_of(body));
  save("catalog", name, seed.bytes());
}

void save_blocks(const std::string& name, const LooseFile& file) {
  for (size_t index = 0; index < file.blocks.size() && index < 5; ++index) {
    const LooseBlock& block = file.blocks[index];
    Bytes seed;
    append_piece(seed, encode_block_header(block.header));
    for (const GroupEntry& group : block.header.groups)
      append_piece(seed, raw_group(block, group.id));
    save("block", name + "_" + std::to_string(index), seed);
  }
}

void save_index(const std::string& name, std::span<const LooseFrame> frames) {
  Bytes segment, seed = {0};
  for (const LooseFrame& frame : frames) {
    if (frame.magic == format::kIndex) {
      append_piece(seed, segment);
      ByteReader body(body_of(frame));
      const Bytes content = content_of(body);
      seed.insert(seed.end(), content.begin(), content.end());
      save("index", name, seed);
      return;
    }
    segment.insert(segment.end(), frame.bytes.begin(), frame.bytes.end());
  }
}

void save_small_parts(const std::string& name, std::span<const LooseFrame> frames) {
  for (const LooseFrame& frame : frames) {
    Bytes seed;
    if (frame.magic == format::kFileHeader) {
      seed.push_back(2);
      seed.insert(seed.end(), body_of(frame).begin(), body_of(frame).end());
      save("catalog", name + "_file_header", seed);
    }
    if (frame.magic == format::kAttachment) {
      uint32_t length = 0;
      std::memcpy(&length, frame.bytes.data() + 8, 4);
      seed.push_back(1);
      seed.insert(seed.end(), frame.bytes.begin() + 12, frame.bytes.begin() + 12 + length - 8);
      save("catalog", name + "_attachment", seed);
    }
    if (frame.magic == format::kCatalog) save_catalog(name, frame);
  }
}

void save_reader(const std::string& name, const Bytes& file) {
  Bytes seed = {1};
  seed.insert(seed.end(), file.begin(), file.end());
  save("reader", name, seed);
}

TEST(FuzzSeeds, DISABLED_FromConformanceFiles) {
  for (const char* name :
       {"minimal", "empty", "all_kinds_flags_targets", "small_blocks", "units_per_px_2", "varints_order_1",
        "varints_order_2", "nibble_pairs_order_1", "nibble_pairs_order_2", "nibble_pairs_order_2_reset_64",
        "screenshot", "two_catalogs", "concatenated", "unknown_group_not_critical"}) {
    const Bytes file = load(corpus_path(std::string("valid/") + name + ".ist")).value();
    const std::vector<LooseFrame> frames = split_frames(file);
    save_reader(name, file);
    save_index(name, frames);
    save_small_parts(name, frames);
    const bool is_loose = std::string(name) != "screenshot" && std::string(name) != "concatenated";
    if (is_loose) save_blocks(name, LooseFile(file));
  }
  for (const char* name : {"cut_in_last_block", "index_checksum", "window_log_31", "raw_size_1_tib",
                           "unknown_critical_group", "catalog_checksum"}) {
    save_reader(name, load(corpus_path(std::string("invalid/") + name + ".ist")).value());
  }
  save("picture", "tiny_png", tiny_png());
}

}  // namespace
}  // namespace isotherm::fuzz
