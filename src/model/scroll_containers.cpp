#include "model/scroll_containers.h"

#include <algorithm>
#include <charconv>
#include <unordered_map>

namespace isotherm {

namespace {

constexpr std::string_view kNamePrefix = "element ";
constexpr size_t kMostContainers = 1000;

struct Found {
  ScrollContainer container;
  uint32_t last_page_view = UINT32_MAX;
  std::vector<uint32_t> sessions;
};

}  // namespace

std::vector<ScrollContainer> scroll_containers(const Recording& recording, const ReachIndex& index,
                                               const Selection& selection) {
  std::unordered_map<uint32_t, Found> by_target;
  const size_t page_views = std::min(selection.keeps.size(), recording.catalog.page_views.size());
  for (uint32_t i = 0; i < page_views; ++i) {
    if (!selection.keeps[i]) continue;
    for (const RunIndex::Part& part : index.scrolls.parts(i)) {
      const EventBlock& block = recording.blocks[part.block];
      for (size_t event = part.begin; event < size_t{part.begin} + part.count; ++event) {
        const int64_t depth_px = rounded_px(block.y[event]);
        if (kind_of(block.tag(event)) != EventKind::element_scroll || target_of(block, event) == 0) continue;
        if (depth_px < 1) continue;  // sideways, or back at its top
        const uint32_t target = target_of(block, event);
        if (by_target.size() == kMostContainers && by_target.count(target) == 0) continue;
        Found& found = by_target[target];
        found.container.target = target;
        found.container.depth_px = std::max(found.container.depth_px, static_cast<int32_t>(depth_px));
        if (found.last_page_view == i) continue;
        found.last_page_view = i;
        ++found.container.page_views;
        found.sessions.push_back(recording.catalog.page_views[i].session);
      }
    }
  }
  std::vector<ScrollContainer> containers;
  for (auto& [target, found] : by_target) {
    std::sort(found.sessions.begin(), found.sessions.end());
    found.container.sessions = static_cast<uint32_t>(
        std::unique(found.sessions.begin(), found.sessions.end()) - found.sessions.begin());
    containers.push_back(found.container);
  }
  std::sort(containers.begin(), containers.end(), [](const ScrollContainer& a, const ScrollContainer& b) {
    return a.page_views != b.page_views ? a.page_views > b.page_views : a.target < b.target;
  });
  return containers;
}

std::string container_name(uint32_t target) {
  return std::string(kNamePrefix) + std::to_string(target);
}

std::optional<uint32_t> container_from(std::string_view name) {
  if (name.substr(0, kNamePrefix.size()) == kNamePrefix) name.remove_prefix(kNamePrefix.size());
  uint32_t target = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), target);
  if (error != std::errc() || end != name.data() + name.size() || target == 0) return std::nullopt;
  return target;
}

}  // namespace isotherm
