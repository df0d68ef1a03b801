#include "render/recordings.h"

namespace isotherm::test {

Recording make_recording(PixelSize page_px, int clicks, PixelSize image_px) {
  Recording recording;
  recording.revision = 1;
  recording.catalog.pages.push_back(
      {"https://shop.example/lamps/brass-reading-lamp?variant=floor", "A lamp"});
  recording.catalog.sessions.push_back({"one", {}});
  PageView visit;
  visit.viewport_width = visit.document_width = static_cast<uint32_t>(page_px.width);
  visit.viewport_height = 800;
  visit.document_height = static_cast<uint32_t>(page_px.height);
  visit.duration_ms = 60'000;
  recording.catalog.page_views.push_back(visit);
  EventBlock block;
  block.stream_class = StreamClass::buttons;
  block.runs.push_back({0, static_cast<uint32_t>(clicks)});
  for (int i = 0; i < clicks; ++i) {
    const int around_x = page_px.width * (1 + i % 4) / 5, around_y = page_px.height * (1 + i % 9) / 10;
    block.t_ms.push_back(i);
    block.x.push_back((around_x + i * 7 % 23 - 11) * kUnitsPerPx);
    block.y.push_back((around_y + i * 5 % 29 - 14) * kUnitsPerPx);
  }
  recording.blocks.push_back(std::move(block));
  if (image_px.width > 0) {
    add_screenshot_tile(recording, {0, 0, double(page_px.width), double(page_px.height)}, image_px);
  }
  return recording;
}

void add_screenshot_tile(Recording& recording, const Rect& page, PixelSize image_px) {
  Screenshot screenshot;
  screenshot.info.css_width = static_cast<uint32_t>(page.width());
  screenshot.info.css_height = static_cast<uint32_t>(page.height());
  screenshot.info.tile_x = static_cast<int32_t>(page.x0);
  screenshot.info.tile_y = static_cast<int32_t>(page.y0);
  screenshot.info.image_width = static_cast<uint32_t>(image_px.width);
  screenshot.info.image_height = static_cast<uint32_t>(image_px.height);
  recording.screenshots.push_back(std::move(screenshot));
}

}  // namespace isotherm::test
