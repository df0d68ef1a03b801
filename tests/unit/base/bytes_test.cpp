#include "base/bytes.h"

#include <gtest/gtest.h>

#include <limits>

namespace isotherm::bytes_test {
namespace {

TEST(ByteReader, ReadsWhatTheWriterWrote) {
  ByteWriter writer;
  writer.u8(7);
  writer.u16(0xBEEF);
  writer.u32(0xDEADBEEF);
  writer.u64(0x0123456789ABCDEFull);
  writer.i64(-5);
  writer.varint(300);
  writer.signed_varint(-3);
  writer.signed_varint(std::numeric_limits<int64_t>::min());
  ByteReader reader(writer.bytes());
  EXPECT_EQ(*reader.u8("a"), 7);
  EXPECT_EQ(*reader.u16("b"), 0xBEEF);
  EXPECT_EQ(*reader.u32("c"), 0xDEADBEEF);
  EXPECT_EQ(*reader.u64("d"), 0x0123456789ABCDEFull);
  EXPECT_EQ(*reader.i64("e"), -5);
  EXPECT_EQ(*reader.varint32("f"), 300u);
  EXPECT_EQ(*reader.signed_varint64("g"), -3);
  EXPECT_EQ(*reader.signed_varint64("h"), std::numeric_limits<int64_t>::min());
  EXPECT_EQ(reader.remaining(), 0u);
}

TEST(ByteReader, LaysNumbersOutLittleEndian) {
  ByteWriter writer;
  writer.u32(0x01020304);
  EXPECT_EQ(writer.bytes(), (Bytes{4, 3, 2, 1}));
}

TEST(ByteReader, NamesTheFieldAndItsPlaceWhenBytesAreMissing) {
  const Bytes bytes{1, 2, 3};
  ByteReader reader(bytes, 100);
  ASSERT_TRUE(reader.u8("version").ok());
  const auto result = reader.u32("event count");
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::truncated);
  EXPECT_EQ(result.error().to_string(), "event count: needs 4 bytes, 2 are left (at byte 101)");
}

TEST(ByteReader, RefusesNumbersThatDoNotFit) {
  const Bytes too_large{0xFF, 0xFF, 0xFF, 0xFF, 0x1F};  // 33 bits
  EXPECT_EQ(ByteReader(too_large).varint32("n").error().code, ErrorCode::damaged);
  const Bytes too_long{0x80, 0x80, 0x80, 0x80, 0x80, 0x00};
  EXPECT_EQ(ByteReader(too_long).varint32("n").error().code, ErrorCode::damaged);
  const Bytes largest{0xFF, 0xFF, 0xFF, 0xFF, 0x0F};
  EXPECT_EQ(*ByteReader(largest).varint32("n"), 0xFFFFFFFFu);
  const Bytes largest64{0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01};
  EXPECT_EQ(*ByteReader(largest64).varint64("n"), std::numeric_limits<uint64_t>::max());
  const Bytes over64{0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x02};
  EXPECT_FALSE(ByteReader(over64).varint64("n").ok());
}

TEST(ByteReader, TakesNoMoreThanThereIs) {
  const Bytes bytes{1, 2, 3};
  ByteReader reader(bytes);
  EXPECT_EQ(reader.take(2, "body")->size(), 2u);
  EXPECT_FALSE(reader.take(std::numeric_limits<uint64_t>::max(), "body").ok());
  EXPECT_EQ(reader.remaining(), 1u);
}

TEST(Zigzag, MapsSmallMagnitudesToSmallNumbers) {
  EXPECT_EQ(zigzag(0), 0u);
  EXPECT_EQ(zigzag(-1), 1u);
  EXPECT_EQ(zigzag(1), 2u);
  for (const int64_t value : {int64_t{0}, int64_t{-1}, int64_t{12345}, std::numeric_limits<int64_t>::min(),
                              std::numeric_limits<int64_t>::max()}) {
    EXPECT_EQ(unzigzag(zigzag(value)), value);
  }
}

}  // namespace
}  // namespace isotherm::bytes_test
