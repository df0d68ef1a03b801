#include "demo/shopper.h"

#include <string_view>

namespace isotherm {

namespace {

// The shares below were chosen so that the pictures tell the story, not measured anywhere.
constexpr double kBounces = 0.11;

// A place further down where people stop to read.
struct Stop {
  std::string_view elements[3];  // one of these, and others by chance
  double along;                  // where in the element the text is
  double shortest_ms, longest_ms;
  double leaves;  // share of those who stop here and read no further
};

constexpr Stop kBeforeDelivery[] = {
    {{"feature-1", "feature-2", "feature-3"}, 0.5, 900, 3200, 0.03},
    {{"story-pour-text", "story-pour-text", "story-pour"}, 0.4, 2200, 6000, 0.03},
    {{"story-heat-text", "heat-chart", "story-heat-text"}, 0.45, 2000, 5500, 0.04}};
constexpr Stop kAfterDelivery[] = {
    {{"specs", "specs-drawing", "specs"}, 0.4, 2500, 8000, 0.07},
    {{"review-1", "review-2", "review-3"}, 0.45, 3000, 9000, 0.1},
    {{"faq-3", "faq-2", "faq-4"}, 0.2, 2000, 6000, 0.14},
    {{"related-1", "related-2", "related-3"}, 0.5, 1200, 4000, 0.2},
    {{"newsletter-email", "newsletter-button", "newsletter-email"}, 0.4, 600, 1800, 0.45},
    {{"footer", "footer", "footer"}, 0.5, 900, 2600, 1}};

class ProductVisit {
 public:
  ProductVisit(Visit& visit, const Shopper& shopper, Random& random)
      : visit_(visit), shopper_(shopper), random_(random) {}

  Next run() {
    visit_.wait(500, 1600);
    look_at_pictures();
    if (random_.chance(kBounces)) return leave();
    read_offer();
    choose_options();
    if (considers_buying()) return Next::goes_to_cart;
    for (const Stop& stop : kBeforeDelivery)
      if (!read(stop)) return leave();
    if (const Next next = meet_delivery_line(); next != Next::goes_to_product) return next;
    for (const Stop& stop : kAfterDelivery)
      if (!read(stop)) break;
    return last_thoughts();
  }

 private:
  double scaled(double low_ms, double high_ms) { return random_.between(low_ms, high_ms) / shopper_.pace; }

  Next leave() {
    if (random_.chance(0.07)) look_elsewhere();
    visit_.leave();
    visit_.wait(200, 900);
    return Next::leaves;
  }

  // Off through the navigation, where it is in sight.
  void look_elsewhere() {
    constexpr std::string_view kWays[] = {"nav-cups", "nav-tea", "nav-journal",
                                          "logo",     "search",  "cart-link"};
    constexpr int kWeights[] = {24, 14, 8, 16, 14, 24};
    visit_.click(kWays[random_.pick(kWeights)]);
    visit_.wait(100, 300);
  }

  void look_at_pictures() {
    visit_.study("image-main", scaled(900, 4200));
    if (random_.chance(0.24)) {  // hoping that it grows
      visit_.click("image-main", 250, random_.chance(0.75) ? 0.46 : 0.74);
      if (random_.chance(0.5)) visit_.click_repeatedly(random_.whole(1, 2), 420, 900);
    }
    if (!random_.chance(0.42)) return;
    constexpr std::string_view kThumbs[] = {"thumb-2", "thumb-3", "thumb-4", "thumb-5", "thumb-1"};
    const int count = random_.whole(1, 4);
    for (int i = 0; i < count; ++i) {
      visit_.click(kThumbs[random_.chance(0.75) ? i : random_.whole(0, 4)]);
      visit_.wait(500, 1300);
      if (random_.chance(0.4)) visit_.study("image-main", scaled(400, 1600));
    }
  }

  void read_offer() {
    if (random_.chance(0.35)) visit_.study("title", scaled(200, 700));
    if (random_.chance(0.6)) read_text("lead", random_.whole(1, 3));
    if (random_.chance(0.14)) visit_.click("rating", 150, 0.25);
    if (random_.chance(0.7)) visit_.study("price", scaled(500, 2000), 0.16);
  }

  void read_text(std::string_view element, int lines) {
    if (shopper_.follows_text)
      visit_.read_along(element, lines);
    else
      visit_.study(element, scaled(500, 900) * lines);
  }

