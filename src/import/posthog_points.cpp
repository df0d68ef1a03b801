#include "import/posthog_points.h"

#include <cmath>

#include "stream/limits.h"

namespace isotherm::posthog {
namespace {

constexpr double kMaxPx = limits::kMaxCoordinateUnits / kUnitsPerPx;
constexpr int64_t kDayMs = 86'400'000;

bool is_in_range(double px) {
  return px >= -kMaxPx && px <= kMaxPx;
}

// A session visits a page once, as far as the data tell, unless they number the page views. Without a session
// the person's day stands in for it. Viewports tell visits apart, so that each point is with its own width.
std::string key_of(const Origin& origin, uint32_t width, uint32_t height) {
  std::string key;
  const auto append = [&key](std::string_view part) { key.append(part).push_back('\0'); };
  append(origin.session);
  if (origin.session.empty()) {
    append(origin.person);
    append(std::to_string(*origin.time_ms / kDayMs));
  }
  append(origin.page_view);
  append(std::to_string(width) + "x" + std::to_string(height));
  append(origin.url);
  return key;
}

}  // namespace

std::optional<EventKind> Points::kind_of_type(std::string_view type, uint64_t number) {
  if (type == "click") return EventKind::click;
  if (type == "mousemove") return EventKind::move;
  if (type == "scrolldepth") return EventKind::scroll;
  // PostHog adds it to the click that completes the series, so it must not count as a click again.
  if (type == "rageclick") return EventKind::double_click;
  if (type == "deadclick") {
    ignore("dead click mark; the click itself is in the data, too");
  } else if (type.empty()) {
    skip("point without a type", number);
  } else {
    ignore("point of type " + quoted(type));
  }
  return std::nullopt;
}

uint32_t Points::visit_of(const Origin& origin, Size viewport) {
  const auto [id, is_new] = visits_.find_or_add(key_of(origin, viewport.width, viewport.height));
  if (is_new) {
    Visit& visit = visits_[id];
    visit.session = origin.session.empty() ? origin.person : origin.session;
    visit.page.url = origin.url;
    visit.view.viewport_width = viewport.width;
    visit.view.viewport_height = viewport.height;
  }
  return id;
}

void Points::add(const Origin& origin, const Point& point) {
  const auto kind = kind_of_type(point.type, origin.number);
  if (!kind) return;
  const auto fail = [&](std::string_view reason) { skip(reason, origin.number); };
  if (!origin.time_ms) return fail("no usable timestamp");
  if (origin.url.empty()) return fail("no address of the page");
  if (!fits(origin.url, origin.session) || !fits(origin.page_view, origin.person))
    return fail("an address or name is longer than 65,536 bytes");
  if (!point.x || !point.y) return fail("x or y is not a number");
  if (!is_in_range(*point.x) || !is_in_range(*point.y)) return fail("position out of range");
  if (!point.is_fixed) return fail("whether the target is fixed is neither true nor false");
  uint8_t flags = 0;
  if (*point.is_fixed && kind != EventKind::scroll) flags |= kFlagFixedTarget;
  if (point.is_rounded) {
    flags |= kFlagApproximate;
    issues_.approximate.add("position rounded to PostHog's grid", origin.number);
  }
  const Size viewport{size_from_px(origin.viewport_width), size_from_px(origin.viewport_height)};
  visits_.add(visit_of(origin, viewport), *origin.time_ms,
              {.x = units_from_px(*point.x), .y = units_from_px(*point.y), .tag = make_tag(*kind, flags)});
}

ImportReport Points::take_report() {
  ImportReport report;
  issues_.move_to(report);
  return report;
}

}  // namespace isotherm::posthog
