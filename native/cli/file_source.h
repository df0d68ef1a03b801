#pragma once
// A file as a Source: only the ranges that are asked for are read.
#include <string>

#include "stream/reader.h"

namespace isotherm::cli {

class FileSource : public Source {
 public:
  // Errors: io; unsupported for what has no size (a pipe).
  static Result<FileSource> open(const std::string& path);
  ~FileSource() override;
  FileSource(FileSource&& other) noexcept;
  FileSource& operator=(FileSource&&) = delete;

  uint64_t size() const override { return size_; }
  Status read(uint64_t offset, std::span<uint8_t> out) override;

 private:
  FileSource(int descriptor, uint64_t size) : descriptor_(descriptor), size_(size) {}
  int descriptor_ = -1;
  uint64_t size_ = 0;
};

}  // namespace isotherm::cli
