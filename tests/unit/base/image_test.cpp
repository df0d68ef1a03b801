#include "base/image.h"

#include <gtest/gtest.h>
#include <libdeflate.h>

#include "base/hash.h"
#include "base/png.h"
#include "base/text.h"

namespace isotherm::image_test {
namespace {

Image gradient(int width, int height, int channels) {
  Image image(width, height, channels);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      for (int c = 0; c < channels; ++c)
        image.row(y)[x * channels + c] = static_cast<uint8_t>(x * 3 + y * 5 + c * 70);
    }
  }
  return image;
}

TEST(Png, RoundTripsBothChannelCounts) {
  for (const int channels : {3, 4}) {
    const Image image = gradient(37, 21, channels);
    const auto png = encode_png(image);
    ASSERT_TRUE(png.ok());
    const auto decoded = decode_image(*png);
    ASSERT_TRUE(decoded.ok());
    EXPECT_EQ(decoded->width, 37);
    EXPECT_EQ(decoded->height, 21);
    EXPECT_EQ(decoded->channels, channels);
    EXPECT_EQ(decoded->pixels, image.pixels);
  }
}

TEST(Png, CarriesTextChunks) {
  const PngText texts[] = {{"Title", "Clicks"}, {"Software", "Isotherm"}};
  const auto png = encode_png(gradient(8, 8, 3), texts);
  ASSERT_TRUE(png.ok());
  const std::string file(png->begin(), png->end());
  EXPECT_NE(file.find(std::string("tEXtTitle\0Clicks", 16)), std::string::npos);
  EXPECT_NE(file.find(std::string("tEXtSoftware\0Isotherm", 21)), std::string::npos);
  EXPECT_TRUE(decode_image(*png).ok());
}

// Pins the exact file on every target: native and wasm must write the same bytes.
TEST(Png, WritesTheSameBytesOnEveryTarget) {
  const auto png = encode_png(gradient(640, 480, 3));
  ASSERT_TRUE(png.ok());
  EXPECT_EQ(png->size(), 4160u);
  EXPECT_EQ(xxh64(*png), 3963587574719474492ull);
}

TEST(Png, RefusesAnEmptyPicture) {
  EXPECT_EQ(encode_png(Image{}).error().code, ErrorCode::invalid_argument);
}

TEST(DecodeImage, SurvivesEveryPrefix) {
  const auto png = encode_png(gradient(16, 16, 3));
  ASSERT_TRUE(png.ok());
  // Everything up to the image data's end is needed; the last chunk is not.
  for (size_t size = 0; size + 16 < png->size(); ++size) {
    EXPECT_FALSE(decode_image(ByteSpan(*png).first(size)).ok()) << size << " bytes";
  }
}

TEST(DecodeImage, RefusesOtherFilesByName) {
  const Bytes text{'h', 'e', 'l', 'l', 'o'};
  const auto result = decode_image(text);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::unsupported);
  EXPECT_EQ(result.error().message, "image: not a PNG, JPEG or WebP picture");
}

TEST(DecodeImage, ChecksTheClaimedSizeBeforeAllocating) {
  auto png = encode_png(gradient(4, 4, 3));
  ASSERT_TRUE(png.ok());
  Bytes bytes = *png;
  bytes[16] = 0, bytes[17] = 0, bytes[18] = 0x40, bytes[19] = 0;  // IHDR width 16384
  bytes[20] = 0, bytes[21] = 0, bytes[22] = 0x40, bytes[23] = 0;  // height 16384: 256 Mpx
  const auto result = decode_image(bytes);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::limit);
}

// A damaged JPEG or WebP must give an error or a picture, never a crash.
Bytes with_chunk(uint32_t claimed_bytes, ByteSpan data) {
  // signature and header of a 1 x 1 RGB picture
  Bytes png = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R', 0,
               0,    0,   1,   0,   0,    0,    1,    8,    2, 0, 0, 0,  0,   0,   0,   0};
  for (const int shift : {24, 16, 8, 0})
    png.push_back(static_cast<uint8_t>(claimed_bytes >> shift));
  png.insert(png.end(), {'I', 'D', 'A', 'T'});
  png.insert(png.end(), data.begin(), data.end());
  png.insert(png.end(), {0, 0, 0, 0, 0, 0, 0, 0, 'I', 'E', 'N', 'D', 0, 0, 0, 0});
  return png;
}

