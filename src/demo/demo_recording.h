#pragma once
// The demo: an invented shop's product page and 2,400 invented sessions on it (assets/demo/README.md).
#include <vector>

#include "base/bytes.h"
#include "stream/writer.h"

namespace isotherm {

// A full-page picture of the product page. Borrows the bytes.
struct DemoScreenshot {
  uint32_t css_width = 0, css_height = 0;
  ByteSpan encoded;
};

// Embedded in the executable (embedded/embedded_demo_assets.h); may be empty, then the recording has no
// pictures.
struct DemoAssets {
  std::vector<DemoScreenshot> screenshots;
};

inline constexpr const char* kDemoHomeUrl = "https://shop.example/";
inline constexpr const char* kDemoProductUrl = "https://shop.example/kettle-one";
inline constexpr const char* kDemoCartUrl = "https://shop.example/cart";

// Adds the whole demo to `writer` and leaves finish() to the caller. The same events on every call and every
// target.
Status write_demo(Writer& writer, const DemoAssets& assets);

// The finished file.
Result<Bytes> make_demo_recording(const DemoAssets& assets);

}  // namespace isotherm
