#pragma once
// The zstd frames of a recording's blocks, found by walking the file; skippable frames are passed over.
#define ZSTD_STATIC_LINKING_ONLY
#include <zstd.h>

#include <cstdlib>
#include <vector>

#include "base/bytes.h"

namespace isotherm::bench {

inline std::vector<ByteSpan> block_frames(ByteSpan file) {
  std::vector<ByteSpan> frames;
  for (size_t at = 0; at + 8 <= file.size();) {
    const size_t size = ZSTD_findFrameCompressedSize(file.data() + at, file.size() - at);
    if (ZSTD_isError(size)) break;
    if (!ZSTD_isSkippableFrame(file.data() + at, file.size() - at)) frames.push_back(file.subspan(at, size));
    at += size;
  }
  return frames;
}

// What is in them.
inline std::vector<Bytes> raw_groups(ByteSpan file) {
  std::vector<Bytes> groups;
  for (const ByteSpan frame : block_frames(file)) {
    Bytes raw(static_cast<size_t>(ZSTD_getFrameContentSize(frame.data(), frame.size())));
    const size_t written = ZSTD_decompress(raw.data(), raw.size(), frame.data(), frame.size());
    if (ZSTD_isError(written)) std::abort();
    groups.push_back(std::move(raw));
  }
  return groups;
}

}  // namespace isotherm::bench
