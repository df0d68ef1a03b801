#pragma once
// Reads every record of a file and judges it: what `verify` reports and `repair` keeps.
#include <set>

#include "stream/block_header.h"
#include "stream/catalog_codec.h"
#include "stream/segment.h"

namespace isotherm {

// Takes what is whole, segment by segment, in file order. Errors end the audit.
class WholeRecords {
 public:
  virtual ~WholeRecords() = default;
  virtual Status take_file_header(ByteSpan record) = 0;
  virtual Status take_catalog(ByteSpan body) = 0;
  virtual Status take_block(const BlockHeader& header, ByteSpan header_body, ByteSpan payload) = 0;
  virtual Status take_attachment(ByteSpan header_body, ByteSpan attached) = 0;
  // Of a newer minor version; raw_bytes is its content's size.
  virtual Status take_unknown(ByteSpan frame, uint64_t raw_bytes) = 0;
  virtual Status end_segment() = 0;
};

struct AuditReport {
  uint64_t size_bytes = 0;
  std::vector<Warning> findings;  // every damage; in an intact file none
  // What is whole
  uint32_t segments = 0, indexed_segments = 0;
  CatalogCounts rows;
  uint64_t catalogs = 0, blocks = 0, events = 0, screenshots = 0, unknown_frames = 0;
  // What is not, as far as the headers that are left tell
  uint64_t lost_catalogs = 0, lost_blocks = 0, lost_events = 0, lost_screenshots = 0;
  uint64_t affected_sessions = 0;  // at most so many sessions miss events
  bool is_clean() const { return findings.empty(); }
};

// Compares every checksum and every rule of docs/format.md: records, columns, index, seek table. Errors: not
// an Isotherm file, a newer major version, reading fails, or `taker` does. With LostHeaders::assume, records
// without a usable FILE HEADER count too. `taker` may be null.
Result<AuditReport> audit(Source& source, LostHeaders lost_headers, WholeRecords* taker);

}  // namespace isotherm
