#pragma once
// A source whose bytes are somewhere else: what is read and not here is noted, for somebody to fetch.
#include <map>
#include <vector>

#include "stream/reader.h"

namespace isotherm {

class RangeCache : public Source {
 public:
  // Small reads of what is not here become a fetch of whole pages.
  static constexpr uint64_t kPageBytes = 16u << 10;
  // Ranges that lie closer together are fetched as one: the bytes between cost less than a request.
  static constexpr uint64_t kMaxGapBytes = 8u << 10;
  // Longer ones are fetched in parts, so that the first can be decoded while the next comes.
  static constexpr uint64_t kMaxFetchBytes = 2u << 20;

  explicit RangeCache(uint64_t size) : size_(size) {}

  uint64_t size() const override { return size_; }
  // Fails with `io` and notes the range when it is not here.
  Status read(uint64_t offset, std::span<uint8_t> out) override;
  void will_read(std::span<const ByteRange> ranges) override;
  bool holds(ByteRange range) const override;

  // What has to be fetched, in order, without what is here; forgets that it was noted.
  std::vector<ByteRange> take_missing();
  bool has_missing() const { return !missing_.empty(); }
  // Bytes that have been fetched. What lies outside the file or is here already is ignored.
  void supply(uint64_t offset, Bytes bytes);
  // Frees what was fetched and is not (by pieces, as they were fetched) needed for one of these ranges.
  void keep_only(std::span<const ByteRange> ranges);
  uint64_t held_bytes() const;

 private:
  // Where the bytes that are here from `offset` on end; `offset` itself when it is not here.
  uint64_t held_until(uint64_t offset) const;

  uint64_t size_;
  std::map<uint64_t, Bytes> extents_;  // by offset; they do not overlap
  std::vector<ByteRange> missing_;
};

}  // namespace isotherm
