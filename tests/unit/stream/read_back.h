#pragma once
// Everything that the readers find in a file. Free of GoogleTest, so that the fuzz targets share it.
#include <string>
#include <vector>

#include "stream/reader.h"

namespace isotherm {

struct FlatEvent {
  uint32_t page_view;
  int stream_class;
  Event event;
  friend bool operator==(const FlatEvent&, const FlatEvent&) = default;
};
// In (page view, class, time) order, for comparing what was written with what was read.
std::vector<FlatEvent> in_order(std::vector<FlatEvent> events);
std::vector<FlatEvent> flat(std::span<const EventBlock> blocks);

struct ReadResult {
  Catalog catalog;
  std::vector<EventBlock> blocks;
  std::vector<Screenshot> screenshots;
  std::vector<Warning> warnings;
  std::string failure;  // of open() or of the parser
  bool is_recovered = false;
};
// Through the Reader or in pieces through the parser. Blocks that fail become warnings; a block whose runs do
// not hold its events is a failure.
ReadResult read_all(ByteSpan bytes);
ReadResult parse_all(ByteSpan bytes, size_t piece_bytes);

// Whether `part` is `whole` with some blocks left out.
bool is_subsequence(const std::vector<EventBlock>& part, const std::vector<EventBlock>& whole);

}  // namespace isotherm
