#pragma once
// A file that grows record by record, and is whole up to the last one whatever happens.
#include <string>

#include "stream/writer.h"

namespace isotherm::cli {

// Each write() puts one record at the end. When that fails half-way (full disk), what came of it is cut off
// again, and the file ends with the record before.
class AppendFile : public Sink {
 public:
  // Creates the file, or opens it to write behind what is there. Errors: io; invalid_argument when another
  // program is appending to it.
  static Result<AppendFile> open(const std::string& path);
  ~AppendFile() override;
  AppendFile(AppendFile&& other) noexcept;
  AppendFile& operator=(AppendFile&&) = delete;

  uint64_t size() const { return size_; }
  Status write(ByteSpan bytes) override;
  // Waits until everything is on the disk.
  Status sync();

 private:
  AppendFile(int descriptor, uint64_t size) : descriptor_(descriptor), size_(size) {}
  int descriptor_ = -1;
  uint64_t size_ = 0;
};

}  // namespace isotherm::cli
