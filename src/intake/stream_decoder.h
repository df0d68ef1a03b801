#pragma once
#include "intake/delivery.h"

namespace isotherm {

// A file in order, from pieces of any size, as a download gives them.
class StreamDecoder {
 public:
  void push(ByteSpan piece);
  void finish();  // no more pieces come
  // The next delivery; nullopt = more pieces are needed, or Completed or an Error has been handed over. Each
  // time that all pieces are used up a LoadProgress comes first.
  std::optional<Delivery> next();

 private:
  std::optional<Delivery> take(StreamItem&& item);
  Delivery end();

  StreamParser parser_;
  LoadProgress progress_;
  bool is_finished_ = false, is_over_ = false, has_told_progress_ = true;
};

}  // namespace isotherm
