#include "render/caption.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace isotherm {
namespace {

constexpr double kTitlePx = 18, kTextPx = 13, kMarginPx = 14, kGapPx = 8, kBarPx = 14, kTickPx = 4,
                 kKeyDotPx = 9;
constexpr double kMinWidthPx = 240, kMaxBarPx = 420;
constexpr int kMaxTitleLines = 6, kMaxSampleLines = 8;
constexpr Rgba kInk{32, 33, 36, 255}, kFaintInk{95, 99, 104, 255}, kFrame{128, 128, 128, 255};

bool is_continuation(char c) {
  return (static_cast<uint8_t>(c) & 0xC0) == 0x80;
}

// Ends of prefixes at which a character is complete.
std::vector<size_t> character_ends(const std::string& text, size_t from) {
  std::vector<size_t> ends;
  for (size_t i = from + 1; i <= text.size(); ++i) {
    if (i == text.size() || !is_continuation(text[i])) ends.push_back(i);
  }
  return ends;
}

// The end of the longest run of characters from `from` that fits; at least one character.
size_t fitting_end(const std::string& text, size_t from, float size_px, int width_px) {
  // No character is narrower than 1/8 of the size, so more than this many cannot fit.
  std::vector<size_t> ends = character_ends(text, from);
  const auto most = static_cast<size_t>(std::max(1.0, width_px * 8.0 / size_px));
  if (ends.size() > most) ends.resize(most);
  const auto fits = [&](size_t end) {
    return text_width(text.substr(from, end - from), size_px) <= width_px;
  };
  const auto past = std::partition_point(ends.begin(), ends.end(), fits);
  return past == ends.begin() ? ends.front() : *(past - 1);
}

// Where a line that must end by `end` ends best: at a space; else, if that leaves half a line at least, after
// a character that URLs are made up with; else right there.
size_t better_break(const std::string& text, size_t from, size_t end) {
  const size_t space = text.rfind(' ', end);
  if (space != std::string::npos && space > from) return space;
  const size_t joint = text.find_last_of("/-_?&=.,", end - 1);
  if (joint != std::string::npos && joint > from + (end - from) / 2) return joint + 1;
  return end;
}

std::string with_ellipsis(std::string line, float size_px, int width_px) {
  while (!line.empty() && text_width(line + "…", size_px) > width_px) {
    while (is_continuation(line.back()))
      line.pop_back();
    line.pop_back();
  }
  return line + "…";
}

bool overlaps(const PlacedTick& a, const PlacedTick& b, int gap) {
  return a.label_x < b.label_x + b.label_width + gap && b.label_x < a.label_x + a.label_width + gap;
}

}  // namespace

std::vector<std::string> wrap_text(const std::string& utf8, float size_px, int width_px, int max_lines) {
  std::vector<std::string> lines;
  size_t from = 0;
  while (from < utf8.size()) {
    if (static_cast<int>(lines.size()) == max_lines) {
      lines.back() = with_ellipsis(lines.back(), size_px, width_px);
      break;
    }
    size_t end = fitting_end(utf8, from, size_px, width_px);
    if (end < utf8.size() && utf8[end] != ' ') end = better_break(utf8, from, end);
    lines.push_back(utf8.substr(from, end - from));
    from = utf8.find_first_not_of(' ', end);
    if (from == std::string::npos) break;
  }
  return lines;
}

std::vector<PlacedTick> place_ticks(const std::vector<LegendTick>& ticks, int bar_width_px, float size_px) {
  std::vector<PlacedTick> candidates;
  for (const LegendTick& tick : ticks) {
    PlacedTick placed;
    placed.label = tick.label;
    placed.tick_x = static_cast<int>(std::lround(std::clamp(tick.t, 0.0, 1.0) * (bar_width_px - 1)));
    placed.label_width = text_width(tick.label, size_px);
    placed.label_x =
        std::clamp(placed.tick_x - placed.label_width / 2, 0, std::max(bar_width_px - placed.label_width, 0));
    candidates.push_back(std::move(placed));
  }
  if (candidates.size() > 2) std::rotate(candidates.begin() + 1, candidates.end() - 1, candidates.end());
  std::vector<PlacedTick> kept;
  const int gap = static_cast<int>(size_px / 2);
  for (PlacedTick& candidate : candidates) {
    const bool has_room = std::none_of(
        kept.begin(), kept.end(), [&](const PlacedTick& other) { return overlaps(candidate, other, gap); });
    if (has_room) kept.push_back(std::move(candidate));
  }
  return kept;
}

