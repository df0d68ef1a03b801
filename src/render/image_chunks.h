#pragma once
// Screenshots on the GPU: cut into chunks, uploaded when seen, dropped when not seen for longest.
#include <cstdint>
#include <vector>

#include "gl/texture.h"
#include "render/frame_stats.h"
#include "render/placement.h"

namespace isotherm {

// One chunk of a (reduced) image: the texels from (x, y) on.
struct ChunkKey {
  const Image* image = nullptr;
  int level_x = 0, level_y = 0;
  int x = 0, y = 0;
  friend bool operator==(const ChunkKey&, const ChunkKey&) = default;
};

class ImageChunks {
 public:
  // Chunks hold at most `chunk_texels` a side, plus kOverlap shared with the next, so that a view px that
  // starts in one finds all its texels there. What is drawn in one frame always stays, even beyond the
  // budget.
  static constexpr int kOverlap = 2;
  ImageChunks(PixelSize chunk_texels, size_t budget_bytes)
      : chunk_texels_(chunk_texels), budget_bytes_(budget_bytes) {}

  PixelSize chunk_texels() const { return chunk_texels_; }
  // Starts a frame; a new revision drops everything.
  void begin_frame(uint64_t revision);
  // The texture of a chunk, uploaded if it is not there.
  const gl::Texture& get(const ChunkKey& key, const ImagePlacement& placement, FrameStats& stats);
  // Drops what the budget does not hold, least recently drawn first.
  void end_frame();

  size_t resident_bytes() const;
  void forget();

 private:
  struct Chunk {
    ChunkKey key;
    gl::Texture texture;
    uint64_t frame = 0;
  };
  PixelSize chunk_texels_;
  size_t budget_bytes_;
  uint64_t revision_ = 0, frame_ = 0;
  std::vector<Chunk> chunks_;
};

}  // namespace isotherm
