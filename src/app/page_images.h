#pragma once
#include <memory>
#include <span>
#include <vector>

#include "base/image.h"
#include "intake/delivery.h"
#include "model/recording.h"

namespace isotherm {

// The decoded screenshots of the page on screen. Those of other pages take no memory beyond their encoded
// bytes. Somebody else decodes them.
class PageImages {
 public:
  // Which of the recording's screenshots are wanted; others are freed, wanted ones are wished for.
  void choose(std::span<const uint32_t> screenshots);
  // The recording's screenshots are others now.
  void clear();
  // Each has come or cannot be decoded.
  bool is_complete() const;
  // The wishes since the last call. `outline`: where screenshots without bytes lie.
  std::vector<ImageWish> take_wishes(const Recording& recording, const Outline* outline);
  // Takes what answers a wish. False when it is not wanted any more.
  bool take(DecodedImage&& decoded);
  // What is wished for will not come.
  void give_up();
  // Decodes now, on this thread, what can be decoded without the file.
  void decode_now(const Recording& recording);
  // In the order of choose(); nullptr = not decoded.
  std::span<const Image* const> images() const { return pointers_; }

 private:
  enum class Step : uint8_t { wanted, wished, tried };
  struct Entry {
    uint32_t screenshot = 0;
    uint64_t ticket = 0;
    Step step = Step::wanted;
    std::unique_ptr<Image> image;
  };
  void refresh_pointers();

  std::vector<Entry> entries_;
  std::vector<const Image*> pointers_;
  uint64_t last_ticket_ = 0;
};

}  // namespace isotherm
