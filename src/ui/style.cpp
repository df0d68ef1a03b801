#include "ui/style.h"

#include <array>

#include "base/text.h"

namespace isotherm::ui {
namespace {

constexpr std::array kSizes{15.0f, 13.0f, 18.0f};  // in the order of FontSize

// Latin, Greek, Cyrillic, punctuation and a few symbols: what the embedded font holds and page addresses use.
constexpr ImWchar kGlyphs[] = {0x20,   0x17F,  0x370,  0x52F,  0x1E00, 0x1EFF, 0x2010,
                               0x2044, 0x2070, 0x208E, 0x20A0, 0x20BF, 0x2122, 0x2122,
                               0x2190, 0x2193, 0x2212, 0x2212, 0x2248, 0x2265, 0};

ImVec4 vector_of(ImU32 value) {
  return ImGui::ColorConvertU32ToFloat4(value);
}

void set_colors(ImGuiStyle& style) {
  auto* const c = style.Colors;
  c[ImGuiCol_Text] = vector_of(color::kText);
  c[ImGuiCol_TextDisabled] = vector_of(color::kTextFaint);
  c[ImGuiCol_WindowBg] = vector_of(color::kPanel);
  c[ImGuiCol_ChildBg] = ImVec4(0, 0, 0, 0);
  c[ImGuiCol_PopupBg] = vector_of(color::kFloating);
  c[ImGuiCol_Border] = vector_of(color::kLine);
  c[ImGuiCol_FrameBg] = vector_of(color::kField);
  c[ImGuiCol_FrameBgHovered] = vector_of(color::kFieldHovered);
  c[ImGuiCol_FrameBgActive] = vector_of(color::kFieldActive);
  c[ImGuiCol_Button] = vector_of(color::kField);
  c[ImGuiCol_ButtonHovered] = vector_of(color::kFieldHovered);
  c[ImGuiCol_ButtonActive] = vector_of(color::kFieldActive);
  c[ImGuiCol_Header] = vector_of(color::kAccentSoft);
  c[ImGuiCol_HeaderHovered] = vector_of(color::kFieldHovered);
  c[ImGuiCol_HeaderActive] = vector_of(color::kFieldActive);
  c[ImGuiCol_CheckMark] = vector_of(color::kAccent);
  c[ImGuiCol_ScrollbarBg] = ImVec4(0, 0, 0, 0);
  c[ImGuiCol_ScrollbarGrab] = ImVec4(1, 1, 1, 0.12f);
  c[ImGuiCol_ScrollbarGrabHovered] = ImVec4(1, 1, 1, 0.22f);
  c[ImGuiCol_ScrollbarGrabActive] = ImVec4(1, 1, 1, 0.32f);
  c[ImGuiCol_TextSelectedBg] = vector_of(IM_COL32(240, 138, 75, 90));
  c[ImGuiCol_Separator] = vector_of(color::kLine);
  c[ImGuiCol_ModalWindowDimBg] = ImVec4(0, 0, 0, 0.45f);
}

}  // namespace

void apply_style() {
  auto& style = ImGui::GetStyle();
  style.WindowPadding = {kPanelPadding, kPanelPadding};
  style.FramePadding = {10, 6};
  style.ItemSpacing = {8, 8};
  style.ItemInnerSpacing = {6, 4};
  style.WindowRounding = 0;
  style.ChildRounding = style.FrameRounding = style.PopupRounding = kRounding;
  style.ScrollbarRounding = style.GrabRounding = kRounding;
  style.ScrollbarSize = 8;
  style.WindowBorderSize = style.FrameBorderSize = style.ChildBorderSize = 0;
  style.PopupBorderSize = 1;
  style.DisabledAlpha = 0.4f;
  set_colors(style);
}

void load_fonts(double pixel_ratio) {
  auto& io = ImGui::GetIO();
  io.Fonts->Clear();
  const auto bytes = font_bytes();
  for (const float size : kSizes) {
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;
    config.OversampleH = 2;
    config.OversampleV = 1;
    // ImGui takes the data as mutable, but only reads what it does not own.
    io.Fonts->AddFontFromMemoryTTF(const_cast<uint8_t*>(bytes.data()), static_cast<int>(bytes.size()),
                                   size * static_cast<float>(pixel_ratio), &config, kGlyphs);
  }
  io.FontGlobalScale = 1 / static_cast<float>(pixel_ratio);
}

ImFont* font(FontSize size) {
  return ImGui::GetIO().Fonts->Fonts[static_cast<int>(size)];
}

}  // namespace isotherm::ui
