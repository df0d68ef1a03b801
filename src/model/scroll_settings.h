#pragma once
// The choices behind scroll depth, attention and drop-off.
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace isotherm {

// What counts as one: each page view, or each session (all its kept page views of the page together, so that
// a person counts once).
enum class ScrollUnit : uint8_t { page_views, sessions };
// Which line of the viewport says how far somebody got.
enum class ReferenceLine : uint8_t { bottom, centre, top };
// Pages whose height varied: rows by px from the top, or by their share of the page view's own document
// height, drawn at that share of the picture's page. A page view without a recorded height is taken by px.
enum class DepthScale : uint8_t { px, share };
enum class FoldKind : uint8_t { median, mean };

std::string_view to_string(ScrollUnit unit);     // "page-views", "sessions"
std::string_view to_string(ReferenceLine line);  // "bottom", "centre", "top"
std::string_view to_string(DepthScale scale);    // "px", "share"
std::string_view to_string(FoldKind kind);       // "median", "mean"
std::optional<ScrollUnit> scroll_unit_from(std::string_view name);
std::optional<ReferenceLine> reference_line_from(std::string_view name);
std::optional<DepthScale> depth_scale_from(std::string_view name);
std::optional<FoldKind> fold_kind_from(std::string_view name);

struct ScrollSettings {
  ScrollUnit unit = ScrollUnit::page_views;
  ReferenceLine line = ReferenceLine::bottom;
  DepthScale depth = DepthScale::px;
  FoldKind fold = FoldKind::median;
  uint32_t min_exposure_ms = 0;  // attention: a row that was visible for less at a stretch counts nothing
  bool is_smooth = false;        // a gradient instead of 20 bands
  bool shows_graph = false;      // the side graph
  std::vector<uint8_t> markers{75, 50, 25};  // percent of reach, 1..100; drawn as lines
  friend bool operator==(const ScrollSettings&, const ScrollSettings&) = default;
};

// The part that changes counts; the rest changes only how they are drawn.
inline bool have_same_counts(const ScrollSettings& a, const ScrollSettings& b) {
  return a.unit == b.unit && a.line == b.line && a.depth == b.depth && a.fold == b.fold &&
         a.min_exposure_ms == b.min_exposure_ms;
}

}  // namespace isotherm
