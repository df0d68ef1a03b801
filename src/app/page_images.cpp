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
      chosen.push_back(Entry{.screenshot = index, .ticket = ++last_ticket_, .image = nullptr});
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
  return std::all_of(entries_.begin(), entries_.end(), [](const Entry& e) { return e.step == Step::tried; });
}

std::vector<ImageWish> PageImages::take_wishes(const Recording& recording, const Outline* outline) {
  std::vector<ImageWish> wishes;
  for (auto& entry : entries_) {
    if (entry.step != Step::wanted) continue;
    entry.step = Step::wished;
    const Screenshot& screenshot = recording.screenshots[entry.screenshot];
    ImageWish wish{.ticket = entry.ticket, .screenshot = std::nullopt, .encoded = screenshot.encoded};
    if (outline && screenshot.encoded.empty()) {
      const auto& infos = outline->screenshots;
      const auto found = std::find(infos.begin(), infos.end(), screenshot.info);
      if (found != infos.end()) wish.screenshot = static_cast<uint32_t>(found - infos.begin());
    }
    wishes.push_back(std::move(wish));
  }
  return wishes;
}

bool PageImages::take(DecodedImage&& decoded) {
  const auto entry = std::find_if(entries_.begin(), entries_.end(),
                                  [&](const Entry& e) { return e.ticket == decoded.ticket; });
  if (entry == entries_.end() || entry->step == Step::tried) return false;
  entry->step = Step::tried;
  if (!decoded.error) entry->image = std::make_unique<Image>(std::move(decoded.image));
  refresh_pointers();
  return true;
}

void PageImages::give_up() {
  for (auto& entry : entries_) {
    if (entry.step == Step::wished) entry.step = Step::tried;
  }
}

void PageImages::decode_now(const Recording& recording) {
  for (auto& entry : entries_) {
    const Bytes& encoded = recording.screenshots[entry.screenshot].encoded;
    if (entry.step == Step::tried || encoded.empty()) continue;
    auto image = decode_image(encoded);
    entry.step = Step::tried;
    if (image.ok()) entry.image = std::make_unique<Image>(std::move(image).value());
  }
  refresh_pointers();
}

void PageImages::refresh_pointers() {
  pointers_.clear();
  for (const auto& entry : entries_)
    pointers_.push_back(entry.image.get());
}

}  // namespace isotherm
