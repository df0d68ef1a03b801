#pragma once
// A recording on its way in: bytes in pieces, rows and blocks out.
#include <optional>
#include <string>
#include <vector>

#include "model/recording.h"
#include "stream/reader.h"

namespace isotherm {

// What has been decoded and not yet joined to the recording on screen.
struct DecodedRows {
  Catalog catalog;
  std::vector<EventBlock> blocks;
  std::vector<Screenshot> screenshots;

  bool empty() const {
    return catalog.pages.empty() && catalog.page_views.empty() && blocks.empty() && screenshots.empty();
  }
};

class Loader {
 public:
  enum class Step { decoded, needs_bytes, complete };

  explicit Loader(std::string name) : name_(std::move(name)) {}

  void push(ByteSpan piece);
  void finish();  // no more pieces come
  // Decodes the next item. An error is final.
  Result<Step> step();
  // False when the last step() needed bytes and none came since.
  bool can_step() const { return can_step_; }
  DecodedRows& rows() { return rows_; }
  const DecodedRows& rows() const { return rows_; }
  // Damage found since the last call.
  std::vector<Warning> take_warnings();
  const std::string& name() const { return name_; }
  uint64_t decoded_bytes() const { return decoded_bytes_; }

 private:
  void take(StreamItem&& item);

  std::string name_;
  StreamParser parser_;
  DecodedRows rows_;
  std::vector<Warning> warnings_;
  uint64_t decoded_bytes_ = 0;
  bool can_step_ = false, is_finished_ = false;
};

// Appends the rows and leaves `rows` empty. Does not touch the revision.
void append(Recording& recording, DecodedRows& rows);

}  // namespace isotherm
