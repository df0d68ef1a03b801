#include "intake/range_cache.h"

#include <gtest/gtest.h>

namespace isotherm::range_cache_test {
namespace {

Bytes numbers(uint64_t from, uint64_t size) {
  Bytes bytes(static_cast<size_t>(size));
  for (size_t i = 0; i < bytes.size(); ++i)
    bytes[i] = static_cast<uint8_t>((from + i) * 31);
  return bytes;
}

Bytes read(RangeCache& cache, uint64_t offset, uint64_t size) {
  Bytes bytes(static_cast<size_t>(size));
  EXPECT_TRUE(cache.read(offset, bytes).ok());
  return bytes;
}

TEST(RangeCache, NotesWhatIsNotHereInWholePages) {
  RangeCache cache(100'000);
  Bytes out(10);
  const auto missed = cache.read(20'000, out);
  ASSERT_FALSE(missed.ok());
  EXPECT_EQ(missed.error().code, ErrorCode::io);
  EXPECT_TRUE(cache.has_missing());
  EXPECT_EQ(cache.take_missing(), (std::vector<ByteRange>{{16'384, 16'384}}));
  EXPECT_FALSE(cache.has_missing());
  cache.supply(16'384, numbers(16'384, 16'384));
  EXPECT_EQ(read(cache, 20'000, 10), numbers(20'000, 10));
}

TEST(RangeCache, ReadsAcrossSupplies) {
  RangeCache cache(1000);
  cache.supply(100, numbers(100, 100));
  cache.supply(300, numbers(300, 50));
  cache.supply(150, numbers(150, 170));  // overlaps both
  EXPECT_EQ(read(cache, 100, 250), numbers(100, 250));
  EXPECT_EQ(cache.held_bytes(), 250u);
  EXPECT_FALSE(cache.holds({99, 2}));
  EXPECT_FALSE(cache.holds({349, 2}));
  cache.supply(0, numbers(0, 1000));
  EXPECT_EQ(read(cache, 0, 1000), numbers(0, 1000));
  EXPECT_EQ(cache.held_bytes(), 1000u);
}

TEST(RangeCache, JoinsNeighboursAndCutsLongRanges) {
  RangeCache cache(100u << 20);
  const std::vector<ByteRange> ranges = {{500'000, 1000}, {0, 1000}, {3000, 1000}, {10u << 20, 5u << 20}};
  cache.will_read(ranges);
  const auto fetches = cache.take_missing();
  const uint64_t most = RangeCache::kMaxFetchBytes;
  EXPECT_EQ(fetches, (std::vector<ByteRange>{{0, 4000},
                                             {500'000, 1000},
                                             {10u << 20, most},
                                             {(10u << 20) + most, most},
                                             {(10u << 20) + 2 * most, 1u << 20}}));
}

TEST(RangeCache, DoesNotFetchTwice) {
  RangeCache cache(10'000);
  cache.supply(0, numbers(0, 5000));
  const std::vector<ByteRange> ranges = {{1000, 2000}, {4000, 2000}};
  cache.will_read(ranges);
  EXPECT_EQ(cache.take_missing(), (std::vector<ByteRange>{{5000, 1000}}));
}

TEST(RangeCache, FreesWhatNobodyWaitsFor) {
  RangeCache cache(1000);
  for (const uint64_t at : {0, 100, 300, 400})
    cache.supply(at, numbers(at, 100));
  const std::vector<ByteRange> ranges = {{450, 100}, {150, 170}};
  cache.keep_only(ranges);
  EXPECT_EQ(cache.held_bytes(), 300u);
  EXPECT_FALSE(cache.holds({0, 1}));
  EXPECT_EQ(read(cache, 300, 200), numbers(300, 200));
  EXPECT_TRUE(cache.holds({100, 100}));
  EXPECT_FALSE(cache.holds({200, 1}));
}

TEST(RangeCache, IgnoresWhatLiesOutside) {
  RangeCache cache(1000);
  cache.supply(990, numbers(990, 50));
  cache.supply(5000, numbers(0, 10));
  EXPECT_EQ(cache.held_bytes(), 10u);
  Bytes out(20);
  EXPECT_FALSE(cache.read(990, out).ok());
  EXPECT_FALSE(cache.has_missing());
  const std::vector<ByteRange> ranges = {{2000, 5}, {995, 50}, {10, 0}};
  cache.keep_only({});
  EXPECT_EQ(cache.held_bytes(), 0u);
  cache.will_read(ranges);
  EXPECT_EQ(cache.take_missing(), (std::vector<ByteRange>{{995, 5}}));
}

}  // namespace
}  // namespace isotherm::range_cache_test