// stb would allocate what the chunk claims before it looks for the bytes.
TEST(DecodeImage, ChunkThatClaimsGigabytesAllocatesNothing) {
  const auto image = decode_image(with_chunk(0x3000'0000, {}));
  ASSERT_FALSE(image.ok());
  EXPECT_NE(image.error().message.find("outofmem"), std::string::npos) << image.error().message;
}

// 64 MiB of zeros in 64 KiB, for one pixel.
TEST(DecodeImage, DecompressionBombIsStopped) {
  const Bytes zeros(64u << 20);
  libdeflate_compressor* compressor = libdeflate_alloc_compressor(9);
  Bytes packed(libdeflate_zlib_compress_bound(compressor, zeros.size()));
  packed.resize(
      libdeflate_zlib_compress(compressor, zeros.data(), zeros.size(), packed.data(), packed.size()));
  libdeflate_free_compressor(compressor);
  ASSERT_LT(packed.size(), 80u << 10);
  const auto image = decode_image(with_chunk(static_cast<uint32_t>(packed.size()), packed));
  ASSERT_FALSE(image.ok());
  EXPECT_NE(image.error().message.find("outofmem"), std::string::npos) << image.error().message;
}

// Sixteen lengths of 255 codes each, where a table has room for 256 codes.
TEST(DecodeImage, JpegWithTooManyHuffmanCodesIsRefused) {
  Bytes jpeg = {0xFF, 0xD8, 0xFF, 0xC4, 0x00, 0x13, 0x00};
  jpeg.insert(jpeg.end(), 16, 0xFF);
  jpeg.insert(jpeg.end(), 64, 0x00);
  EXPECT_FALSE(decode_image(jpeg).ok());
}

TEST(DecodeImage, SurvivesNoiseBehindEverySignature) {
  const Bytes starts[] = {{0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0},
                          {'R', 'I', 'F', 'F', 40, 0, 0, 0, 'W', 'E', 'B', 'P', 'V', 'P', '8', ' '}};
  uint32_t state = 1;
  for (const Bytes& start : starts) {
    for (int round = 0; round < 200; ++round) {
      Bytes bytes = start;
      for (int i = 0; i < 100; ++i) {
        state = state * 1664525u + 1013904223u;
        bytes.push_back(static_cast<uint8_t>(state >> 24));
      }
      const auto result = decode_image(bytes);
      if (result.ok()) {
        EXPECT_FALSE(result->empty());
      }
    }
  }
}

TEST(Text, DrawsInkInsideItsBox) {
  const Image image = draw_text("75 % reach", 13, {255, 255, 255, 255});
  ASSERT_FALSE(image.empty());
  EXPECT_EQ(image.width, text_width("75 % reach", 13));
  uint64_t ink = 0;
  for (size_t i = 3; i < image.pixels.size(); i += 4)
    ink += image.pixels[i];
  EXPECT_GT(ink, 10'000u);
  EXPECT_TRUE(draw_text("", 13, {}).empty());
}

TEST(Text, DrawsTheSamePixelsOnEveryTarget) {
  EXPECT_EQ(xxh64(draw_text("fold 789 px (median), 73.2 %", 13.5f, {255, 255, 255, 255}).pixels),
            14258439887916017317ull);
}

TEST(Text, SurvivesMalformedUtf8) {
  for (const std::string_view text : {"\xC3", "\xF0\x9F", "\x80\x80", "a\xE2\x28z"})
    EXPECT_FALSE(draw_text(text, 13, {}).empty());
}

TEST(Blend, MixesByAlphaAndClips) {
  Image target(4, 4, 3);
  fill_rect(target, -5, -5, 2, 2, {255, 255, 255, 128});
  EXPECT_EQ(target.at(1, 1), (Rgba{128, 128, 128, 255}));
  EXPECT_EQ(target.at(2, 2), (Rgba{0, 0, 0, 255}));
  Image sprite(2, 2, 4);
  for (size_t i = 0; i < sprite.pixels.size(); ++i)
    sprite.pixels[i] = 255;
  blend_image(target, sprite, 3, 3);
  EXPECT_EQ(target.at(3, 3), (Rgba{255, 255, 255, 255}));
}

}  // namespace
}  // namespace isotherm::image_test
