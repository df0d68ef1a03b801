#pragma once
// Reading .ist files (docs/format.md): at random through a Source, or in pieces as they arrive.
#include <memory>
#include <optional>
#include <variant>

#include "base/bytes.h"
#include "stream/attachment.h"
#include "stream/catalog.h"
#include "stream/event.h"

namespace isotherm {

struct ByteRange {
  uint64_t offset = 0, size = 0;
  uint64_t end() const { return offset + size; }
  friend bool operator==(const ByteRange&, const ByteRange&) = default;
};

// Where bytes come from: memory, a file, a network. One virtual interface, so that all look the same.
class Source {
 public:
  virtual ~Source() = default;
  virtual uint64_t size() const = 0;
  // The bytes themselves where they lie in memory, valid as long as the source; none where they must be read.
  virtual ByteSpan borrow(uint64_t /*offset*/, uint64_t /*size*/) const { return {}; }
  // Fills all of `out` from `offset`, or fails; offset + out.size() <= size() is the caller's duty.
  virtual Status read(uint64_t offset, std::span<uint8_t> out) = 0;
  // What will be read next, for sources that have to fetch it.
  virtual void will_read(std::span<const ByteRange> /*ranges*/) {}
  // Whether a read would be answered now, rather than fail until the bytes have been fetched.
  virtual bool holds(ByteRange /*range*/) const { return true; }
};

// Borrows the bytes.
class MemorySource : public Source {
 public:
  explicit MemorySource(ByteSpan bytes) : bytes_(bytes) {}
  uint64_t size() const override { return bytes_.size(); }
  ByteSpan borrow(uint64_t offset, uint64_t size) const override;
  Status read(uint64_t offset, std::span<uint8_t> out) override;

 private:
  ByteSpan bytes_;
};

// What a block header says, with all indices counted over the whole file (concatenated segments included).
struct BlockInfo {
  StreamClass stream_class = StreamClass::moves;
  uint32_t segment = 0;  // which part of a concatenated file
  uint32_t event_count = 0, run_count = 0;
  uint32_t page_min = 0, page_max = 0;  // Catalog::pages indices
  uint32_t page_view_min = 0, page_view_max = 0;
  uint32_t viewport_width_min = 0, viewport_width_max = 0;  // CSS px; 0 = not recorded
  int64_t time_min_ms = 0, time_max_ms = 0;                 // Unix epoch
  int32_t x_min = 0, y_min = 0, x_max = 0, y_max = 0;       // inclusive, units of 1/16 px
  uint64_t offset = 0;                                      // of its header frame in the file
  uint64_t stored_bytes = 0;                                // header and payload frames
};

// Damage that does not stop the reading: what, where, and what is lost.
struct Warning {
  Error error;
  uint64_t events_lost = 0;  // as far as the headers tell
};

struct ReaderOptions {
  bool walks_frames = true;  // false: a file without a usable index is an error
};

// Random access. open() reads the seek table, the index and the catalogs; without a usable index it walks the
// frames (recovered() is true then). The Source is borrowed and must outlive the reader.
class Reader {
 public:
  static Result<Reader> open(Source& source, const ReaderOptions& options = {});
  ~Reader();
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;

  const Catalog& catalog() const;
  std::span<const BlockInfo> blocks() const;
  std::span<const ScreenshotInfo> screenshots() const;
  const std::string& metadata_json() const;   // of the first segment
  bool recovered() const;                     // the index was missing or unusable
  std::span<const Warning> warnings() const;  // found while opening
  uint64_t event_count() const;
  uint64_t size_bytes() const;
  uint64_t attachment_bytes() const;  // bytes of the file that are attachments with their headers

  // Reads and decodes one block; runs are in file-wide page-view indices.
  Result<EventBlock> read_block(size_t index) const;
  // The same into a block whose memory is used again; it holds nothing useful after an error.
  Status read_block(size_t index, EventBlock& block) const;
  Result<Bytes> read_screenshot(size_t index) const;
  // What these two read.
  ByteRange block_range(size_t index) const;
  ByteRange screenshot_range(size_t index) const;

 private:
  Reader();
  struct State;
  std::unique_ptr<State> state_;
};

// Items of a file in order, from pieces of any size.
struct CatalogItem {
  Catalog added;
};  // rows to append to the tables read so far; indices are file-wide
struct BlockItem {
  BlockInfo info;
  EventBlock block;
};
struct ScreenshotItem {
  Screenshot screenshot;
};
struct EndItem {};  // a seek table: the segment is complete
using StreamItem = std::variant<CatalogItem, BlockItem, ScreenshotItem, Warning, EndItem>;

// Feed bytes as they come, take items as they complete. Buffers at most one incomplete record.
class StreamParser {
 public:
  StreamParser();
  ~StreamParser();
  StreamParser(StreamParser&&) noexcept;
  StreamParser& operator=(StreamParser&&) noexcept;

  void push(ByteSpan piece);
  // The next complete item; nullopt = needs more bytes. An error is final: not an Isotherm file, a newer
  // major version, or bytes that are no frame: telling the next record from bytes that look like one takes
  // what comes behind it, up to the end of what it claims, which pieces do not have. Who has the whole file
  // reads it with the Reader, which goes on there. A damaged block gives a Warning item and parsing goes on
  // behind it.
  Result<std::optional<StreamItem>> next();
  // After the last push: an error if the bytes end inside a record or before any segment is complete.
  Status finish() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace isotherm
