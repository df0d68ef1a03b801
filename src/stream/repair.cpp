#include "stream/repair.h"

#include <optional>

#include "stream/segment_writer.h"

namespace isotherm {

namespace {

class Copy : public WholeRecords {
 public:
  explicit Copy(Sink& sink) : sink_(sink) {}
  Status take_file_header(ByteSpan record) override {
    segment_.emplace(sink_, kIndexLevel);
    return segment_->copy_file_header(record);
  }
  Status take_catalog(ByteSpan body) override { return segment_->copy_catalog(body); }
  Status take_block(const BlockHeader& header, ByteSpan header_body, ByteSpan payload) override {
    return segment_->copy_block(header, header_body, payload);
  }
  Status take_attachment(ByteSpan header_body, ByteSpan attached) override {
    return segment_->copy_attachment(header_body, attached);
  }
  Status take_unknown(ByteSpan frame, uint64_t raw_bytes) override {
    return segment_->copy_frame(frame, raw_bytes);
  }
  Status end_segment() override { return segment_->write_end(); }

 private:
  static constexpr int kIndexLevel = 9;
  Sink& sink_;
  std::optional<SegmentWriter> segment_;
};

}  // namespace

Result<AuditReport> repair(Source& source, Sink& sink) {
  Copy copy(sink);
  ISOTHERM_ASSIGN(AuditReport report, audit(source, LostHeaders::assume, &copy));
  if (report.segments == 0) {
    return make_error(ErrorCode::damaged, "not an Isotherm file: no record of one was found in it");
  }
  return report;
}

}  // namespace isotherm
