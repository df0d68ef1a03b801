#include "model/page_size.h"

#include <algorithm>

#include "model/points.h"

namespace isotherm {

namespace {

struct Extent {
  int64_t width = 0, height = 0;
  void include(int64_t x, int64_t y) {
    width = std::max(width, x);
    height = std::max(height, y);
  }
};

Extent screenshot_extent(const Recording& recording, const std::vector<uint32_t>& screenshots) {
  Extent extent;
  for (const uint32_t index : screenshots) {
    const ScreenshotInfo& info = recording.screenshots[index].info;
    extent.include(int64_t{info.tile_x} + info.css_width, int64_t{info.tile_y} + info.css_height);
  }
  return extent;
}

template <typename Include>
void for_each_kept(const Recording& recording, const Selection& selection, Include&& include) {
  for (size_t i = 0; i < selection.keeps.size(); ++i) {
    if (selection.keeps[i]) include(recording.catalog.page_views[i]);
  }
}

// Per axis, 0 = not recorded.
Extent document_extent(const Recording& recording, const Selection& selection) {
  Extent extent;
  for_each_kept(recording, selection,
                [&](const PageView& view) { extent.include(view.document_width, view.document_height); });
  return extent;
}

bool is_whole(const Extent& extent) {
  return extent.width > 0 && extent.height > 0;
}

Extent event_extent(const Recording& recording, const Selection& selection, const Filter& filter) {
  Extent extent;
  for_each_kept(recording, selection,
                [&](const PageView& view) { extent.include(view.viewport_width, view.viewport_height); });
  for (const Layer layer : {Layer::clicks, Layer::moves}) {
    for_each_point(recording, selection, filter, layer, [&](const Point& point) {
      extent.include(point.x / kUnitsPerPx + 1, point.y / kUnitsPerPx + 1);
    });
  }
  for (const int32_t line : furthest_lines(recording, ReachIndex(recording), selection, filter))
    extent.include(0, line);
  return extent;
}

PixelSize limited(const Extent& extent) {
  const int64_t width = std::clamp<int64_t>(extent.width, 1, kMaxImageWidth);
  const int64_t tallest = std::min<int64_t>(kMaxImageHeight, kMaxImagePixels / width);
  return {static_cast<int>(width), static_cast<int>(std::clamp<int64_t>(extent.height, 1, tallest))};
}

}  // namespace

PixelSize page_size(const Recording& recording, const std::vector<uint32_t>& screenshots,
                    const Selection& selection, const Filter& filter) {
  Extent extent = screenshot_extent(recording, screenshots);
  if (is_whole(extent)) return limited(extent);
  extent = document_extent(recording, selection);
  if (is_whole(extent)) return limited(extent);
  const Extent events = event_extent(recording, selection, filter);
  if (extent.width == 0) extent.width = events.width;
  if (extent.height == 0) extent.height = events.height;
  return limited(extent);
}

bool has_size_from_events(const Recording& recording, const std::vector<uint32_t>& screenshots,
                          const Selection& selection) {
  return !is_whole(screenshot_extent(recording, screenshots)) &&
         !is_whole(document_extent(recording, selection));
}

}  // namespace isotherm
