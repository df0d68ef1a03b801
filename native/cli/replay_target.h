#pragma once
// Where a replay is written to, by the name of its output.
#include <memory>
#include <string>

#include "base/image.h"
#include "base/png.h"

namespace isotherm::cli {

// One picture (.png), numbered pictures (a name with %d or %05d) or an animation (.apng).
enum class ReplayFormat { picture, sequence, animation };
// Errors: invalid_argument for names that end in anything else.
Result<ReplayFormat> replay_format(const std::string& output);
// The output with its %d or %0Nd replaced by `number`; nullopt = it has none, or more than one.
std::optional<std::string> numbered(const std::string& output, uint32_t number);

// Takes the frames in order.
class ReplayTarget {
 public:
  virtual ~ReplayTarget() = default;
  virtual Status add(const Image& frame) = 0;
  // After the last frame; without it a single file does not appear.
  virtual Status finish() = 0;
};

struct ReplayTargetOptions {
  std::string output;
  std::string input;  // must not be overwritten
  ReplayFormat format = ReplayFormat::picture;
  PixelSize size;
  uint32_t frames = 1;
  double fps = 30;
  std::vector<PngText> texts;
};
Result<std::unique_ptr<ReplayTarget>> open_replay_target(const ReplayTargetOptions& options);

}  // namespace isotherm::cli
