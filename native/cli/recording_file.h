#pragma once
// A recording on disk: opened, and read as far as a command needs it.
#include <functional>
#include <string>

#include "cli/file_source.h"
#include "model/recording.h"
#include "stream/reader.h"

namespace isotherm::cli {

class RecordingFile {
 public:
  static Result<std::unique_ptr<RecordingFile>> open(const std::string& path);

  const Reader& reader() const { return *reader_; }
  // Reads the blocks that `wants` names. A damaged block is said on stderr, counted in warnings(), and left
  // out.
  void read_blocks(const std::function<bool(const BlockInfo&)>& wants,
                   const std::function<void(EventBlock)>& take);
  // Damage met so far, while opening and since; all of it has been said on stderr.
  uint64_t warnings() const { return warnings_.size(); }
  const std::vector<std::string>& warning_texts() const { return warnings_; }
  void warn(const std::string& text);
  std::vector<std::string> urls() const;

 private:
  RecordingFile(std::string path, FileSource source) : path_(std::move(path)), source_(std::move(source)) {}
  std::string path_;
  FileSource source_;
  std::optional<Reader> reader_;  // borrows source_
  std::vector<std::string> warnings_;
};

}  // namespace isotherm::cli
