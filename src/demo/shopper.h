#pragma once
// The people of the demo: how they read the product page, where they stop, and why they leave.
#include "demo/visit.h"

namespace isotherm {

// What one person is like, the same on every page of a session.
struct Shopper {
  bool sees_repaired_button = false;  // variant B: 'Apply' works
  double pace = 1;                    // 1 = average, 2 = twice as fast
  bool follows_text = false;          // the mouse runs along the lines being read
};

// What a person does next.
enum class Next : uint8_t { leaves, goes_to_cart, goes_to_product };

Next visit_home(Visit& visit, const Shopper& shopper, Random& random);

// First the picture, the price and the options; then down through the page. The delivery line stops more than
// half of those who get that far. Some try a promo code; in variant A its button is dead, and they hammer on
// it.
Next visit_product(Visit& visit, const Shopper& shopper, Random& random);

// Looks at the sum, then pays, goes back or leaves.
Next visit_cart(Visit& visit, const Shopper& shopper, Random& random);

}  // namespace isotherm
