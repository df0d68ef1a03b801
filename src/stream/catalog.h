#pragma once
// Who, where and when: the tables that runs point into.
#include <cstdint>
#include <string>
#include <vector>

namespace isotherm {

struct Page {
  std::string url;    // as recorded
  std::string title;  // may be empty
  friend bool operator==(const Page&, const Page&) = default;
};

struct Tag {
  std::string key, value;
  friend bool operator==(const Tag&, const Tag&) = default;
};

struct Session {
  std::string id;  // the recorder's name for it
  std::vector<Tag> tags;
  friend bool operator==(const Session&, const Session&) = default;
};

// One visit of one page in one session. Sizes are CSS px; 0 = not recorded.
struct PageView {
  uint32_t session = 0;  // index into Catalog::sessions
  uint32_t page = 0;     // index into Catalog::pages
  int64_t start_ms = 0;  // Unix epoch, ms
  uint32_t duration_ms = 0;
  uint32_t viewport_width = 0, viewport_height = 0;  // at its start; changes are events of class viewport
  uint32_t document_width = 0, document_height = 0;
  uint32_t device_pixel_ratio_x1000 = 0;
  friend bool operator==(const PageView&, const PageView&) = default;
};

struct Catalog {
  std::vector<Page> pages;
  std::vector<Session> sessions;
  std::vector<PageView> page_views;
  friend bool operator==(const Catalog&, const Catalog&) = default;
};

}  // namespace isotherm
