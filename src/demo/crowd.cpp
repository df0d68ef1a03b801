#include "demo/crowd.h"

#include <algorithm>

namespace isotherm {

namespace {

constexpr int64_t kHourMs = 3'600'000;

struct Model {
  int width, height, device_pixel_ratio_x1000, weight;
};

// Window sizes without the browser's own bars.
constexpr Model kDesktopModels[] = {{1440, 789, 2000, 46}, {1440, 813, 2000, 18}, {1425, 778, 1000, 12},
                                    {1440, 732, 1000, 10}, {1470, 801, 2000, 6},  {1536, 730, 1250, 4},
                                    {1366, 657, 1000, 4}};
constexpr Model kTabletModels[] = {{768, 954, 2000, 62}, {820, 1106, 2000, 22}, {810, 1010, 2000, 16}};
constexpr Model kPhoneModels[] = {{390, 664, 3000, 46}, {393, 727, 2750, 24}, {412, 732, 2625, 12},
                                  {375, 647, 3000, 9},  {360, 668, 3000, 6},  {414, 715, 2000, 3}};

// Hour of the day (UTC) and day from Monday, in visits.
constexpr int kDesktopHours[] = {4,  2,  1,  1,  1,  2,  6,  18, 34, 46, 52, 50,
                                 42, 48, 50, 46, 40, 34, 30, 36, 44, 40, 24, 10};
constexpr int kPhoneHours[] = {8,  4,  2,  1,  1,  4,  16, 34, 30, 22, 22, 26,
                               38, 28, 24, 24, 28, 38, 46, 54, 62, 66, 48, 22};
constexpr int kWeekdays[] = {100, 104, 98, 96, 84, 118, 132};

constexpr std::string_view kSources[] = {"search", "direct", "newsletter", "social", "referral"};
constexpr int kDesktopSources[] = {42, 24, 18, 6, 10};
constexpr int kPhoneSources[] = {30, 14, 16, 34, 6};

int64_t arrival(std::span<const int> hours, Random& random) {
  const auto week = random.whole(0, kDemoDays / 7 - 1);
  const auto day = week * 7 + static_cast<int>(random.pick(kWeekdays));
  const auto hour = static_cast<int64_t>(random.pick(hours));
  return kDemoStartMs + (day * 24 + hour) * kHourMs + random.whole(0, static_cast<int32_t>(kHourMs) - 1);
}

const Model& pick_model(std::span<const Model> models, Random& random) {
  std::vector<int> weights;
  for (const Model& model : models)
    weights.push_back(model.weight);
  return models[random.pick(weights)];
}

Visitor make_visitor(std::string_view device, std::span<const Model> models, uint64_t seed) {
  Random random(seed);
  const bool is_desktop = device == "desktop", is_phone = device == "phone";
  Visitor visitor;
  visitor.device = device;
  const Model& model = pick_model(models, random);
  visitor.viewport = {model.width, model.height, !is_desktop};
  visitor.device_pixel_ratio_x1000 = static_cast<uint32_t>(model.device_pixel_ratio_x1000);
  visitor.start_ms = arrival(is_desktop ? std::span<const int>(kDesktopHours) : kPhoneHours, random);
  visitor.source = kSources[random.pick(is_desktop ? std::span<const int>(kDesktopSources) : kPhoneSources)];
  visitor.starts_at_home = random.chance(visitor.source == "direct" ? 0.7 : 0.16);
  visitor.shopper.sees_repaired_button = random.chance(0.5);
  visitor.shopper.pace = random.between(0.75, 1.4) * (is_phone ? 1.6 : 1);
  visitor.shopper.follows_text = random.chance(0.4);
  visitor.seed = random.next();
  return visitor;
}

}  // namespace

std::vector<Visitor> make_crowd(uint64_t seed) {
  std::vector<Visitor> crowd;
  const auto add = [&](std::string_view device, std::span<const Model> models, int count) {
    for (int i = 0; i < count; ++i)
      crowd.push_back(make_visitor(device, models, derived_seed(seed, crowd.size())));
  };
  add("desktop", kDesktopModels, kDesktops);
  add("tablet", kTabletModels, kTablets);
  add("phone", kPhoneModels, kPhones);
  std::stable_sort(crowd.begin(), crowd.end(),
                   [](const Visitor& a, const Visitor& b) { return a.start_ms < b.start_ms; });
  return crowd;
}

}  // namespace isotherm
