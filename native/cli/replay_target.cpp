#include "cli/replay_target.h"

#include <cmath>
#include <cstdio>
#include <optional>

#include "base/apng.h"
#include "cli/output_file.h"

namespace isotherm::cli {
namespace {

Status write_whole(const std::string& path, const std::string& input, ByteSpan bytes) {
  ISOTHERM_ASSIGN(OutputFile file, OutputFile::create(path, {&input, 1}));
  ISOTHERM_TRY(file.write(bytes));
  return file.commit();
}

class Pictures : public ReplayTarget {
 public:
  explicit Pictures(ReplayTargetOptions options) : options_(std::move(options)) {}
  Status add(const Image& frame) override {
    ISOTHERM_ASSIGN(const Bytes png, encode_png(frame, options_.texts));
    const auto name = options_.format == ReplayFormat::sequence ? numbered(options_.output, number_++)
                                                                : std::optional(options_.output);
    return write_whole(name.value_or(options_.output), options_.input, png);
  }
  Status finish() override { return success(); }

 private:
  ReplayTargetOptions options_;
  uint32_t number_ = 0;
};

class Animation : public ReplayTarget {
 public:
  Animation(const ReplayTargetOptions& options, OutputFile file)
      : writer_(options.size, options.frames), fps_(options.fps), file_(std::move(file)) {}
  Status begin(std::span<const PngText> texts) { return file_.write(writer_.begin(texts)); }
  Status add(const Image& frame) override {
    // Delays are whole ms: their sum keeps up with the true time.
    const auto end_ms = static_cast<int64_t>(std::llround((number_ + 1) * 1000.0 / fps_));
    const auto delay_ms = static_cast<uint32_t>(end_ms - shown_ms_);
    shown_ms_ = end_ms;
    ++number_;
    ISOTHERM_ASSIGN(const Bytes bytes, writer_.add(frame, delay_ms));
    return file_.write(bytes);
  }
  Status finish() override {
    ISOTHERM_ASSIGN(const Bytes bytes, writer_.end());
    ISOTHERM_TRY(file_.write(bytes));
    return file_.commit();
  }

 private:
  ApngWriter writer_;
  double fps_;
  OutputFile file_;
  uint32_t number_ = 0;
  int64_t shown_ms_ = 0;
};

// Begin and end of the one %d or %0Nd.
std::optional<std::pair<size_t, size_t>> find_number(const std::string& output) {
  const size_t begin = output.find('%');
  if (begin == std::string::npos || output.find('%', begin + 1) != std::string::npos) return std::nullopt;
  size_t end = begin + 1;
  while (end < output.size() && output[end] >= '0' && output[end] <= '9')
    ++end;
  const size_t digits = end - begin - 1;
  const bool is_padded = digits == 0 || (digits == 2 && output[begin + 1] == '0');
  if (!is_padded || end >= output.size() || output[end] != 'd') return std::nullopt;
  return std::pair(begin, end + 1);
}

}  // namespace

std::optional<std::string> numbered(const std::string& output, uint32_t number) {
  const auto place = find_number(output);
  if (!place) return std::nullopt;
  const auto [begin, end] = *place;
  const int width = end - begin == 4 ? output[begin + 2] - '0' : 1;
  char text[16];
  std::snprintf(text, sizeof text, "%0*u", width, number);
  return output.substr(0, begin) + text + output.substr(end);
}

Result<ReplayFormat> replay_format(const std::string& output) {
  const bool is_png = output.ends_with(".png");
  if (is_png && find_number(output)) return ReplayFormat::sequence;
  if (is_png || output == "-") return ReplayFormat::picture;
  if (output.ends_with(".apng")) return ReplayFormat::animation;
  return make_error(ErrorCode::invalid_argument,
                    output +
                        ": an output ends in .apng (animation), in .png (one moment, with --at), or in .png "
                        "with %05d in its name (numbered pictures)");
}

Result<std::unique_ptr<ReplayTarget>> open_replay_target(const ReplayTargetOptions& options) {
  if (options.format != ReplayFormat::animation)
    return std::unique_ptr<ReplayTarget>(std::make_unique<Pictures>(options));
  ISOTHERM_ASSIGN(OutputFile file, OutputFile::create(options.output, {&options.input, 1}));
  auto animation = std::make_unique<Animation>(options, std::move(file));
  ISOTHERM_TRY(animation->begin(options.texts));
  return std::unique_ptr<ReplayTarget>(std::move(animation));
}

}  // namespace isotherm::cli
