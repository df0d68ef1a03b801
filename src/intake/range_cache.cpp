#include "intake/range_cache.h"

#include <algorithm>

namespace isotherm {

uint64_t RangeCache::held_until(uint64_t offset) const {
  for (auto next = extents_.upper_bound(offset); next != extents_.begin();) {
    const auto& [begin, bytes] = *std::prev(next);
    if (offset >= begin + bytes.size()) return offset;
    offset = begin + bytes.size();
    if (next == extents_.end() || next->first != offset) return offset;
    ++next;
  }
  return offset;
}

bool RangeCache::holds(ByteRange range) const {
  return range.size == 0 || held_until(range.offset) >= range.end();
}

Status RangeCache::read(uint64_t offset, std::span<uint8_t> out) {
  if (offset > size_ || out.size() > size_ - offset)
    return make_error(ErrorCode::io, "read behind the end", offset);
  if (!holds({offset, out.size()})) {
    const uint64_t begin = offset / kPageBytes * kPageBytes;
    const uint64_t end = std::min(size_, (offset + out.size() + kPageBytes - 1) / kPageBytes * kPageBytes);
    missing_.push_back({begin, end - begin});
    return make_error(ErrorCode::io, "these bytes have not been fetched yet", offset);
  }
  while (!out.empty()) {
    const auto& [begin, bytes] = *std::prev(extents_.upper_bound(offset));
    const auto skipped = static_cast<size_t>(offset - begin);
    const size_t count = std::min(out.size(), bytes.size() - skipped);
    std::copy_n(bytes.begin() + static_cast<ptrdiff_t>(skipped), count, out.begin());
    out = out.subspan(count);
    offset += count;
  }
  return success();
}

void RangeCache::will_read(std::span<const ByteRange> ranges) {
  for (const ByteRange& range : ranges) {
    if (range.size != 0 && range.offset < size_ && !holds(range))
      missing_.push_back({range.offset, std::min(range.size, size_ - range.offset)});
  }
}

std::vector<ByteRange> RangeCache::take_missing() {
  std::sort(missing_.begin(), missing_.end(),
            [](const ByteRange& a, const ByteRange& b) { return a.offset < b.offset; });
  std::vector<ByteRange> joined;
  for (ByteRange range : missing_) {
    const uint64_t end = range.end();
    range.offset = std::min(held_until(range.offset), end);
    if (range.offset == end) continue;
    range.size = end - range.offset;
    if (!joined.empty() && range.offset <= joined.back().end() + kMaxGapBytes) {
      joined.back().size = std::max(joined.back().end(), end) - joined.back().offset;
    } else {
      joined.push_back(range);
    }
  }
  missing_.clear();
  std::vector<ByteRange> fetches;
  for (const ByteRange& range : joined) {
    for (uint64_t at = range.offset; at < range.end(); at += kMaxFetchBytes)
      fetches.push_back({at, std::min(kMaxFetchBytes, range.end() - at)});
  }
  return fetches;
}

void RangeCache::supply(uint64_t offset, Bytes bytes) {
  if (offset >= size_) return;
  bytes.resize(static_cast<size_t>(std::min<uint64_t>(bytes.size(), size_ - offset)));
  const uint64_t end = offset + bytes.size();
  // Only the parts between what is here are new.
  for (uint64_t at = held_until(offset); at < end; at = held_until(at)) {
    const auto next = extents_.lower_bound(at);
    const uint64_t part_end = next == extents_.end() ? end : std::min(end, next->first);
    const auto begin = bytes.begin() + static_cast<ptrdiff_t>(at - offset);
    if (at == offset && part_end == end) {
      extents_.emplace(offset, std::move(bytes));
      return;
    }
    extents_.emplace(at, Bytes(begin, begin + static_cast<ptrdiff_t>(part_end - at)));
  }
}

void RangeCache::keep_only(std::span<const ByteRange> ranges) {
  std::vector<uint64_t> kept;  // offsets of extents, ascending
  for (const ByteRange& range : ranges) {
    auto extent = extents_.upper_bound(range.offset);
    if (extent != extents_.begin()) --extent;
    for (; extent != extents_.end() && extent->first < range.end(); ++extent) {
      if (extent->first + extent->second.size() > range.offset) kept.push_back(extent->first);
    }
  }
  std::sort(kept.begin(), kept.end());
  std::erase_if(extents_, [&](const auto& extent) {
    return !std::binary_search(kept.begin(), kept.end(), extent.first);
  });
}

uint64_t RangeCache::held_bytes() const {
  uint64_t sum = 0;
  for (const auto& [begin, bytes] : extents_)
    sum += bytes.size();
  return sum;
}

}  // namespace isotherm
