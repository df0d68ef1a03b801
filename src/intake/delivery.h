#pragma once
// What a decoder hands over, wherever it runs: on the caller's thread, on a thread of its own, or in a web
// worker (parcel.h). All indices count over the whole file.
#include <optional>
#include <variant>
#include <vector>

#include "base/image.h"
#include "stream/reader.h"

namespace isotherm {

// Everything that an indexed file holds, by its index. Its blocks and pictures come when they are wished for.
struct Outline {
  std::vector<BlockInfo> blocks;
  std::vector<ScreenshotInfo> screenshots;
};

struct DecodedBlock {
  std::optional<uint32_t> index;  // in Outline::blocks; none while a file is read in order
  EventBlock block;               // empty when it is damaged
  std::optional<Error> damage;
};

struct DecodedImage {
  uint64_t ticket = 0;  // of the ImageWish
  Image image;          // empty on failure
  std::optional<Error> error;
};

struct LoadProgress {
  uint64_t received_bytes = 0, decoded_bytes = 0;  // decoded: of the received ones
  std::optional<uint64_t>
      total_bytes;  // that are to come, as far as is known; an outlined file: of the wishes
};

struct Completed {};  // a file read in order has ended

// A Catalog holds rows to append. An Error is the end: nothing comes behind it.
using Delivery = std::variant<Catalog, Outline, DecodedBlock, Screenshot, DecodedImage, Warning, LoadProgress,
                              Completed, Error>;

// A picture to decode: of the file (an outlined one), or the bytes themselves.
struct ImageWish {
  uint64_t ticket = 0;
  std::optional<uint32_t> screenshot;  // in Outline::screenshots
  Bytes encoded;
};

// Never fails: an error is in the answer.
DecodedImage decode(const ImageWish& wish);

}  // namespace isotherm
