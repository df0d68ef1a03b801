#include "model/scroll_settings.h"

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

}  // namespace isotherm
