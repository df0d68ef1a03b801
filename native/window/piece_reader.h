#pragma once
// What is no regular file (a pipe, a device), read in order by somebody who may have to stop at any time.
#include <functional>
#include <string>

#include "base/bytes.h"
#include "base/result.h"

namespace isotherm {

class PieceReader {
 public:
  static Result<PieceReader> open(const std::string& path);
  ~PieceReader();
  PieceReader(PieceReader&& other) noexcept;
  PieceReader& operator=(PieceReader&&) = delete;

  // The next bytes; empty = the end, or `should_stop` answered true while nothing came.
  Result<ByteSpan> next(const std::function<bool()>& should_stop);

 private:
  explicit PieceReader(int descriptor);
  int descriptor_ = -1;
  Bytes piece_;
};

}  // namespace isotherm
