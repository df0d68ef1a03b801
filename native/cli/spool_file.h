#pragma once
// A writer's spool as a file without a name, which the system removes with the program.
#include <cstdio>
#include <string>

#include "stream/spool.h"

namespace isotherm::cli {

// Lies in the folder of the output, where there must be room anyway; made when first used.
class SpoolFile : public Spool {
 public:
  explicit SpoolFile(std::string output_path) : output_path_(std::move(output_path)) {}
  ~SpoolFile() override;
  SpoolFile(const SpoolFile&) = delete;
  SpoolFile& operator=(const SpoolFile&) = delete;

  Status append(ByteSpan bytes) override;
  Status read(uint64_t offset, std::span<uint8_t> out) override;

 private:
  Status open();

  std::string output_path_;
  std::FILE* file_ = nullptr;
};

}  // namespace isotherm::cli