  void choose_options() {
    constexpr std::string_view kSwatches[] = {"swatch-1", "swatch-2", "swatch-3", "swatch-4"};
    constexpr int kSwatchWeights[] = {14, 46, 26, 14};
    constexpr std::string_view kSizes[] = {"size-1", "size-2", "size-3"};
    constexpr int kSizeWeights[] = {24, 22, 54};
    if (random_.chance(0.3)) {
      for (int count = random_.whole(1, 3); count > 0; --count) {
        visit_.click(kSwatches[random_.pick(kSwatchWeights)]);
        visit_.wait(400, 1400);
      }
    }
    if (random_.chance(0.08)) {  // a link that leads nowhere
      visit_.click("size-guide");
      if (random_.chance(0.4)) visit_.click_repeatedly(random_.whole(1, 3), 300, 800);
    }
    if (random_.chance(0.28)) visit_.click(kSizes[random_.pick(kSizeWeights)]);
    if (random_.chance(0.05)) visit_.click("quantity");
  }

  // True: the kettle is in the cart and the person follows it there.
  bool considers_buying() {
    if (!random_.chance(0.62)) return false;
    visit_.study("add-to-cart", scaled(300, 700));
    if (random_.chance(0.5)) {  // thinks better of it
      visit_.rest(random_.between(900, 2600));
      if (random_.chance(0.5)) visit_.study("assure", scaled(400, 1500));
      return false;
    }
    visit_.click("add-to-cart", random_.between(700, 2800));
    visit_.wait(500, 1200);
    return random_.chance(0.3);
  }

  // False: had enough.
  bool read(const Stop& stop) {
    const double share = random_.between(0.38, 0.62);
    visit_.scroll_to(stop.elements[0], share, shopper_.pace);
    const double duration_ms = scaled(stop.shortest_ms, stop.longest_ms);
    const std::string_view element = stop.elements[random_.whole(0, 2)];
    if (shopper_.follows_text && random_.chance(0.6)) read_text(element, 2);
    if (random_.chance(0.75))
      visit_.study(element, duration_ms * 0.6, stop.along);
    else
      visit_.rest(duration_ms);
    play(stop.elements[0]);
    return !random_.chance(stop.leaves);
  }

  // What there is to click on the way.
  void play(std::string_view stop) {
    if (stop == "story-pour-text" && random_.chance(0.1)) visit_.click("story-pour", 250, 0.62);
    if (stop == "story-heat-text" && random_.chance(0.08)) visit_.click("heat-chart", 250, 0.92);
    if (stop == "specs" && random_.chance(0.06)) visit_.click("specs-drawing");
    if (stop == "review-1") read_reviews();
    if (stop == "faq-3") ask();
    if (stop == "related-1" && random_.chance(0.4)) {
      constexpr std::string_view kCards[] = {"related-1", "related-2", "related-3", "related-4"};
      constexpr int kWeights[] = {34, 18, 32, 16};
      visit_.click(kCards[random_.pick(kWeights)]);
    }
    if (stop == "newsletter-email" && random_.chance(0.16) && visit_.click("newsletter-email", 200, 0.3)) {
      visit_.wait(2000, 4000);
      visit_.click("newsletter-button");
    }
    if (stop == "footer" && random_.chance(0.4)) visit_.click("footer-delivery", 150, 0.12);
  }

  void read_reviews() {
    const std::string_view review = random_.chance(0.6) ? "review-3" : "review-2";
    const int32_t begin_ms = visit_.time_ms();
    visit_.study(review, scaled(800, 2400), 0.45);
    // The long review scrolls inside its card. Chance of its own leaves the rest of the visit as it is.
    Random chance(derived_seed(static_cast<uint64_t>(begin_ms), 3));
    if (review == "review-3" && chance.chance(0.55))
      visit_.scroll_inside(review, chance.between(40, chance.chance(0.3) ? 360 : 200),
                           visit_.time_ms() - begin_ms);
    if (random_.chance(0.16)) visit_.click("review-bars");
  }

  // Most want to know what delivery costs.
  void ask() {
    constexpr std::string_view kQuestions[] = {"faq-1", "faq-2", "faq-3", "faq-4", "faq-5"};
    constexpr int kWeights[] = {6, 14, 48, 22, 10};
    for (int count = random_.whole(0, 3); count > 0; --count) {
      const size_t question = random_.pick(kWeights);
      visit_.click(kQuestions[question], 150, random_.chance(0.55) ? 0.15 : 0.985);
      visit_.wait(900, 2600);
    }
  }

