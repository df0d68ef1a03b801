// What the pictures are meant to tell, as numbers.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <set>

#include "demo/demo_recording.h"
#include "demo/layout.h"
#include "unit/demo/read_recording.h"

namespace isotherm::demo_story_test {
namespace {

// The page views of the product page that got one layout, with how far down each has seen.
struct Audience {
  const PageLayout* layout = nullptr;
  std::vector<uint32_t> page_views;
  std::vector<double> furthest_px;

  double reach(double y_px) const {
    return static_cast<double>(std::count_if(furthest_px.begin(), furthest_px.end(),
                                             [&](double line) { return line >= y_px; })) /
           static_cast<double>(furthest_px.size());
  }
};

Audience audience_of(const PageLayout& layout) {
  const ReadRecording& recording = demo();
  const uint32_t product = page_index(recording.catalog, kDemoProductUrl);
  std::vector<double> furthest;
  for (const PageView& view : recording.catalog.page_views)
    furthest.push_back(view.viewport_height);
  for (const DemoEvent& event : recording.events) {
    if (event.kind() != EventKind::scroll) continue;
    double& line = furthest[event.page_view];
    line = std::max(line, event.y_px() + recording.catalog.page_views[event.page_view].viewport_height);
  }
  Audience audience;
  audience.layout = &layout;
  for (uint32_t i = 0; i < furthest.size(); ++i) {
    const PageView& view = recording.catalog.page_views[i];
    if (view.page != product || view.document_height != static_cast<uint32_t>(layout.css_height)) continue;
    audience.page_views.push_back(i);
    audience.furthest_px.push_back(furthest[i]);
  }
  return audience;
}

// Clicks that hit the element; the layout is stretched to the window's width.
std::vector<DemoEvent> clicks_on(const Audience& audience, std::string_view name) {
  const ElementBox* box = find_element(*audience.layout, name);
  EXPECT_NE(box, nullptr) << name;
  std::vector<DemoEvent> hits;
  if (!box) return hits;
  const std::set<uint32_t> views(audience.page_views.begin(), audience.page_views.end());
  for (const DemoEvent& event : demo().events) {
    if (event.kind() != EventKind::click || !views.count(event.page_view)) continue;
    const double x =
        event.x_px() * audience.layout->css_width / demo().catalog.page_views[event.page_view].viewport_width;
    if (x >= box->x && x < box->x + box->width && event.y_px() >= box->y &&
        event.y_px() < box->y + box->height)
      hits.push_back(event);
  }
  return hits;
}

// Sessions with at least three clicks, each within 30 px and 300 ms of the one before.
std::set<uint32_t> sessions_with_bursts(const std::vector<DemoEvent>& clicks) {
  std::set<uint32_t> sessions;
  int length = 1;
  for (size_t i = 1; i < clicks.size(); ++i) {
    const DemoEvent &a = clicks[i - 1], &b = clicks[i];
    const bool follows = a.page_view == b.page_view && b.event.t_ms - a.event.t_ms < 300 &&
                         std::abs(a.x_px() - b.x_px()) + std::abs(a.y_px() - b.y_px()) <= 30;
    length = follows ? length + 1 : 1;
    if (length >= 3) sessions.insert(demo().catalog.page_views[b.page_view].session);
  }
  return sessions;
}

class DemoStory : public testing::TestWithParam<int> {
 protected:
  Audience audience_ = audience_of(page_layouts()[static_cast<size_t>(GetParam())]);
};

TEST_P(DemoStory, LosesPeopleAtTheDeliveryLine) {
  const ElementBox* line = find_element(*audience_.layout, "delivery-line");
  ASSERT_NE(line, nullptr);
  const double above = audience_.reach(line->y), below = audience_.reach(line->y + 450);
  std::printf("%d px: %zu page views, reach %.2f at the delivery line, %.2f below\n",
              audience_.layout->css_width, audience_.page_views.size(), above, below);
  EXPECT_GT(above, 0.5);
  EXPECT_LT(below, 0.6 * above);
  // Nowhere else do that many leave within the same distance.
  for (int y = 1200; y + 450 < audience_.layout->css_height; y += 50) {
    if (y > line->y - 450 && y < line->y + 450) continue;
    EXPECT_LT(audience_.reach(y) - audience_.reach(y + 450), 0.6 * (above - below)) << y;
  }
}

TEST_P(DemoStory, HammersOnTheDeadButton) {
  const std::vector<DemoEvent> dead = clicks_on(audience_, "promo-apply");
  const double share = static_cast<double>(sessions_with_bursts(dead).size()) /
                       static_cast<double>(audience_.page_views.size());
  std::printf("%d px: %.1f %% rage, %zu clicks on 'Apply', %zu on 'Add to cart'\n",
              audience_.layout->css_width, 100 * share, dead.size(),
              clicks_on(audience_, "add-to-cart").size());
  EXPECT_GT(share, 0.06);
  EXPECT_LT(share, 0.13);
  // The hottest element of the page is one that does nothing.
  for (const ElementBox& element : audience_.layout->elements) {
    if (element.name == "promo-apply" || element.name == "delivery-section") continue;  // it lies inside
    EXPECT_LT(clicks_on(audience_, element.name).size(), dead.size()) << element.name;
  }
}

TEST_P(DemoStory, ClicksOnWhatLooksClickable) {
  for (const char* name : {"thumb-2", "image-main", "swatch-2", "size-3", "size-guide", "add-to-cart",
                           "faq-3", "promo-field", "checkout", "related-1"})
    EXPECT_GE(clicks_on(audience_, name).size(), 4u) << name;
  EXPECT_GT(clicks_on(audience_, "faq-3").size(), clicks_on(audience_, "faq-2").size());
}

INSTANTIATE_TEST_SUITE_P(Layouts, DemoStory, testing::Values(0, 1, 2));

TEST(DemoVariants, OnlyTheBrokenButtonMakesPeopleAngry) {
  std::set<uint32_t> angry[2];
  for (const PageLayout& layout : page_layouts()) {
    for (const uint32_t session : sessions_with_bursts(clicks_on(audience_of(layout), "promo-apply")))
      for (const Tag& tag : demo().catalog.sessions[session].tags)
        if (tag.key == "variant") angry[tag.value == "B"].insert(session);
  }
  EXPECT_GT(angry[0].size(), 150u);
  EXPECT_TRUE(angry[1].empty());
}

}  // namespace
}  // namespace isotherm::demo_story_test
