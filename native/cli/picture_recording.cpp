#include "cli/picture_recording.h"

#include <algorithm>

#include "cli/message.h"
#include "cli/page_choice.h"
#include "model/stated_lengths.h"
#include "stream/durations.h"

namespace isotherm::cli {
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

Recording read_catalog(const RecordingFile& file) {
  Recording recording;
  recording.catalog = file.reader().catalog();
  return recording;
}

void read_events(RecordingFile& file, const PictureSettings& settings, Recording& recording) {
  Picture picture;
  // What is wrong with the settings is said by whoever draws the picture.
  if (!picture.update(recording, settings, Picture::Survey::later)) return;
  const BlockNeed need = picture.block_need();
  const bool needs_all = states_lengths_too_short(recording.catalog, file.reader().blocks());
  file.read_blocks([&](const BlockInfo& block) { return needs_all || need.includes(block); },
                   [&](EventBlock block) {
                     extend_durations(recording.catalog.page_views, block);
                     recording.blocks.push_back(std::move(block));
                   });
  recording.revision = 1;
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
