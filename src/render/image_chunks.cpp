#include "render/image_chunks.h"

#include <algorithm>

#include "render/image_level.h"

namespace isotherm {
namespace {

gl::Texture upload_chunk(const ChunkKey& key, const ViewRect& texels) {
  const Image& image = *key.image;
  const PixelSize size{texels.x1 - texels.x0, texels.y1 - texels.y0};
  gl::Texture texture(image.channels == 4 ? gl::TextureFormat::rgba8 : gl::TextureFormat::rgb8, size);
  if (key.level_x == 0 && key.level_y == 0) {
    const uint8_t* from =
        image.row(texels.y0) + static_cast<size_t>(texels.x0) * static_cast<size_t>(image.channels);
    texture.upload(0, 0, size, from, image.width);
  } else {
    const Image reduced = reduce(image, key.level_x, key.level_y, texels);
    texture.upload(0, 0, size, reduced.pixels.data(), reduced.width);
  }
  return texture;
}

}  // namespace

void ImageChunks::begin_frame(uint64_t revision) {
  if (revision != revision_) chunks_.clear();
  revision_ = revision;
  ++frame_;
}

const gl::Texture& ImageChunks::get(const ChunkKey& key, const ImagePlacement& placement, FrameStats& stats) {
  for (Chunk& chunk : chunks_) {
    if (chunk.key == key) {
      chunk.frame = frame_;
      return chunk.texture;
    }
  }
  const ViewRect texels{key.x, key.y, std::min(key.x + chunk_texels_.width + kOverlap, placement.x.texels),
                        std::min(key.y + chunk_texels_.height + kOverlap, placement.y.texels)};
  chunks_.push_back({key, upload_chunk(key, texels), frame_});
  ++stats.uploads;
  stats.uploaded_bytes += chunks_.back().texture.bytes();
  return chunks_.back().texture;
}

void ImageChunks::end_frame() {
  size_t resident = resident_bytes();
  if (resident <= budget_bytes_) return;
  std::stable_sort(chunks_.begin(), chunks_.end(),
                   [](const Chunk& a, const Chunk& b) { return a.frame < b.frame; });
  size_t dropped = 0;
  while (dropped < chunks_.size() && resident > budget_bytes_ && chunks_[dropped].frame != frame_) {
    resident -= chunks_[dropped++].texture.bytes();
  }
  chunks_.erase(chunks_.begin(), chunks_.begin() + static_cast<std::ptrdiff_t>(dropped));
}

size_t ImageChunks::resident_bytes() const {
  size_t bytes = 0;
  for (const Chunk& chunk : chunks_)
    bytes += chunk.texture.bytes();
  return bytes;
}

void ImageChunks::forget() {
  for (Chunk& chunk : chunks_)
    chunk.texture.forget();
  chunks_.clear();
}

}  // namespace isotherm
