// The C API of the decoder's module, which runs in a web worker: bytes in, parcels out (src/intake/parcel.h).
#include <emscripten.h>

#include <string>

#include "intake/parcel.h"
#include "intake/range_cache.h"
#include "intake/stream_decoder.h"
#include "intake/wish_decoder.h"

namespace isotherm::web {

namespace {

// Either of the two ways to read; the wish decoder also decodes pictures whose bytes are at hand.
struct Desk {
  explicit Desk(uint64_t size) : cache(size), places(cache) {}
  StreamDecoder in_order;
  RangeCache cache;
  WishDecoder places;
};

struct State {
  std::optional<Desk> desk;
  std::optional<Parcel> parcel;
  Bytes header;
  std::vector<std::span<uint8_t>> columns;
  std::vector<double> missing;  // offset, size, offset, size, ...
  std::string message;
};

State& state() {
  static State the_state;
  return the_state;
}

Desk& desk() {
  if (!state().desk) state().desk.emplace(0);
  return *state().desk;
}

}  // namespace

extern "C" {

// Begins with a file of this size; 0 where it comes in order.
EMSCRIPTEN_KEEPALIVE void decoder_begin(double size) {
  state().desk.reset();
  state().desk.emplace(static_cast<uint64_t>(size));
}

// --- in order ---

EMSCRIPTEN_KEEPALIVE void decoder_push(const uint8_t* bytes, size_t size) {
  desk().in_order.push({bytes, size});
}
EMSCRIPTEN_KEEPALIVE void decoder_finish() {
  desk().in_order.finish();
}

// --- in places ---

EMSCRIPTEN_KEEPALIVE void decoder_supply(double offset, const uint8_t* bytes, size_t size) {
  desk().cache.supply(static_cast<uint64_t>(offset), Bytes(bytes, bytes + size));
}

// 0 = open; 1 = decoder_missing() has to be supplied first; 2 = there is no index that can be used:
// decoder_message() says why.
EMSCRIPTEN_KEEPALIVE int decoder_open() {
  const Status opened = desk().places.open({.walks_frames = false});
  if (opened.ok()) return 0;
  if (desk().cache.has_missing()) return 1;
  state().message = opened.error().to_string();
  return 2;
}

// How many numbers decoder_missing_ranges() has: offset and size of each range to fetch. They are told once.
EMSCRIPTEN_KEEPALIVE size_t decoder_missing() {
  auto& missing = state().missing;
  missing.clear();
  for (const ByteRange& range : desk().cache.take_missing()) {
    missing.push_back(static_cast<double>(range.offset));
    missing.push_back(static_cast<double>(range.size));
  }
  return missing.size();
}
EMSCRIPTEN_KEEPALIVE const double* decoder_missing_ranges() {
  return state().missing.data();
}

EMSCRIPTEN_KEEPALIVE void decoder_wish(const uint32_t* blocks, size_t count) {
  desk().places.wish(std::vector<uint32_t>(blocks, blocks + count));
}

// Frees the file's bytes that were supplied and that no wish waits for.
EMSCRIPTEN_KEEPALIVE void decoder_release() {
  desk().cache.keep_only(desk().places.pending());
}

// --- both ---

// `screenshot` < 0: `bytes` are the picture.
EMSCRIPTEN_KEEPALIVE void decoder_wish_image(double ticket, int screenshot, const uint8_t* bytes,
                                             size_t size) {
  ImageWish wish;
  wish.ticket = static_cast<uint64_t>(ticket);
  if (screenshot >= 0) {
    wish.screenshot = static_cast<uint32_t>(screenshot);
  } else {
    wish.encoded.assign(bytes, bytes + size);
  }
  desk().places.wish(std::move(wish));
}

// Decodes; false = there is nothing to decode until more comes. The parcel is valid until the next call.
EMSCRIPTEN_KEEPALIVE bool decoder_next() {
  auto& self = state();
  auto delivery = desk().in_order.next();
  if (!delivery) delivery = desk().places.next();
  self.parcel.reset();
  if (!delivery) return false;
  self.parcel.emplace(std::move(*delivery));
  self.header = self.parcel->header();
  self.columns = self.parcel->columns();
  return true;
}
EMSCRIPTEN_KEEPALIVE const uint8_t* decoder_header() {
  return state().header.data();
}
EMSCRIPTEN_KEEPALIVE size_t decoder_header_size() {
  return state().header.size();
}
EMSCRIPTEN_KEEPALIVE size_t decoder_column_count() {
  return state().columns.size();
}
EMSCRIPTEN_KEEPALIVE const uint8_t* decoder_column(size_t index) {
  return state().columns[index].data();
}
EMSCRIPTEN_KEEPALIVE size_t decoder_column_size(size_t index) {
  return state().columns[index].size();
}
EMSCRIPTEN_KEEPALIVE const char* decoder_message() {
  return state().message.c_str();
}

}  // extern "C"

}  // namespace isotherm::web
