#include "model/scroll_settings.h"

#include <charconv>
#include <initializer_list>

namespace isotherm {

namespace {

template <typename Choice>
std::optional<Choice> choice_from(std::string_view name, std::initializer_list<Choice> choices) {
  for (const Choice choice : choices) {
    if (to_string(choice) == name) return choice;
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(ScrollUnit unit) {
  return unit == ScrollUnit::sessions ? "sessions" : "page-views";
}

std::string_view to_string(ReferenceLine line) {
  switch (line) {
    case ReferenceLine::bottom:
      return "bottom";
    case ReferenceLine::centre:
      return "centre";
    case ReferenceLine::top:
      return "top";
  }
  return "bottom";
}

std::string_view reach_text(ReferenceLine line) {
  switch (line) {
    case ReferenceLine::bottom:
      return "saw this line";
    case ReferenceLine::centre:
      return "had this line at the viewport's centre or above";
    case ReferenceLine::top:
      return "had this line at the viewport's top or above";
  }
  return "saw this line";
}

std::string_view to_string(DepthScale scale) {
  return scale == DepthScale::share ? "share" : "px";
}

std::string_view to_string(FoldKind kind) {
  return kind == FoldKind::mean ? "mean" : "median";
}

std::optional<ScrollUnit> scroll_unit_from(std::string_view name) {
  return choice_from(name, {ScrollUnit::page_views, ScrollUnit::sessions});
}

std::optional<ReferenceLine> reference_line_from(std::string_view name) {
  return choice_from(name, {ReferenceLine::bottom, ReferenceLine::centre, ReferenceLine::top});
}

std::optional<DepthScale> depth_scale_from(std::string_view name) {
  return choice_from(name, {DepthScale::px, DepthScale::share});
}

std::optional<FoldKind> fold_kind_from(std::string_view name) {
  return choice_from(name, {FoldKind::median, FoldKind::mean});
}

std::string markers_text(const std::vector<uint8_t>& markers) {
  std::string text;
  for (const uint8_t percent : markers)
    text += (text.empty() ? "" : ",") + std::to_string(percent);
  return text;
}

std::optional<std::vector<uint8_t>> markers_from(std::string_view text) {
  std::vector<uint8_t> markers;
  if (text.empty() || text == "none") return markers;
  const char* at = text.data();
  const char* const end = at + text.size();
  for (;;) {
    unsigned percent = 0;
    const auto [next, error] = std::from_chars(at, end, percent);
    if (error != std::errc() || percent < 1 || percent > 100) return std::nullopt;
    markers.push_back(static_cast<uint8_t>(percent));
    if (next == end) return markers;
    if (*next != ',') return std::nullopt;
    at = next + 1;
  }
}

}  // namespace isotherm
