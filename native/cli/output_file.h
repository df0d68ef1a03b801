#pragma once
// Output that appears whole or not at all: written beside its target and renamed when complete.
#include <cstdio>
#include <span>
#include <string>

#include "stream/writer.h"

namespace isotherm::cli {

// A target that is no regular file (/dev/stdout, a pipe) is written directly; "-" is stdout.
class OutputFile : public Sink {
 public:
  // Errors: invalid_argument if the target is one of `inputs`; io.
  static Result<OutputFile> create(const std::string& target, std::span<const std::string> inputs);
  // Without commit() the half-written file is removed and the target stays as it was.
  ~OutputFile() override;
  OutputFile(OutputFile&& other) noexcept;
  OutputFile& operator=(OutputFile&&) = delete;

  Status write(ByteSpan bytes) override;
  // Everything is on the disk and in its place after success.
  Status commit();

 private:
  OutputFile() = default;
  void discard();

  std::FILE* file_ = nullptr;
  std::string target_, temporary_;  // temporary_ is empty when the target is written directly
};

}  // namespace isotherm::cli
