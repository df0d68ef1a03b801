#pragma once
// A small file with everything in it, and what a decoder makes of a file.
#include <gtest/gtest.h>

#include <vector>

#include "intake/delivery.h"
#include "stream/writer.h"

namespace isotherm {

// Four pages with clicks and moves in small blocks, two sessions, one screenshot of page 2.
inline Bytes make_file(uint32_t events_per_page = 300) {
  MemorySink sink;
  Writer writer(sink, {.events_per_block = 64});
  const auto png = [] {
    // 1 x 1, grey
    return Bytes{0x89, 'P',  'N',  'G',  0x0d, 0x0a, 0x1a, 0x0a, 0,    0,    0,    0x0d, 'I',  'H',
                 'D',  'R',  0,    0,    0,    1,    0,    0,    0,    1,    8,    0,    0,    0,
                 0,    0x3a, 0x7e, 0x9b, 0x55, 0,    0,    0,    0x0a, 'I',  'D',  'A',  'T',  0x78,
                 0x9c, 0x63, 0x68, 0,    0,    0,    0x82, 0,    0x81, 0x77, 0xcd, 0x72, 0xb6, 0,
                 0,    0,    0,    'I',  'E',  'N',  'D',  0xae, 0x42, 0x60, 0x82};
  }();
  for (const char* id : {"a", "b"})
    EXPECT_TRUE(writer.add_session({.id = id, .tags = {{"lang", "en"}}}).ok());
  for (uint32_t page = 0; page < 4; ++page) {
    EXPECT_TRUE(writer.add_page({.url = "https://shop.example/" + std::to_string(page), .title = "T"}).ok());
    PageView view;
    view.session = page % 2;
    view.page = page;
    view.start_ms = 1'750'000'000'000 + page * 60'000;
    view.viewport_width = page == 3 ? 390 : 1280;
    view.document_width = view.viewport_width;
    view.document_height = 3000;
    const auto id = writer.add_page_view(view);
    EXPECT_TRUE(id.ok());
    for (uint32_t i = 0; i < events_per_page; ++i) {
      const auto x = static_cast<int32_t>(i * 37 % 300 * 16), y = static_cast<int32_t>(i * 91 % 2900 * 16);
      const auto kind = i % 2 == 0 ? EventKind::click : EventKind::move;
      EXPECT_TRUE(writer.add_event(*id, {static_cast<int32_t>(i * 7), x, y, make_tag(kind), i % 5}).ok());
    }
  }
  EXPECT_TRUE(writer.add_screenshot(2, 1280, 3000, png).ok());
  EXPECT_TRUE(writer.finish().ok());
  return sink.take();
}

template <typename Decoder>
std::vector<Delivery> take_all(Decoder& decoder) {
  std::vector<Delivery> deliveries;
  while (auto delivery = decoder.next())
    deliveries.push_back(std::move(*delivery));
  return deliveries;
}

template <typename T>
std::vector<const T*> all_of(const std::vector<Delivery>& deliveries) {
  std::vector<const T*> found;
  for (const Delivery& delivery : deliveries) {
    if (const T* value = std::get_if<T>(&delivery)) found.push_back(value);
  }
  return found;
}

}  // namespace isotherm
