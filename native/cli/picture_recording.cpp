#include "cli/picture_recording.h"

#include <algorithm>

#include "cli/message.h"
#include "cli/page_choice.h"
#include "model/url_pattern.h"
#include "stream/durations.h"

namespace isotherm::cli {
namespace {

bool is_wanted_below(StreamClass stream_class, const PictureSettings& settings) {
  const bool places_by_scroll = settings.fixed == FixedPlane::spread;
  switch (settings.layer) {
    case Layer::clicks:
      return stream_class == StreamClass::buttons ||
             (places_by_scroll && stream_class == StreamClass::scroll);
    case Layer::moves:
      return stream_class == StreamClass::moves || (places_by_scroll && stream_class == StreamClass::scroll);
    case Layer::scroll:
    case Layer::drop_off:
      return stream_class == StreamClass::scroll || stream_class == StreamClass::viewport;
    case Layer::attention:
      return true;  // every event says that somebody was there
  }
  return false;
}

// Of the layer and of what lies over it.
bool is_wanted(StreamClass stream_class, const PictureSettings& settings) {
  if (is_wanted_below(stream_class, settings)) return true;
  const auto needs = [&](const OverlaySettings& overlay) {
    PictureSettings of_overlay = settings;
    of_overlay.layer = layer_of(overlay.kind);
    return is_wanted_below(stream_class, of_overlay);
  };
  return std::any_of(settings.overlays.begin(), settings.overlays.end(), needs);
}

// Per page: how many wanted pages come before it; so a block's range of pages is judged at once.
std::vector<uint32_t> wanted_pages_before(const Catalog& catalog, const PictureSettings& settings) {
  std::vector<uint32_t> before{0};
  const std::string& pattern = settings.conditions.pages;
  for (uint32_t page = 0; page < catalog.pages.size(); ++page) {
    const bool is_wanted_page =
        page == settings.page || (!pattern.empty() && matches_pattern(pattern, catalog.pages[page].url));
    before.push_back(before.back() + is_wanted_page);
  }
  return before;
}

}  // namespace

Result<uint32_t> page_from(const RecordingFile& file, const std::string& name) {
  if (!name.empty()) return choose_page(file.urls(), name);
  const Catalog& catalog = file.reader().catalog();
  if (catalog.pages.empty()) return make_error(ErrorCode::not_found, "the recording has no pages");
  std::vector<uint64_t> page_views(catalog.pages.size());
  for (const PageView& view : catalog.page_views)
    ++page_views[view.page];
  const auto most =
      static_cast<uint32_t>(std::max_element(page_views.begin(), page_views.end()) - page_views.begin());
  if (catalog.pages.size() > 1)
    say("no --page given: taking page " + std::to_string(most) +
        ", the one with the most page views: " + catalog.pages[most].url);
  return most;
}

Recording read_events(RecordingFile& file, const PictureSettings& settings) {
  Recording recording;
  recording.catalog = file.reader().catalog();
  const std::vector<uint32_t> before = wanted_pages_before(recording.catalog, settings);
  const auto has_wanted_page = [&](const BlockInfo& block) {
    const size_t end = std::min<size_t>(size_t{block.page_max} + 1, before.size() - 1);
    return block.page_min < end && before[end] > before[block.page_min];
  };
  file.read_blocks(
      [&](const BlockInfo& block) {
        return has_wanted_page(block) && is_wanted(block.stream_class, settings);
      },
      [&](EventBlock block) {
        extend_durations(recording.catalog.page_views, block);
        recording.blocks.push_back(std::move(block));
      });
  recording.revision = 1;
  return recording;
}

void read_screenshots(RecordingFile& file, uint32_t page, bool with_pixels, Recording& recording) {
  const Reader& reader = file.reader();
  for (size_t i = 0; i < reader.screenshots().size(); ++i) {
    if (reader.screenshots()[i].page != page) continue;
    if (!with_pixels) {
      recording.screenshots.push_back({reader.screenshots()[i], {}});
      continue;
    }
    Result<Bytes> encoded = reader.read_screenshot(i);
    if (encoded) {
      recording.screenshots.push_back({reader.screenshots()[i], std::move(encoded).value()});
    } else {
      file.warn("screenshot " + std::to_string(i) + " is left out: " + encoded.error().to_string());
    }
  }
}

}  // namespace isotherm::cli
