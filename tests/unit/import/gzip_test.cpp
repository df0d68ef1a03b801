#include "import/gzip.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include "imported.h"

namespace isotherm::gzip_test {
namespace {

Bytes gzipped(ByteSpan bytes, int level = 6) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  Bytes out(deflateBound(&stream, static_cast<uLong>(bytes.size())));
  stream.next_in = const_cast<Bytef*>(bytes.data());
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = out.data();
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

Bytes sample(size_t size) {
  Bytes bytes(size);
  uint32_t state = 1;
  for (uint8_t& byte : bytes)
    byte = static_cast<uint8_t>((state = state * 1664525u + 1013904223u) >> 28);
  return bytes;
}

TEST(Gzip, UnpacksAndPads) {
  const Bytes plain = sample(300'000);
  auto unpacked_bytes = unpacked(gzipped(plain), 64);
  ASSERT_TRUE(unpacked_bytes.ok());
  ASSERT_EQ(unpacked_bytes->size(), plain.size() + 64);
  EXPECT_TRUE(std::equal(plain.begin(), plain.end(), unpacked_bytes->begin()));
  EXPECT_EQ(Bytes(unpacked_bytes->end() - 64, unpacked_bytes->end()), Bytes(64));
}

TEST(Gzip, CopiesWhatIsNotGzip) {
  const Bytes plain = sample(100);
  EXPECT_EQ(*unpacked(plain), plain);
  EXPECT_EQ(unpacked(Bytes{}, 3)->size(), 3u);
  EXPECT_EQ(unpacked(plain, 0, 99).error().code, ErrorCode::limit);
}

TEST(Gzip, UnpacksSeveralMembers) {
  const Bytes plain = sample(1000);
  Bytes packed = gzipped(plain);
  const Bytes second = gzipped(plain);
  packed.insert(packed.end(), second.begin(), second.end());
  EXPECT_EQ(unpacked(packed)->size(), 2000u);
}

TEST(Gzip, RefusesEveryPrefix) {
  const Bytes packed = gzipped(sample(2000));
  for (size_t size = 3; size < packed.size(); ++size) {
    const auto result = unpacked(ByteSpan(packed).first(size));
    ASSERT_FALSE(result.ok()) << size;
    EXPECT_EQ(result.error().code, ErrorCode::truncated) << size;
  }
}

TEST(Gzip, NoticesDamage) {
  Bytes packed = gzipped(sample(2000));
  packed[packed.size() - 6] ^= 1;  // the checksum
  EXPECT_EQ(unpacked(packed).error().code, ErrorCode::damaged);
}

TEST(Gzip, RefusesBombs) {
  const Bytes zeros(kUnquestionedInflatedBytes + (8u << 20));
  const Bytes bomb = gzipped(zeros, 9);  // about 1 : 1000
  ASSERT_LT(bomb.size() * kMaxInflationRatio, zeros.size());
  const auto result = unpacked(bomb);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::limit);
  EXPECT_NE(result.error().message.find(std::to_string(kUnquestionedInflatedBytes)), std::string::npos);
}

// What comes in pieces of `piece_bytes`, unpacked; nullopt after an error.
std::optional<Bytes> unpacked_in_pieces(ByteSpan packed, size_t piece_bytes) {
  Bytes out;
  Unpacker unpacker([&](ByteSpan piece) {
    out.insert(out.end(), piece.begin(), piece.end());
    return success();
  });
  for (size_t at = 0; at < packed.size(); at += piece_bytes) {
    if (!unpacker.feed(packed.subspan(at, std::min(piece_bytes, packed.size() - at)))) return std::nullopt;
  }
  if (!unpacker.finish()) return std::nullopt;
  return out;
}

TEST(Gzip, PiecesMakeNoDifference) {
  const Bytes plain = sample(20'000);
  Bytes packed = gzipped(plain);
  const Bytes one = packed;
  packed.insert(packed.end(), one.begin(), one.end());
  packed.insert(packed.end(), 5, 0);  // padding
  for (const size_t piece : {size_t{1}, size_t{2}, size_t{3}, size_t{7}, size_t{1000}, packed.size()}) {
    const auto twice = unpacked_in_pieces(packed, piece);
    ASSERT_TRUE(twice) << piece;
    EXPECT_EQ(*twice, *unpacked(packed)) << piece;
    EXPECT_EQ(twice->size(), 2 * plain.size());
    EXPECT_EQ(unpacked_in_pieces(plain, piece), plain) << piece;
    EXPECT_EQ(unpacked_in_pieces(ByteSpan(one).first(one.size() - 1), piece), std::nullopt) << piece;
    EXPECT_EQ(unpacked_in_pieces(ByteSpan(one).first(2), piece)->size(), 2u) << piece;
  }
}

TEST(Gzip, ManySmallMembers) {
  const Bytes member = gzipped(bytes_of("x"));
  Bytes packed;
  for (int i = 0; i < 20'000; ++i)
    packed.insert(packed.end(), member.begin(), member.end());
  EXPECT_EQ(unpacked(packed)->size(), 20'000u);
}

TEST(Gzip, ImportersReadIt) {
  const std::string_view rrweb = R"([{"type":4,"timestamp":10,"data":{"href":"u","width":8,"height":6}}])";
  const Bytes packed = gzipped(bytes_of(rrweb));
  EXPECT_EQ(
      import_rrweb_text({reinterpret_cast<const char*>(packed.data()), packed.size()})->report.page_views,
      1u);
  const Bytes table = gzipped(bytes_of("session,time_ms,kind,x,y\ns,1,move,2,3\n"));
  EXPECT_EQ(import_csv_text({reinterpret_cast<const char*>(table.data()), table.size()})->report.events, 1u);
}

}  // namespace
}  // namespace isotherm::gzip_test
