#include "app/page_images.h"

#include <algorithm>

namespace isotherm {

void PageImages::choose(std::span<const uint32_t> screenshots) {
  const auto is_same = [](const Entry& entry, uint32_t index) { return entry.screenshot == index; };
  if (std::equal(entries_.begin(), entries_.end(), screenshots.begin(), screenshots.end(), is_same)) return;
  std::vector<Entry> chosen;
  for (const uint32_t index : screenshots) {
    const auto known =
        std::find_if(entries_.begin(), entries_.end(), [&](const Entry& e) { return e.screenshot == index; });
    if (known != entries_.end()) {
      chosen.push_back(std::move(*known));
    } else {
      chosen.push_back(Entry{.screenshot = index, .is_tried = false, .image = nullptr});
    }
  }
  entries_ = std::move(chosen);
  refresh_pointers();
}

void PageImages::clear() {
  entries_.clear();
  refresh_pointers();
}

bool PageImages::is_complete() const {
  return std::all_of(entries_.begin(), entries_.end(), [](const Entry& entry) { return entry.is_tried; });
}

Status PageImages::decode_next(const Recording& recording) {
  const auto entry =
      std::find_if(entries_.begin(), entries_.end(), [](const Entry& e) { return !e.is_tried; });
  if (entry == entries_.end()) return success();
  entry->is_tried = true;
  auto decoded = decode_image(recording.screenshots[entry->screenshot].encoded);
  if (!decoded.ok()) return decoded.error();
  entry->image = std::make_unique<Image>(std::move(decoded).value());
  refresh_pointers();
  return success();
}

void PageImages::refresh_pointers() {
  pointers_.clear();
  for (const auto& entry : entries_)
    pointers_.push_back(entry.image.get());
}

}  // namespace isotherm
