#pragma once
#include <memory>
#include <span>
#include <vector>

#include "base/image.h"
#include "model/recording.h"

namespace isotherm {

// The decoded screenshots of the page on screen. Those of other pages take no memory beyond their encoded
// bytes.
class PageImages {
 public:
  // Which of the recording's screenshots are wanted; others are freed, wanted ones are decoded by
  // decode_next().
  void choose(std::span<const uint32_t> screenshots);
  // The recording's screenshots are others now.
  void clear();
  bool is_complete() const;
  // Decodes one. Each is tried once: one that fails stays nullptr and its error is returned that one time.
  Status decode_next(const Recording& recording);
  // In the order of choose(); nullptr = not decoded.
  std::span<const Image* const> images() const { return pointers_; }

 private:
  struct Entry {
    uint32_t screenshot = 0;
    bool is_tried = false;
    std::unique_ptr<Image> image;
  };
  void refresh_pointers();

  std::vector<Entry> entries_;
  std::vector<const Image*> pointers_;
};

}  // namespace isotherm
