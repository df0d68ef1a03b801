#include "model/view_choice.h"

#include <algorithm>

namespace isotherm {

namespace {

std::optional<Device> device_of(DeviceChoice choice) {
  switch (choice) {
    case DeviceChoice::mobile:
      return Device::mobile;
    case DeviceChoice::tablet:
      return Device::tablet;
    case DeviceChoice::desktop:
      return Device::desktop;
    case DeviceChoice::automatic:
    case DeviceChoice::all:
      break;
  }
  return std::nullopt;
}

uint64_t count_in(const std::vector<uint32_t>& sorted_widths, WidthRange range) {
  const auto begin = std::lower_bound(sorted_widths.begin(), sorted_widths.end(), range.min);
  const auto end = std::upper_bound(begin, sorted_widths.end(), range.max);
  return static_cast<uint64_t>(end - begin);
}

}  // namespace

std::string_view to_string(DeviceChoice choice) {
  switch (choice) {
    case DeviceChoice::automatic:
      return "automatic";
    case DeviceChoice::mobile:
      return "mobile";
    case DeviceChoice::tablet:
      return "tablet";
    case DeviceChoice::desktop:
      return "desktop";
    case DeviceChoice::all:
      return "all";
  }
  return "automatic";
}

std::optional<DeviceChoice> device_choice_from(std::string_view name) {
  for (const DeviceChoice choice : {DeviceChoice::automatic, DeviceChoice::mobile, DeviceChoice::tablet,
                                    DeviceChoice::desktop, DeviceChoice::all}) {
    if (to_string(choice) == name) return choice;
  }
  return std::nullopt;
}

ViewChoice choose_view(const Recording& recording, uint32_t page, DeviceChoice device) {
  ViewChoice choice;
  const std::optional<Device> only = device_of(device);
  if (only) choice.devices = static_cast<uint8_t>(1u << static_cast<unsigned>(*only));

  std::vector<uint32_t> widths;
  for (const PageView& view : recording.catalog.page_views) {
    if (view.page != page || view.viewport_width == 0) continue;
    if (!only || device_of(view.viewport_width) == *only) widths.push_back(view.viewport_width);
  }
  std::sort(widths.begin(), widths.end());

  uint64_t most = 0;
  for (const Screenshot& screenshot : recording.screenshots) {
    const uint32_t width = screenshot.info.css_width;
    if (screenshot.info.page != page || width == 0 || (only && device_of(width) != *only)) continue;
    const uint64_t kept = count_in(widths, comparable_widths(width));
    if (choice.css_width == 0 || kept > most || (kept == most && width > choice.css_width)) {
      choice.css_width = width;
      most = kept;
    }
  }
  if (choice.css_width == 0) return choice;
  for (uint32_t i = 0; i < recording.screenshots.size(); ++i) {
    const ScreenshotInfo& info = recording.screenshots[i].info;
    if (info.page == page && info.css_width == choice.css_width) choice.screenshots.push_back(i);
  }
  if (device != DeviceChoice::all && !widths.empty()) choice.widths = comparable_widths(choice.css_width);
  return choice;
}

}  // namespace isotherm
