#include <gtest/gtest.h>
#include <libdeflate.h>

#include <algorithm>

#include "base/deflate_join.h"
#include "base/hash.h"
#include "base/png.h"
#include "base/png_chunks.h"
#include "base/png_decode.h"

namespace isotherm::png_writer_test {
namespace {

// Flat areas, gradients and noise: what makes deflate choose stored, fixed and dynamic blocks.
Image mixed(int width, int height, int channels) {
  Image image(width, height, channels);
  uint32_t random = 12345;
  for (int y = 0; y < height; ++y) {
    for (int i = 0; i < width * channels; ++i) {
      random = random * 1664525u + 1013904223u;
      const int kind = y / 40 % 3;
      image.row(y)[i] = static_cast<uint8_t>(kind == 0   ? 200u
                                             : kind == 1 ? random >> 24
                                                         : unsigned(i + 2 * y));
    }
  }
  return image;
}

Image rows_of(const Image& image, int y0, int y1) {
  Image part(image.width, y1 - y0, image.channels);
  std::copy_n(image.row(y0), part.pixels.size(), part.pixels.data());
  return part;
}

Bytes write_in_strips(const Image& image, int strip, size_t piece_bytes = PngWriter::kPieceBytes) {
  PngWriter writer({image.width, image.height}, image.channels, piece_bytes);
  Bytes file = writer.begin();
  for (int y = 0; y < image.height; y += strip) {
    const auto bytes = writer.add(rows_of(image, y, std::min(y + strip, image.height)));
    EXPECT_TRUE(bytes.ok()) << bytes.error().to_string();
    if (!bytes) return {};
    file.insert(file.end(), bytes->begin(), bytes->end());
  }
  const auto end = writer.end();
  EXPECT_TRUE(end.ok());
  if (end) file.insert(file.end(), end->begin(), end->end());
  return file;
}

TEST(PngWriter, StripsOfAnyHeightGiveThePicture) {
  for (const int channels : {3, 4}) {
    const Image image = mixed(97, 130, channels);
    for (const int strip : {1, 7, 64, 130}) {
      // From a row at a time over a part of a strip and several strips at once to the whole picture.
      for (const size_t piece_rows : {0, 1, 5, 50, 130, 1000}) {
        const auto decoded = decode_image(write_in_strips(image, strip, piece_rows * (image.stride() + 1)));
        ASSERT_TRUE(decoded.ok()) << decoded.error().to_string();
        EXPECT_EQ(decoded->channels, channels);
        EXPECT_EQ(decoded->pixels, image.pixels)
            << "strips of " << strip << " rows, pieces of " << piece_rows;
      }
    }
  }
}

// Pins the exact file on every target: native and wasm must write the same bytes.
TEST(PngWriter, WritesTheSameBytesOnEveryTarget) {
  const Bytes file = write_in_strips(mixed(320, 400, 3), 100, 128 * 961);
  EXPECT_EQ(file.size(), 117289u);
  EXPECT_EQ(xxh64(file), 6384405086678728362ull);
}

TEST(PngWriter, ChecksWhatItIsGiven) {
  PngWriter writer({10, 4}, 3);
  EXPECT_EQ(writer.add(Image(9, 1, 3)).error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(writer.add(Image(10, 1, 4)).error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(writer.add(Image(10, 5, 3)).error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(writer.add(Image()).error().code, ErrorCode::invalid_argument);
  ASSERT_TRUE(writer.add(Image(10, 3, 3)).ok());
  EXPECT_EQ(writer.end().error().code, ErrorCode::invalid_argument);
  ASSERT_TRUE(writer.add(Image(10, 1, 3)).ok());
  EXPECT_TRUE(writer.end().ok());
}

Bytes deflate(ByteSpan bytes, int level) {
  libdeflate_compressor* compressor = libdeflate_alloc_compressor(level);
  Bytes out(libdeflate_deflate_compress_bound(compressor, bytes.size()));
  out.resize(libdeflate_deflate_compress(compressor, bytes.data(), bytes.size(), out.data(), out.size()));
  libdeflate_free_compressor(compressor);
  return out;
}

// The end of a stream to which everything before was made to lead on: an empty last block.
constexpr uint8_t kDeflateEnd[] = {1, 0, 0, 0xFF, 0xFF};

TEST(LeadOn, JoinsStreamsOfEveryKindOfBlock) {
  const Image image = mixed(800, 120, 3);
  const ByteSpan pixels(image.pixels);
  Bytes joined;
  for (const int level : {0, 1, 4, 12}) {
    for (const size_t size : {size_t{0}, size_t{1}, size_t{20}, size_t{70'000}, pixels.size()}) {
      Bytes piece = deflate(pixels.first(size), level);
      ASSERT_TRUE(lead_on(piece)) << "level " << level << ", " << size << " bytes";
      joined.assign(piece.begin(), piece.end());
      Bytes second = deflate(pixels.last(1000), level);
      ASSERT_TRUE(lead_on(second));
      joined.insert(joined.end(), second.begin(), second.end());
      joined.insert(joined.end(), std::begin(kDeflateEnd), std::end(kDeflateEnd));
      Bytes expected(pixels.begin(), pixels.begin() + static_cast<std::ptrdiff_t>(size));
      expected.insert(expected.end(), pixels.end() - 1000, pixels.end());
      Bytes inflated(expected.size());
      libdeflate_decompressor* decompressor = libdeflate_alloc_decompressor();
      const auto result = libdeflate_deflate_decompress(decompressor, joined.data(), joined.size(),
                                                        inflated.data(), inflated.size(), nullptr);
      libdeflate_free_decompressor(decompressor);
      ASSERT_EQ(result, LIBDEFLATE_SUCCESS) << "level " << level << ", " << size << " bytes";
      EXPECT_EQ(inflated, expected);
    }
  }
}

TEST(LeadOn, RefusesWhatIsNoCompleteStream) {
  const Image image = mixed(100, 120, 3);
  const Bytes whole = deflate(image.pixels, 4);
  for (size_t size = 0; size < whole.size(); size += 1 + size / 50) {
    Bytes part(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    const Bytes before = part;
    EXPECT_FALSE(lead_on(part)) << size << " bytes";
    EXPECT_EQ(part, before);
  }
  Bytes longer = whole;
  longer.push_back(0);
  EXPECT_FALSE(lead_on(longer));
}

// A PNG whose rows take PNG's five filters in turn, in two IDAT chunks; the filters by their definitions.
Bytes with_every_filter(const Image& image, uint8_t bit_depth = 8, uint8_t first_filter = 0) {
  const int channels = image.channels, stride = static_cast<int>(image.stride());
  Bytes rows;
  for (int y = 0; y < image.height; ++y) {
    const int filter = (y + first_filter) % 5;
    rows.push_back(static_cast<uint8_t>(first_filter > 4 ? first_filter : filter));
    for (int i = 0; i < stride; ++i) {
      const auto at = [&](int row, int byte) { return row < 0 || byte < 0 ? 0 : int{image.row(row)[byte]}; };
      const int a = at(y, i - channels), b = at(y - 1, i), c = at(y - 1, i - channels), p = a + b - c;
      const int pa = std::abs(p - a), pb = std::abs(p - b), pc = std::abs(p - c);
      const int nearest = pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
      const int predicted[] = {0, a, b, (a + b) / 2, nearest};
      rows.push_back(static_cast<uint8_t>(at(y, i) - predicted[filter]));
    }
  }
  Bytes data = deflate(rows, 6);
  data.insert(data.begin(), {0x78, 0x9C});
  data.insert(data.end(), {1, 2, 3, 4});  // no true checksum: nobody compares it
  Bytes file;
  png::append_header(file, {image.width, image.height}, channels);
  file[8 + 8 + 8] = bit_depth;
  const ByteSpan all(data);
  png::append_chunk(file, "IDAT", all.first(100));
  png::append_chunk(file, "IDAT", all.subspan(100));
  png::append_chunk(file, "IEND", {});
  return file;
}

TEST(DecodePlain, UndoesEveryFilter) {
  for (const int channels : {3, 4}) {
    const Image image = mixed(61, 100, channels);
    const auto decoded = png::decode_plain(with_every_filter(image), {61, 100});
    ASSERT_TRUE(decoded.has_value());
    EXPECT_EQ(decoded->channels, channels);
    EXPECT_EQ(decoded->pixels, image.pixels);
  }
}

TEST(DecodePlain, LeavesTheRestToStb) {
  const Image image = mixed(61, 100, 3);
  EXPECT_FALSE(png::decode_plain(with_every_filter(image, 16), {61, 100}));    // 16 bits
  EXPECT_FALSE(png::decode_plain(with_every_filter(image, 8, 5), {61, 100}));  // no such filter
  EXPECT_FALSE(png::decode_plain(with_every_filter(image), {61, 101}));        // rows are missing
  EXPECT_FALSE(png::decode_plain(with_every_filter(image), {61, 99}));         // rows too many
  Bytes cut = with_every_filter(image);
  cut.resize(cut.size() / 2);
  EXPECT_FALSE(png::decode_plain(cut, {61, 100}));
}

}  // namespace
}  // namespace isotherm::png_writer_test
