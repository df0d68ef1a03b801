#include "demo/embedded/embedded_demo_assets.h"

#include "demo/layout.h"
#include "embedded_demo.h"

namespace isotherm {

DemoAssets embedded_demo_assets() {
  const ByteSpan pictures[] = {embedded::shop_1440, embedded::shop_768, embedded::shop_390};
  DemoAssets assets;
  for (const PageLayout& layout : page_layouts()) {
    assets.screenshots.push_back({static_cast<uint32_t>(layout.css_width),
                                  static_cast<uint32_t>(layout.css_height),
                                  pictures[assets.screenshots.size()]});
  }
  return assets;
}

}  // namespace isotherm
