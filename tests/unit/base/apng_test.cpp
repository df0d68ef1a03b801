#include "base/apng.h"

#include <gtest/gtest.h>

namespace isotherm::apng_test {
namespace {

uint32_t u32_at(const Bytes& bytes, size_t at) {
  return static_cast<uint32_t>(bytes[at]) << 24 | static_cast<uint32_t>(bytes[at + 1]) << 16 |
         static_cast<uint32_t>(bytes[at + 2]) << 8 | bytes[at + 3];
}

struct Chunk {
  std::string type;
  Bytes data;
};

std::vector<Chunk> chunks_of(const Bytes& file) {
  std::vector<Chunk> chunks;
  for (size_t at = 8; at + 12 <= file.size();) {
    const uint32_t size = u32_at(file, at);
    const auto data = file.begin() + static_cast<std::ptrdiff_t>(at) + 8;
    chunks.push_back(
        {std::string(file.begin() + static_cast<std::ptrdiff_t>(at) + 4, data), Bytes(data, data + size)});
    at += 12 + size;
  }
  return chunks;
}

Image frame(int x, int y) {
  Image image(40, 30, 3);
  std::fill(image.pixels.begin(), image.pixels.end(), uint8_t{200});
  for (int row = y; row < y + 5; ++row)
    std::fill_n(image.row(row) + 3 * x, 15, uint8_t{10});
  return image;
}

void append(Bytes& out, Result<Bytes> more) {
  ASSERT_TRUE(more.ok());
  out.insert(out.end(), more->begin(), more->end());
}

TEST(Apng, FramesHoldOnlyWhatChanged) {
  ApngWriter writer({40, 30}, 3);
  Bytes file = writer.begin(std::vector<PngText>{{"Title", "A session"}});
  append(file, writer.add(frame(2, 3), 40));
  append(file, writer.add(frame(10, 3), 70'000));
  append(file, writer.add(frame(10, 3), 40));
  EXPECT_FALSE(writer.add(frame(0, 0), 40).ok()) << "one too many";
  append(file, writer.end());

  std::vector<std::string> types;
  std::vector<Chunk> chunks = chunks_of(file);
  for (const Chunk& chunk : chunks)
    types.push_back(chunk.type);
  EXPECT_EQ(types, (std::vector<std::string>{"IHDR", "acTL", "tEXt", "fcTL", "IDAT", "fcTL", "fdAT", "fcTL",
                                             "fdAT", "IEND"}));
  EXPECT_EQ(u32_at(chunks[1].data, 0), 3u);
  // Sequence numbers count fcTL and fdAT together.
  EXPECT_EQ(u32_at(chunks[3].data, 0), 0u);
  EXPECT_EQ(u32_at(chunks[5].data, 0), 1u);
  EXPECT_EQ(u32_at(chunks[6].data, 0), 2u);
  EXPECT_EQ(u32_at(chunks[8].data, 0), 4u);
  // Of the second frame: px 2..15 of rows 3..8; its delay is cut to what fits.
  EXPECT_EQ(u32_at(chunks[5].data, 4), 13u);
  EXPECT_EQ(u32_at(chunks[5].data, 8), 5u);
  EXPECT_EQ(u32_at(chunks[5].data, 12), 2u);
  EXPECT_EQ(u32_at(chunks[5].data, 16), 3u);
  EXPECT_EQ(chunks[5].data[20] << 8 | chunks[5].data[21], 65'535);
  EXPECT_EQ(u32_at(chunks[7].data, 4), 1u) << "nothing changed: one px";

  // A reader that knows no animation sees the first frame.
  const auto still = decode_image(file);
  ASSERT_TRUE(still.ok()) << still.error().to_string();
  EXPECT_EQ(still->pixels, frame(2, 3).pixels);
  EXPECT_EQ(chunks[6].data[4], 0x78) << "a zlib stream behind the sequence number";
}

TEST(Apng, RefusesOtherSizesAndMissingFrames) {
  ApngWriter writer({40, 31}, 1);
  writer.begin();
  EXPECT_FALSE(writer.add(frame(2, 3), 40).ok());
  EXPECT_FALSE(writer.end().ok());
}

}  // namespace
}  // namespace isotherm::apng_test
