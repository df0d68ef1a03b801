#include <algorithm>
#include <cstring>

#include "ui/sections.h"
#include "ui/style.h"
#include "ui/widgets.h"

namespace isotherm::ui {
namespace {

constexpr float kPageRow = 28;
constexpr size_t kSearchFrom = 9, kRowsShown = 5;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool contains(std::string_view text, std::string_view wanted) {
  const auto is_equal = [](char a, char b) { return lower(a) == lower(b); };
  return std::search(text.begin(), text.end(), wanted.begin(), wanted.end(), is_equal) != text.end();
}

void page_row(PanelContext& context, const PageRow& row) {
  const auto& settings = context.state.settings;
  const bool is_current = row.page == settings.page;
  const auto at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImGui::PushID(static_cast<int>(row.page));
  if (ImGui::InvisibleButton("page", {width, kPageRow}) && !is_current) {
    auto changed = settings;
    changed.page = row.page;
    context.change(changed);
  }
  ImGui::PopID();
  const bool is_hovered = ImGui::IsItemHovered();
  const ImVec2 end{at.x + width, at.y + kPageRow};
  auto& list = *ImGui::GetWindowDrawList();
  if (is_current || is_hovered)
    list.AddRectFilled(at, end, is_current ? color::kAccentSoft : color::kField, 4);
  const auto count = with_thousands(row.page_views);
  const float y = at.y + (kPageRow - ImGui::GetTextLineHeight()) / 2, count_width = text_width(count);
  text_at({at.x + 8, y}, is_current ? color::kText : color::kTextDim,
          elided(std::string_view(row.url).substr(row.label_start), width - count_width - 28));
  text_at({end.x - count_width - 8, y}, color::kTextFaint, count);
  if (is_hovered)
    ImGui::SetTooltip("%s%s%s", row.title.c_str(), row.title.empty() ? "" : "\n", row.url.c_str());
}

// Positions in the list of the pages that match what is searched for.
std::vector<size_t> matching_rows(const PanelContext& context) {
  std::vector<size_t> rows;
  const std::string_view wanted = context.panel.page_search;
  const auto& pages = context.state.pages;
  for (size_t i = 0; i < pages.size(); ++i) {
    if (contains(pages[i].url, wanted) || contains(pages[i].title, wanted)) rows.push_back(i);
  }
  return rows;
}

}  // namespace

void page_section(PanelContext& context) {
  const auto& pages = context.state.pages;
  const bool has_search = pages.size() >= kSearchFrom;
  label(pages.size() == 1 ? "Page" : "Pages", pages.size() == 1 ? "" : with_thousands(pages.size()));
  const WithFont small(FontSize::small);
  if (has_search) {
    ImGui::SetNextItemWidth(-1);
    ImGui::InputTextWithHint("##search", "Search pages", context.panel.page_search,
                             sizeof context.panel.page_search);
  }
  const bool is_searching = has_search && context.panel.page_search[0] != 0;
  const auto matches = is_searching ? matching_rows(context) : std::vector<size_t>();
  const size_t count = is_searching ? matches.size() : pages.size();
  if (count == 0) {
    dim_text("No page matches");
    return;
  }
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 2));
  const float height = static_cast<float>(std::min(count, kRowsShown)) * (kPageRow + 2);
  ImGui::BeginChild("pages", {0, height});
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(count), kPageRow + 2);
  while (clipper.Step()) {
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const auto row = static_cast<size_t>(i);
      page_row(context, pages[is_searching ? matches[row] : row]);
    }
  }
  ImGui::EndChild();
  ImGui::PopStyleVar();
}

}  // namespace isotherm::ui
