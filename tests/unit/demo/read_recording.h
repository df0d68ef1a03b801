#pragma once
// A finished recording, read back whole, for the tests of the demo.
#include <gtest/gtest.h>

#include <vector>

#include "stream/reader.h"

namespace isotherm {

struct DemoEvent {
  uint32_t page_view = 0;
  Event event;
  EventKind kind() const { return kind_of(event.tag); }
  double x_px() const { return px_from_units(event.x); }
  double y_px() const { return px_from_units(event.y); }
};

struct ReadRecording {
  Catalog catalog;
  std::vector<ScreenshotInfo> screenshots;
  std::vector<DemoEvent> events;  // by page view; within one by time, scrolls before pointers
};

ReadRecording read_recording(const Bytes& file);

// The demo without pictures, made once.
const Bytes& demo_file();
const ReadRecording& demo();

// The index of the page with this URL; fails the test if there is none.
uint32_t page_index(const Catalog& catalog, std::string_view url);

// Order-independent of the container: a checksum of what the events say.
uint64_t checksum(const ReadRecording& recording);

}  // namespace isotherm
