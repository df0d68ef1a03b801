#include "intake/range_cache.h"
#include "intake/stream_decoder.h"
#include "intake/wish_decoder.h"
#include "unit/intake/recordings.h"

namespace isotherm::decoder_test {
namespace {

uint64_t events_of(const std::vector<Delivery>& deliveries) {
  uint64_t events = 0;
  for (const auto* block : all_of<DecodedBlock>(deliveries))
    events += block->block.size();
  return events;
}

TEST(StreamDecoder, TellsProgressEachTimeThatItWaits) {
  const Bytes file = make_file();
  StreamDecoder decoder;
  uint64_t events = 0, received = 0;
  for (size_t at = 0; at < file.size(); at += 1000) {
    decoder.push(ByteSpan(file).subspan(at, std::min<size_t>(1000, file.size() - at)));
    const auto deliveries = take_all(decoder);
    events += events_of(deliveries);
    ASSERT_FALSE(deliveries.empty());
    const auto* progress = std::get_if<LoadProgress>(&deliveries.back());
    ASSERT_TRUE(progress);
    EXPECT_GT(progress->received_bytes, received);
    EXPECT_LE(progress->decoded_bytes, progress->received_bytes);
    received = progress->received_bytes;
  }
  EXPECT_EQ(received, file.size());
  EXPECT_EQ(events, 1200u);
  decoder.finish();
  const auto end = take_all(decoder);
  ASSERT_EQ(end.size(), 1u);
  EXPECT_TRUE(std::holds_alternative<Completed>(end[0]));
  EXPECT_TRUE(take_all(decoder).empty());
}

TEST(StreamDecoder, EndsWithTheErrorOfACutFile) {
  const Bytes file = make_file();
  StreamDecoder decoder;
  decoder.push(ByteSpan(file).first(file.size() / 2));
  decoder.finish();
  const auto deliveries = take_all(decoder);
  ASSERT_FALSE(deliveries.empty());
  EXPECT_TRUE(std::holds_alternative<Error>(deliveries.back()));
  EXPECT_TRUE(take_all(decoder).empty());
}

TEST(WishDecoder, TellsTheFileFirstAndThenWhatIsWishedFor) {
  const Bytes file = make_file();
  MemorySource source(file);
  WishDecoder decoder(source);
  ASSERT_TRUE(decoder.open({}).ok());
  const auto told = take_all(decoder);
  const auto outlines = all_of<Outline>(told);
  ASSERT_EQ(outlines.size(), 1u);
  EXPECT_EQ(outlines[0]->screenshots.size(), 1u);
  EXPECT_EQ(all_of<Catalog>(told)[0]->page_views.size(), 4u);
  EXPECT_EQ(events_of(told), 0u);

  decoder.wish(std::vector<uint32_t>{3, 1, 1'000'000});
  const auto blocks = take_all(decoder);
  ASSERT_EQ(blocks.size(), 2u);
  EXPECT_EQ(std::get<DecodedBlock>(blocks[0]).index, 3u);
  EXPECT_EQ(std::get<DecodedBlock>(blocks[1]).index, 1u);
  EXPECT_EQ(std::get<DecodedBlock>(blocks[1]).block.size(), outlines[0]->blocks[1].event_count);

  decoder.wish(ImageWish{.ticket = 7, .screenshot = 0, .encoded = {}});
  const auto images = take_all(decoder);
  ASSERT_EQ(images.size(), 1u);
  EXPECT_EQ(std::get<DecodedImage>(images[0]).ticket, 7u);
  EXPECT_EQ(std::get<DecodedImage>(images[0]).image.width, 1);
  EXPECT_FALSE(std::get<DecodedImage>(images[0]).error);
}

TEST(WishDecoder, LeavesOutADamagedBlock) {
  Bytes file = make_file();
  MemorySource source(file);
  WishDecoder decoder(source);
  ASSERT_TRUE(decoder.open({}).ok());
  const auto told = take_all(decoder);
  const BlockInfo damaged = all_of<Outline>(told)[0]->blocks[2];
  file[static_cast<size_t>(damaged.offset + damaged.stored_bytes) - 9] ^= 0x5A;
  decoder.wish(std::vector<uint32_t>{2, 3});
  const auto blocks = take_all(decoder);
  ASSERT_EQ(blocks.size(), 2u);
  EXPECT_TRUE(std::get<DecodedBlock>(blocks[0]).damage);
  EXPECT_EQ(std::get<DecodedBlock>(blocks[0]).block.size(), 0u);
  EXPECT_EQ(std::get<DecodedBlock>(blocks[0]).block.stream_class, damaged.stream_class);
  EXPECT_GT(std::get<DecodedBlock>(blocks[1]).block.size(), 0u);
}

// As a web worker does it: fetch what is missing, try again.
class Fetching {
 public:
  explicit Fetching(const Bytes& file) : file_(file), cache_(file.size()), decoder_(cache_) {}

  bool open() {
    for (int rounds = 0; rounds < 30; ++rounds) {
      if (decoder_.open({.walks_frames = false}).ok()) return true;
      if (!cache_.has_missing()) return false;
      fetch();
    }
    return false;
  }
  void fetch() {
    for (const ByteRange& range : cache_.take_missing()) {
      const auto part =
          ByteSpan(file_).subspan(static_cast<size_t>(range.offset), static_cast<size_t>(range.size));
      cache_.supply(range.offset, {part.begin(), part.end()});
      fetched_ += range.size;
    }
  }
  WishDecoder& decoder() { return decoder_; }
  uint64_t fetched() const { return fetched_; }

 private:
  const Bytes& file_;
  RangeCache cache_;
  WishDecoder decoder_;
  uint64_t fetched_ = 0;
};

TEST(WishDecoder, ReadsOnlyWhatItNeedsOverTheNetwork) {
  const Bytes file = make_file(20'000);
  Fetching remote(file);
  ASSERT_TRUE(remote.open());
  const auto told = take_all(remote.decoder());
  const auto opening = remote.fetched();
  EXPECT_LT(opening, file.size() / 2);
  const auto& infos = all_of<Outline>(told)[0]->blocks;
  const size_t middle = infos.size() / 2;
  remote.decoder().wish(std::vector<uint32_t>{static_cast<uint32_t>(middle)});
  EXPECT_TRUE(take_all(remote.decoder()).empty());  // not here yet
  remote.fetch();
  const auto blocks = take_all(remote.decoder());
  ASSERT_EQ(blocks.size(), 1u);
  EXPECT_LE(remote.fetched() - opening, infos[middle].stored_bytes);
}

TEST(WishDecoder, OpensFilesPutTogetherOverTheNetwork) {
  const Bytes part = make_file(2000);
  Bytes file;
  for (int i = 0; i < 3; ++i)
    file.insert(file.end(), part.begin(), part.end());
  Fetching remote(file);
  ASSERT_TRUE(remote.open());
  const auto told = take_all(remote.decoder());
  EXPECT_EQ(all_of<Catalog>(told)[0]->page_views.size(), 12u);
}

TEST(WishDecoder, WithoutAnIndexTheNetworkIsReadInOrder) {
  Bytes file = make_file(2000);
  file.erase(file.end() - 20, file.end());
  Fetching remote(file);
  EXPECT_FALSE(remote.open());
  MemorySource source(file);
  WishDecoder decoder(source);
  EXPECT_TRUE(decoder.open({}).ok());  // from memory or disk it is walked
}

}  // namespace
}  // namespace isotherm::decoder_test
