#pragma once
// Writing .ist files (docs/format.md).
#include <memory>

#include "base/bytes.h"
#include "stream/attachment.h"
#include "stream/catalog.h"
#include "stream/event.h"
#include "stream/spool.h"

namespace isotherm {

// Where bytes go. write() appends; an error ends the writing.
class Sink {
 public:
  virtual ~Sink() = default;
  virtual Status write(ByteSpan bytes) = 0;
};

class MemorySink : public Sink {
 public:
  Status write(ByteSpan bytes) override {
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    return success();
  }
  const Bytes& bytes() const { return bytes_; }
  Bytes take() { return std::move(bytes_); }

 private:
  Bytes bytes_;
};

// Values of WriterOptions::zstd_level with a purpose: events that are written while they happen, files, and
// files that are kept for long and not in a hurry. All are read at about the same speed.
inline constexpr int kLiveLevel = 3, kDefaultLevel = 9, kArchiveLevel = 19;

struct WriterOptions {
  // 1 .. limits::kMaxEventsPerBlock. Blocks hold about so many: at most half more, and no small rest.
  uint32_t events_per_block = 16'384;
  int zstd_level = kDefaultLevel;    // 1 .. 19
  std::string metadata_json = "{}";  // for the file header; at most limits::kMaxMetadataBytes
  // With a spool, which must outlive the writer, no more than max_events_held are held: the others wait
  // there, encoded. Files with fewer events are the same with and without; in others the blocks of a page
  // follow each other as their events came, so bring those of a page view in time order.
  Spool* spool = nullptr;
  uint32_t max_events_held = 1u << 20;  // at least 1

  Status validate() const;
};

// Collects a recording and writes it whole on finish(): events grouped by class, then by page (pages with
// many events in blocks of their own, small ones together), then by viewport width, then in page-view order.
// Holds about 20 bytes per event until then, or spools them. Caller's mistakes (unknown ids) assert; values
// outside limits.h (coordinates, times, text lengths, table sizes) are errors of the call that brings them
// and change nothing.
class Writer {
 public:
  Writer(Sink& sink, WriterOptions options);
  ~Writer();
  Writer(Writer&&) noexcept;

  // Pages are unique by URL: the same URL gives the same id (the first title that is not empty is kept).
  Result<uint32_t> add_page(const Page& page);
  // Always a page of its own.
  Result<uint32_t> add_distinct_page(const Page& page);
  Result<uint32_t> add_session(const Session& session);
  Result<uint32_t> add_page_view(const PageView& page_view);
  // Any order; finish() sorts each page view's events by time, stable. Extends the page view's duration to
  // cover t_ms.
  Status add_event(uint32_t page_view, const Event& event);
  // The bytes are embedded as they are; format and image size are probed from them.
  // css_height 0 = from the image's aspect ratio.
  Status add_screenshot(uint32_t page, uint32_t css_width, uint32_t css_height, Bytes encoded);
  // Sets what is learned late (document size, duration); the id must exist. Page, start and viewport width
  // stay as they are once there are events.
  PageView& page_view(uint32_t id);

  uint64_t event_count() const;
  // Writes everything. The writer is spent afterwards.
  Status finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace isotherm
