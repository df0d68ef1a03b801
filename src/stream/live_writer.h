#pragma once
// Writing while it happens: whole blocks go out early, so that whoever is killed loses little.
#include <array>

#include "stream/event_store.h"
#include "stream/segment_writer.h"

namespace isotherm {

struct LiveWriterOptions {
  uint32_t events_per_block = 4'096;  // 1 .. limits::kMaxEventsPerBlock
  int zstd_level = kLiveLevel;        // 1 .. 19
  std::string metadata_json = "{}";

  Status validate() const;
};

// One segment, written record by record; each write() of the sink is one whole record. Rows are written in a
// catalog before the first block that needs them. Until finish() the file has no index: readers walk it then.
// Caller's mistakes (unknown ids) assert; values outside limits.h are errors that change nothing; an error of
// the sink ends the writing.
class LiveWriter {
 public:
  LiveWriter(Sink& sink, LiveWriterOptions options);

  // Writes the FILE HEADER; first of all calls.
  Status begin();
  Result<uint32_t> add_page(const Page& page);  // every call is a new page
  Result<uint32_t> add_session(const Session& session);
  // A duration that is not known yet is 0: it then grows with the events until the row is written. Readers
  // take the time of the last event where that is later.
  Result<uint32_t> add_page_view(const PageView& page_view);
  // Writes a block when the events of a class fill one.
  Status add_event(uint32_t page_view, const Event& event);

  CatalogCounts rows() const { return counts_of(catalog_); }
  uint64_t events_written() const { return events_written_; }
  uint64_t events_waiting() const;  // in memory: lost if the program ends now
  bool has_waiting() const { return events_waiting() != 0 || !(written_ == counts_of(catalog_)); }
  uint64_t bytes_written() const { return segment_.bytes_written(); }

  // Writes everything that waits.
  Status flush();
  // The same, then index and seek table.
  Status finish();

 private:
  static constexpr size_t kClasses = 5;
  Status write_rows();
  Status write_class(size_t index);

  LiveWriterOptions options_;
  SegmentWriter segment_;
  Catalog catalog_;
  CatalogCounts written_;
  std::array<EventStore, kClasses> stores_;
  uint64_t events_written_ = 0;
};

}  // namespace isotherm
