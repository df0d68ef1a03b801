#include <algorithm>
#include <iterator>

#include "stream/seek_table.h"
#include "stream/segment.h"

namespace isotherm {

namespace {

// Where the walk begins when the index of the segment that ends at `end` is unusable: at the segment's start,
// if the seek table leads to a file header, else at the file's.
uint64_t walk_begin(Source& source, uint64_t end) {
  const auto table = read_seek_table(source, end);
  if (!table.ok()) return 0;
  const uint64_t start = table->table_offset - table->frames_bytes;
  return read_file_header(source, start, end).ok() ? start : 0;
}

Error unusable_index(const Error& error) {
  return make_error(error.code, "index is unusable, the frames were walked instead: " + error.message,
                    error.offset);
}

}  // namespace

// From the last segment to the first.
Result<FoundSegments> find_segments(Source& source, LostHeaders lost_headers, bool walks) {
  const auto first = read_file_header(source, 0, source.size());
  if (!first.ok() &&
      (lost_headers == LostHeaders::leave_out || first.error().code == ErrorCode::unsupported)) {
    return first.error();
  }
  FoundSegments found;
  for (uint64_t end = source.size(); end != 0;) {
    auto layout = read_indexed_segment(source, end);
    if (layout.ok()) {
      end = layout->start;
      found.segments.push_back(std::move(*layout));
      continue;
    }
    if (!walks) return layout.error();
    found.is_recovered = true;
    found.warnings.push_back({unusable_index(layout.error()), 0});
    const uint64_t begin = walk_begin(source, end);
    Walk walk = walk_frames(source, begin, end, lost_headers);
    std::move(walk.warnings.begin(), walk.warnings.end(), std::back_inserter(found.warnings));
    std::move(walk.segments.rbegin(), walk.segments.rend(), std::back_inserter(found.segments));
    end = begin;
  }
  std::reverse(found.segments.begin(), found.segments.end());
  return found;
}

}  // namespace isotherm