Caption::Caption(CaptionText text, int picture_width_px, double scale)
    : text_(std::move(text)),
      scale_(scale),
      title_size_(static_cast<float>(kTitlePx * scale)),
      text_size_(static_cast<float>(kTextPx * scale)) {
  width_px_ = std::max(picture_width_px, scaled(kMinWidthPx));
  const int inner = width_px_ - 2 * scaled(kMarginPx);
  bar_width_px_ = std::min(inner, scaled(kMaxBarPx));
  title_ = wrap_text(text_.title, title_size_, inner, kMaxTitleLines);
  legends_.push_back(place_legend(text_.legend, inner));
  for (const Legend& legend : text_.overlay_legends)
    legends_.push_back(place_legend(legend, inner));
  keys_ = place_keys(text_.legend.keys, inner);
  sample_ = wrap_text(text_.sample_line, text_size_, inner, kMaxSampleLines);
  const auto height = [&](const std::vector<std::string>& lines, float size_px) {
    return static_cast<int>(lines.size()) * line_height(size_px);
  };
  top_px_ = 2 * scaled(kMarginPx) + height(title_, title_size_);
  bottom_px_ = 2 * scaled(kMarginPx) + height(sample_, text_size_) +
               (keys_.empty() ? 0 : (keys_.back().line + 1) * line_height(text_size_));
  for (const PlacedLegend& legend : legends_)
    bottom_px_ += height_of(legend);
}

Caption::PlacedLegend Caption::place_legend(const Legend& legend, int inner) const {
  return {wrap_text(legend.title, text_size_, inner, 2), legend.colors,
          place_ticks(legend.ticks, bar_width_px_, text_size_)};
}

int Caption::height_of(const PlacedLegend& legend) const {
  const int title = static_cast<int>(legend.title.size()) * line_height(text_size_) + scaled(kGapPx);
  return legend.ticks.empty() ? title : title + scaled(kBarPx + kTickPx) + line_height(text_size_);
}

std::vector<Caption::PlacedKey> Caption::place_keys(const std::vector<LegendKey>& keys, int inner) const {
  std::vector<PlacedKey> placed;
  int x = 0, line = 0;
  for (const LegendKey& key : keys) {
    const int width = scaled(kKeyDotPx + kGapPx) + text_width(key.label, text_size_);
    if (x > 0 && x + width > inner) {
      x = 0;
      ++line;
    }
    placed.push_back({key, x, line});
    x += width + 2 * scaled(kGapPx);
  }
  return placed;
}

int Caption::draw_keys(Image& image, int y) const {
  for (const PlacedKey& key : keys_) {
    const int top = y + key.line * line_height(text_size_), x = scaled(kMarginPx) + key.x;
    const int dot = scaled(kKeyDotPx), dot_y = top + (line_height(text_size_) - dot) / 2;
    fill_rect(image, x, dot_y, x + dot, dot_y + dot, key.key.color);
    blend_image(image, draw_text(key.key.label, text_size_, kInk), x + dot + scaled(kGapPx) / 2, top);
  }
  return keys_.empty() ? y : y + (keys_.back().line + 1) * line_height(text_size_);
}

int Caption::scaled(double px) const {
  return static_cast<int>(std::lround(px * scale_));
}

int Caption::line_height(float size_px) const {
  return static_cast<int>(std::lround(size_px * 1.35f));
}

int Caption::draw_lines(Image& image, const std::vector<std::string>& lines, float size_px, Rgba color,
                        int y) const {
  for (const std::string& line : lines) {
    blend_image(image, draw_text(line, size_px, color), scaled(kMarginPx), y);
    y += line_height(size_px);
  }
  return y;
}

int Caption::draw_legend(Image& image, const PlacedLegend& legend, int y) const {
  y = draw_lines(image, legend.title, text_size_, kInk, y);
  if (!legend.ticks.empty()) y = draw_bar(image, legend, y);
  return y + scaled(kGapPx);
}

int Caption::draw_bar(Image& image, const PlacedLegend& legend, int y) const {
  const int x0 = scaled(kMarginPx), height = scaled(kBarPx);
  for (int x = 0; x < bar_width_px_; ++x) {
    const double t = bar_width_px_ > 1 ? static_cast<double>(x) / (bar_width_px_ - 1) : 0;
    fill_rect(image, x0 + x, y, x0 + x + 1, y + height, sample(legend.colors, t));
  }
  const int x1 = x0 + bar_width_px_;
  fill_rect(image, x0, y, x1, y + 1, kFrame);
  fill_rect(image, x0, y + height - 1, x1, y + height, kFrame);
  fill_rect(image, x0, y, x0 + 1, y + height, kFrame);
  fill_rect(image, x1 - 1, y, x1, y + height, kFrame);
  y += height;
  for (const PlacedTick& tick : legend.ticks) {
    const int x = x0 + tick.tick_x, thickness = std::max(scaled(1), 1);
    fill_rect(image, x, y, x + thickness, y + scaled(kTickPx), kInk);
    blend_image(image, draw_text(tick.label, text_size_, kInk), x0 + tick.label_x, y + scaled(kTickPx));
  }
  return y + scaled(kTickPx) + line_height(text_size_);
}

void Caption::draw_top(Image& image, int y) const {
  draw_lines(image, title_, title_size_, kInk, y + scaled(kMarginPx));
}

void Caption::draw_bottom(Image& image, int y) const {
  y += scaled(kMarginPx);
  for (const PlacedLegend& legend : legends_)
    y = draw_legend(image, legend, y);
  y = draw_keys(image, y);
  draw_lines(image, sample_, text_size_, kFaintInk, y);
}

}  // namespace isotherm
