#include "intake/parcel.h"

#include <algorithm>

#include "intake/stream_decoder.h"
#include "intake/wish_decoder.h"
#include "unit/intake/recordings.h"

namespace isotherm::parcel_test {
namespace {

Delivery sent(const Delivery& delivery) {
  Parcel from(delivery);
  const Bytes header = from.header();
  auto to = Parcel::unpack(header);
  EXPECT_TRUE(to.ok());
  const auto out = from.columns(), in = to->columns();
  EXPECT_EQ(out.size(), in.size());
  for (size_t i = 0; i < std::min(out.size(), in.size()); ++i) {
    EXPECT_EQ(out[i].size(), in[i].size());
    std::copy(out[i].begin(), out[i].end(), in[i].begin());
  }
  return to->take();
}

TEST(Parcel, CarriesEverythingThatAFileHolds) {
  const Bytes file = make_file();
  StreamDecoder decoder;
  decoder.push(file);
  decoder.finish();
  uint64_t seen = 0;
  for (const Delivery& delivery : take_all(decoder)) {
    const Delivery arrived = sent(delivery);
    ASSERT_EQ(arrived.index(), delivery.index());
    seen |= 1u << delivery.index();
    if (const auto* catalog = std::get_if<Catalog>(&delivery)) {
      EXPECT_EQ(std::get<Catalog>(arrived), *catalog);
    } else if (const auto* block = std::get_if<DecodedBlock>(&delivery)) {
      EXPECT_EQ(std::get<DecodedBlock>(arrived).block, block->block);
      EXPECT_FALSE(std::get<DecodedBlock>(arrived).index);
    } else if (const auto* screenshot = std::get_if<Screenshot>(&delivery)) {
      EXPECT_EQ(std::get<Screenshot>(arrived).info, screenshot->info);
      EXPECT_EQ(std::get<Screenshot>(arrived).encoded, screenshot->encoded);
    } else if (const auto* progress = std::get_if<LoadProgress>(&delivery)) {
      EXPECT_EQ(std::get<LoadProgress>(arrived).received_bytes, progress->received_bytes);
    }
  }
  EXPECT_EQ(seen, 1u << 0 | 1u << 2 | 1u << 3 | 1u << 6 | 1u << 7);
}

TEST(Parcel, CarriesOutlinesImagesAndErrors) {
  const Bytes file = make_file();
  MemorySource source(file);
  WishDecoder decoder(source);
  ASSERT_TRUE(decoder.open({}).ok());
  const auto told = take_all(decoder);
  const Outline& outline = *all_of<Outline>(told)[0];
  const auto arrived = std::get<Outline>(sent(outline));
  ASSERT_EQ(arrived.blocks.size(), outline.blocks.size());
  EXPECT_EQ(arrived.screenshots, outline.screenshots);
  for (size_t i = 0; i < outline.blocks.size(); ++i) {
    const BlockInfo &a = arrived.blocks[i], &b = outline.blocks[i];
    EXPECT_EQ(a.stream_class, b.stream_class);
    EXPECT_EQ(a.event_count, b.event_count);
    EXPECT_EQ(a.page_max, b.page_max);
    EXPECT_EQ(a.viewport_width_min, b.viewport_width_min);
    EXPECT_EQ(a.time_max_ms, b.time_max_ms);
    EXPECT_EQ(a.x_max, b.x_max);
    EXPECT_EQ(a.stored_bytes, b.stored_bytes);
  }

  DecodedImage image{5, Image(3, 2, 3), std::nullopt};
  image.image.pixels[17] = 99;
  const auto shown = std::get<DecodedImage>(sent(image));
  EXPECT_EQ(shown.ticket, 5u);
  EXPECT_EQ(shown.image.at(2, 1), image.image.at(2, 1));

  const auto error = std::get<Error>(sent(make_error(ErrorCode::limit, "too much", 77)));
  EXPECT_EQ(error.to_string(), "too much (at byte 77)");
  EXPECT_EQ(error.code, ErrorCode::limit);
  const auto damaged = std::get<DecodedBlock>(
      sent(DecodedBlock{9, EventBlock{}, make_error(ErrorCode::damaged, "a bit is wrong")}));
  EXPECT_EQ(damaged.index, 9u);
  EXPECT_EQ(damaged.damage->message, "a bit is wrong");
  const auto warning = std::get<Warning>(sent(Warning{make_error(ErrorCode::damaged, "x"), 12}));
  EXPECT_EQ(warning.events_lost, 12u);
}

TEST(Parcel, RefusesHeadersThatNoParcelMade) {
  Bytes header = Parcel(Delivery(Outline{{BlockInfo{}}, {}})).header();
  EXPECT_TRUE(Parcel::unpack(header).ok());
  for (size_t size = 0; size < header.size(); ++size)
    EXPECT_FALSE(Parcel::unpack(ByteSpan(header).first(size)).ok()) << size;
  header.push_back(0);
  EXPECT_FALSE(Parcel::unpack(header).ok());
  EXPECT_FALSE(Parcel::unpack(Bytes{0x7E}).ok());
  // a block of 2^40 events
  EXPECT_FALSE(Parcel::unpack(Bytes{4, 0, 0, 2, 0x80, 0x80, 0x80, 0x80, 0x80, 0x20, 0, 0, 0, 0, 0}).ok());
}

}  // namespace
}  // namespace isotherm::parcel_test
