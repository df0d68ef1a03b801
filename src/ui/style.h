#pragma once
// The panel's look: colours, distances, fonts. All sizes are CSS px of the screen.
#include <imgui.h>

namespace isotherm::ui {

namespace color {
inline constexpr ImU32 kPanel = IM_COL32(25, 26, 29, 255);
inline constexpr ImU32 kFloating = IM_COL32(25, 26, 29, 244);
inline constexpr ImU32 kField = IM_COL32(39, 41, 46, 255);
inline constexpr ImU32 kFieldHovered = IM_COL32(50, 53, 59, 255);
inline constexpr ImU32 kFieldActive = IM_COL32(60, 64, 71, 255);
inline constexpr ImU32 kLine = IM_COL32(255, 255, 255, 20);
inline constexpr ImU32 kText = IM_COL32(232, 234, 237, 255);
inline constexpr ImU32 kTextDim = IM_COL32(158, 164, 173, 255);
inline constexpr ImU32 kTextFaint = IM_COL32(110, 116, 125, 255);
inline constexpr ImU32 kAccent = IM_COL32(240, 138, 75, 255);
inline constexpr ImU32 kAccentHovered = IM_COL32(250, 156, 98, 255);
inline constexpr ImU32 kAccentActive = IM_COL32(222, 120, 58, 255);
inline constexpr ImU32 kAccentSoft = IM_COL32(240, 138, 75, 46);
inline constexpr ImU32 kOnAccent = IM_COL32(30, 18, 10, 255);
inline constexpr ImU32 kWarning = IM_COL32(242, 190, 90, 255);
inline constexpr ImU32 kError = IM_COL32(244, 112, 103, 255);
inline constexpr ImU32 kErrorField = IM_COL32(58, 33, 34, 250);
}  // namespace color

inline constexpr float kPanelWidth = 320, kPanelPadding = 16;
inline constexpr float kRowHeight = 30, kRounding = 6;
inline constexpr float kTimelineHeight = 104;  // of a replay, below the page
inline constexpr float kNarrowWindow = 640;    // below: the panel lies over the page and starts hidden

enum class FontSize { body, small, title };

void apply_style();
// Makes the font atlas for this pixel ratio; its texture must be made anew afterwards.
void load_fonts(double pixel_ratio);
ImFont* font(FontSize size);

// Pushes a font for as long as it lives.
class WithFont {
 public:
  explicit WithFont(FontSize size) { ImGui::PushFont(font(size)); }
  ~WithFont() { ImGui::PopFont(); }
  WithFont(const WithFont&) = delete;
  WithFont& operator=(const WithFont&) = delete;
};

}  // namespace isotherm::ui
