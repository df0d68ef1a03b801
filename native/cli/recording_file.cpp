#include "cli/recording_file.h"

#include "cli/message.h"

namespace isotherm::cli {

Result<std::unique_ptr<RecordingFile>> RecordingFile::open(const std::string& path) {
  ISOTHERM_ASSIGN(FileSource source, FileSource::open(path));
  std::unique_ptr<RecordingFile> file(new RecordingFile(path, std::move(source)));
  ISOTHERM_ASSIGN(Reader reader, Reader::open(file->source_));
  file->reader_.emplace(std::move(reader));
  for (const Warning& warning : file->reader_->warnings())
    file->warn(warning.error.to_string());
  if (file->reader_->recovered() && file->warnings_.empty())
    file->warn("the index is missing or damaged; the file was read from its blocks");
  return file;
}

void RecordingFile::read_blocks(const std::function<bool(const BlockInfo&)>& wants,
                                const std::function<void(EventBlock)>& take) {
  Progress progress("reading");
  const auto blocks = reader_->blocks();
  for (size_t i = 0; i < blocks.size(); ++i) {
    if (!wants(blocks[i])) continue;
    Result<EventBlock> block = reader_->read_block(i);
    if (block) {
      take(std::move(block).value());
    } else {
      warn("block " + std::to_string(i) + " (" + std::string(to_string(blocks[i].stream_class)) + ", " +
           std::to_string(blocks[i].event_count) + " events) is left out: " + block.error().to_string());
    }
    progress.update(i + 1, blocks.size());
  }
}

void RecordingFile::warn(const std::string& text) {
  warnings_.push_back(text);
  say(path_ + ": " + text);
}

std::vector<std::string> RecordingFile::urls() const {
  std::vector<std::string> urls;
  for (const Page& page : reader_->catalog().pages)
    urls.push_back(page.url);
  return urls;
}

}  // namespace isotherm::cli
