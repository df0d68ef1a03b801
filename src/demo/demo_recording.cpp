#include "demo/demo_recording.h"

#include <cstdlib>
#include <string>

#include "demo/crowd.h"

namespace isotherm {

namespace {

constexpr uint64_t kSeed = 20'260'302;
constexpr int kMostPageViews = 5;  // of one session

struct DemoPage {
  uint32_t id = 0;
  std::span<const PageLayout> layouts;
};

struct DemoPages {
  DemoPage home, product, cart;
};

Result<DemoPages> add_pages(Writer& writer) {
  // The product first: it is what viewers show when nobody asks for another page.
  ISOTHERM_ASSIGN(const uint32_t product, writer.add_page({kDemoProductUrl, "Kettle One – Tarnfell"}));
  ISOTHERM_ASSIGN(const uint32_t home, writer.add_page({kDemoHomeUrl, "Tarnfell"}));
  ISOTHERM_ASSIGN(const uint32_t cart, writer.add_page({kDemoCartUrl, "Your cart – Tarnfell"}));
  return DemoPages{{home, home_layouts()}, {product, page_layouts()}, {cart, cart_layouts()}};
}

// The layout that a window of this width gets: the one of the nearest width.
const PageLayout& layout_for(const DemoPage& page, int width) {
  const PageLayout* nearest = &page.layouts[0];
  for (const PageLayout& layout : page.layouts)
    if (std::abs(layout.css_width - width) < std::abs(nearest->css_width - width)) nearest = &layout;
  return *nearest;
}

Session describe(const Visitor& visitor, size_t number) {
  std::string digits = std::to_string(number + 1);
  return {"visitor-" + std::string(4 - digits.size(), '0') + digits,
          {{"device", std::string(visitor.device)},
           {"variant", visitor.shopper.sees_repaired_button ? "B" : "A"},
           {"source", std::string(visitor.source)}}};
}

Status add_visit(Writer& writer, const Visitor& visitor, const DemoPage& page, uint32_t session,
                 int64_t start_ms, const Visit& visit) {
  PageView view;
  view.session = session;
  view.page = page.id;
  view.start_ms = start_ms;
  view.duration_ms = static_cast<uint32_t>(visit.time_ms());
  view.viewport_width = view.document_width = static_cast<uint32_t>(visitor.viewport.width);
  view.viewport_height = static_cast<uint32_t>(visitor.viewport.height);
  view.document_height = static_cast<uint32_t>(visit.layout().css_height);
  view.device_pixel_ratio_x1000 = visitor.device_pixel_ratio_x1000;
  ISOTHERM_ASSIGN(const uint32_t id, writer.add_page_view(view));
  for (const Event& event : visit.events())
    ISOTHERM_TRY(writer.add_event(id, event));
  return success();
}

Status add_session(Writer& writer, const DemoPages& pages, const Visitor& visitor, size_t number) {
  ISOTHERM_ASSIGN(const uint32_t session, writer.add_session(describe(visitor, number)));
  Random random(visitor.seed);
  const DemoPage* page = visitor.starts_at_home ? &pages.home : &pages.product;
  int64_t start_ms = visitor.start_ms;
  for (int count = 0; count < kMostPageViews; ++count) {
    Visit visit(layout_for(*page, visitor.viewport.width), visitor.viewport, random);
    const Next next = page == &pages.home   ? visit_home(visit, visitor.shopper, random)
                      : page == &pages.cart ? visit_cart(visit, visitor.shopper, random)
                                            : visit_product(visit, visitor.shopper, random);
    ISOTHERM_TRY(add_visit(writer, visitor, *page, session, start_ms, visit));
    if (next == Next::leaves) break;
    page = next == Next::goes_to_cart ? &pages.cart : &pages.product;
    start_ms += visit.time_ms() + random.whole(250, 900);  // loading
  }
  return success();
}

}  // namespace

Status write_demo(Writer& writer, const DemoAssets& assets) {
  ISOTHERM_ASSIGN(const DemoPages pages, add_pages(writer));
  for (const DemoScreenshot& picture : assets.screenshots) {
    ISOTHERM_TRY(writer.add_screenshot(pages.product.id, picture.css_width, picture.css_height,
                                       Bytes(picture.encoded.begin(), picture.encoded.end())));
  }
  const std::vector<Visitor> crowd = make_crowd(kSeed);
  for (size_t i = 0; i < crowd.size(); ++i)
    ISOTHERM_TRY(add_session(writer, pages, crowd[i], i));
  return success();
}

Result<Bytes> make_demo_recording(const DemoAssets& assets) {
  MemorySink sink;
  WriterOptions options;
  options.zstd_level = kArchiveLevel;
  options.metadata_json = R"({"title":"Demo: Kettle One","source":"generated, invented shop and people"})";
  Writer writer(sink, options);
  ISOTHERM_TRY(write_demo(writer, assets));
  ISOTHERM_TRY(writer.finish());
  return sink.take();
}

}  // namespace isotherm
