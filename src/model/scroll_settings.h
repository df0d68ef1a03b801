#pragma once
// The choices behind scroll depth, attention and drop-off.
#include <cstdint>
#include <optional>
#include <string>
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
// What reach says of a row: "saw this line", "had this line at the viewport's centre or above".
std::string_view reach_text(ReferenceLine line);
std::string_view to_string(DepthScale scale);  // "px", "share"
std::string_view to_string(FoldKind kind);     // "median", "mean"
std::optional<ScrollUnit> scroll_unit_from(std::string_view name);
std::optional<ReferenceLine> reference_line_from(std::string_view name);
std::optional<DepthScale> depth_scale_from(std::string_view name);
std::optional<FoldKind> fold_kind_from(std::string_view name);
// "75,50,25", and back: percentages from 1 to 100; "" and "none" = no lines. nullopt: something else.
std::string markers_text(const std::vector<uint8_t>& markers);
std::optional<std::vector<uint8_t>> markers_from(std::string_view text);

struct ScrollSettings {
  ScrollUnit unit = ScrollUnit::page_views;
  ReferenceLine line = ReferenceLine::bottom;
  DepthScale depth = DepthScale::px;
  FoldKind fold = FoldKind::median;
  uint32_t min_exposure_ms = 0;  // attention: a row that was visible for less at a stretch counts nothing
  bool is_smooth = false;        // a gradient instead of 20 bands
  bool shows_graph = false;      // the side graph
  std::vector<uint8_t> markers{75, 50, 25};  // percent of reach, 1..100; drawn as lines
  // An element that scrolls inside the page, by the recorder's number (scroll_containers.h), instead of the
  // page.
  std::optional<uint32_t> container;
  friend bool operator==(const ScrollSettings&, const ScrollSettings&) = default;
};

inline bool has_side_graph(const ScrollSettings& settings) {
  return settings.shows_graph || settings.container.has_value();
}

// The part that changes counts; the rest changes only how they are drawn.
inline bool have_same_counts(const ScrollSettings& a, const ScrollSettings& b) {
  return a.unit == b.unit && a.line == b.line && a.depth == b.depth && a.fold == b.fold &&
         a.min_exposure_ms == b.min_exposure_ms && a.container == b.container;
}

}  // namespace isotherm
