#include "unit/stream/corpus.h"

#include <cstdio>

namespace isotherm {

namespace {

class Lines {
 public:
  Lines& operator<<(const std::string& cell) {
    text_ += (at_start_ ? "" : ",") + cell;
    at_start_ = false;
    return *this;
  }
  template <typename Number>
  requires std::is_integral_v<Number> Lines& operator<<(Number value) {
    return *this << std::to_string(value);
  }
  void end() {
    text_ += '\n';
    at_start_ = true;
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
  bool at_start_ = true;
};

void describe_catalog(Lines& lines, const Catalog& catalog) {
  for (const Page& page : catalog.pages)
    (lines << "page" << page.url << page.title).end();
  for (const Session& session : catalog.sessions) {
    lines << "session" << session.id;
    for (const Tag& tag : session.tags)
      lines << tag.key + "=" + tag.value;
    lines.end();
  }
  for (const PageView& view : catalog.page_views) {
    lines << "page_view" << view.session << view.page << view.start_ms << view.duration_ms
          << view.viewport_width << view.viewport_height << view.document_width << view.document_height
          << view.device_pixel_ratio_x1000;
    lines.end();
  }
}

void describe_block(Lines& lines, const EventBlock& block) {
  (lines << "block" << std::string(to_string(block.stream_class)) << block.size()).end();
  size_t index = 0;
  for (const Run& run : block.runs) {
    for (uint32_t count = 0; count < run.count; ++count, ++index) {
      const Event event = block.event(index);
      lines << "event" << run.page_view << std::string(to_string(kind_of(event.tag))) << (event.tag >> 5)
            << event.t_ms << event.x << event.y << event.target;
      lines.end();
    }
  }
}

}  // namespace

std::string describe(const ReadResult& read) {
  Lines lines;
  describe_catalog(lines, read.catalog);
  for (const EventBlock& block : read.blocks)
    describe_block(lines, block);
  for (const Screenshot& shot : read.screenshots) {
    const ScreenshotInfo& info = shot.info;
    lines << "screenshot" << info.page << info.css_width << info.css_height << info.tile_x << info.tile_y
          << static_cast<int>(info.format) << info.image_width << info.image_height << info.encoded_bytes
          << info.checksum;
    lines.end();
  }
  return lines.take();
}

std::optional<Bytes> load(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return std::nullopt;
  Bytes bytes;
  uint8_t buffer[4096];
  for (size_t count; (count = std::fread(buffer, 1, sizeof(buffer), file)) != 0;) {
    bytes.insert(bytes.end(), buffer, buffer + count);
  }
  std::fclose(file);
  return bytes;
}

std::string corpus_path(const std::string& file) {
  return std::string(ISOTHERM_TESTS_DIR) + "/data/" + file;
}

}  // namespace isotherm