  // goes_to_product: reads on.
  Next meet_delivery_line() {
    visit_.scroll_to("delivery-line", random_.between(0.6, 0.86), shopper_.pace * 0.8);
    visit_.wait(500, 1400);
    for (int looks = random_.whole(1, 3); looks > 0; --looks) {
      const double along = random_.chance(0.7) ? 0.86 : 0.14;  // the price or the word
      visit_.study("delivery-line", scaled(700, 2400), along);
    }
    if (random_.chance(0.3)) visit_.study("sum", scaled(500, 1500), 0.88);
    if (random_.chance(0.25)) read_text("delivery-text", 3);
    if (random_.chance(0.08)) visit_.click("delivery-line", 200, 0.86);
    if (random_.chance(0.34)) {
      if (const Next next = try_promo_code(); next != Next::goes_to_product) return next;
    } else if (random_.chance(0.14)) {
      visit_.click("checkout", random_.between(900, 3000));
      return Next::goes_to_cart;
    }
    if (random_.chance(0.56)) {
      if (random_.chance(0.35)) visit_.scroll_by(-random_.between(200, 1400), 2);  // was it not 129?
      return leave();
    }
    return Next::goes_to_product;
  }

  Next try_promo_code() {
    visit_.click("promo-field", 250, 0.25);
    visit_.wait(1200, 3200);  // typing
    visit_.click("promo-apply", 150);
    if (shopper_.sees_repaired_button) {
      visit_.wait(600, 1200);
      visit_.study("sum", scaled(600, 1600));
      if (!random_.chance(0.5)) return Next::goes_to_product;
      visit_.click("checkout", random_.between(400, 1400));
      return Next::goes_to_cart;
    }
    visit_.wait(700, 1800);
    if (!random_.chance(0.78)) {
      visit_.click("promo-apply", 400);
      return Next::goes_to_product;
    }
    visit_.click_repeatedly(random_.whole(3, 7), 150, 280);
    if (random_.chance(0.12)) {
      visit_.wait(1100, 2600);
      visit_.click_repeatedly(random_.whole(3, 5), 150, 260);
    }
    visit_.wait(600, 1500);
    return random_.chance(0.78) ? leave() : Next::goes_to_product;
  }

  // Some who have read everything go back up and buy.
  Next last_thoughts() {
    if (!random_.chance(0.16)) return leave();
    visit_.wait(600, 1800);
    visit_.scroll_to("add-to-cart", random_.between(0.5, 0.75), 2.4);
    visit_.click("add-to-cart", random_.between(900, 2600));
    visit_.wait(600, 1400);
    return random_.chance(0.7) ? Next::goes_to_cart : leave();
  }

  Visit& visit_;
  const Shopper& shopper_;
  Random& random_;
};

}  // namespace

Next visit_product(Visit& visit, const Shopper& shopper, Random& random) {
  return ProductVisit(visit, shopper, random).run();
}

Next visit_home(Visit& visit, const Shopper& shopper, Random& random) {
  visit.wait(500, 1500);
  visit.study("home-banner", random.between(900, 3000) / shopper.pace);
  if (random.chance(0.12)) {
    visit.leave();
    return Next::leaves;
  }
  visit.scroll_to("home-card-1", random.between(0.4, 0.6), shopper.pace);
  if (random.chance(0.5)) visit.study("home-card-2", random.between(500, 1800) / shopper.pace);
  visit.click("home-card-1", 300);
  visit.wait(150, 400);
  return Next::goes_to_product;
}

Next visit_cart(Visit& visit, const Shopper& shopper, Random& random) {
  visit.wait(500, 1300);
  visit.study("cart-item", random.between(500, 1500) / shopper.pace);
  visit.study("cart-delivery", random.between(900, 3200) / shopper.pace);
  if (random.chance(0.42)) {
    visit.click("cart-pay", random.between(400, 1800));
    visit.wait(300, 800);
    return Next::leaves;
  }
  if (random.chance(0.2)) visit.click("cart-remove");
  if (random.chance(0.15)) return Next::goes_to_product;
  visit.leave();
  return Next::leaves;
}

}  // namespace isotherm
