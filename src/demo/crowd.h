#pragma once
// Who comes, when, with what device.
#include <string_view>
#include <vector>

#include "demo/shopper.h"

namespace isotherm {

struct Visitor {
  int64_t start_ms = 0;  // Unix epoch
  Viewport viewport;
  uint32_t device_pixel_ratio_x1000 = 1000;
  std::string_view device, source;  // "desktop" | "tablet" | "phone"; "search" | "newsletter" | ...
  bool starts_at_home = false;
  Shopper shopper;
  uint64_t seed = 0;  // of everything that this person does
};

inline constexpr int64_t kDemoStartMs = 1'772'409'600'000;  // 2026-03-02T00:00:00Z, a Monday
inline constexpr int kDemoDays = 14;
inline constexpr int kDesktops = 1350, kTablets = 330, kPhones = 720;

// In the order of their coming: 1,350 desktops, 330 tablets and 720 phones over 14 days, more by day than by
// night.
std::vector<Visitor> make_crowd(uint64_t seed);

}  // namespace isotherm
