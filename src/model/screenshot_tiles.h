#pragma once
// A page's screenshots as tiles of a scene.
#include <cstdint>
#include <span>
#include <vector>

#include "model/recording.h"
#include "model/scene.h"

namespace isotherm {

// Remembers what it added last, so that the tiles' revision changes only when they do.
class ScreenshotTiles {
 public:
  // `images[i]` are the decoded pixels of Recording::screenshots[screenshots[i]]; nullptr or empty = not
  // decoded yet: paper.
  void add_to(Scene& scene, const Recording& recording, std::span<const uint32_t> screenshots,
              std::span<const Image* const> images);

 private:
  // What a drawn tile depends on: its place and which decoded pixels lie behind the pointer.
  struct Key {
    Rect page;
    const Image* image = nullptr;
    const uint8_t* pixels = nullptr;
    uint64_t checksum = 0;
    friend bool operator==(const Key&, const Key&) = default;
  };
  std::vector<Key> keys_;
  uint64_t revision_ = 0;  // 0: nothing added yet
};

}  // namespace isotherm
