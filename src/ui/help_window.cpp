#include <array>

#include "ui/sections.h"
#include "ui/style.h"
#include "ui/widgets.h"

namespace isotherm::ui {
namespace {

struct Key {
  const char *keys, *meaning;
};

constexpr std::array kKeys{
    Key{"1 … 5", "Clicks, moves, scroll, attention, drop-off"},
    Key{"[  ]", "Smaller, larger radius"},
    Key{"C", "Next colours"},
    Key{"+  −", "Zoom in, out"},
    Key{"0", "100 %"},
    Key{"F", "Fit the page's width"},
    Key{"Arrows, Page Up/Down", "Move over the page"},
    Key{"Home  End", "Top, bottom of the page"},
    Key{"Wheel", "Scroll; with Shift sideways"},
    Key{"Ctrl + wheel, pinch", "Zoom at the pointer"},
    Key{"Drag", "Move the page"},
    Key{"Shift + drag, R", "Mark a region, region tool"},
    Key{"T", "Play the time range"},
    Key{"Double click", "Zoom in; with Shift out"},
    Key{"Ctrl + Z, Ctrl + Shift + Z", "Undo, redo"},
    Key{"Ctrl + O, Ctrl + S", "Open, save PNG"},
    Key{"L", "Legend"},
    Key{"S", "Sessions"},
    Key{"Click, Enter", "Sessions behind a spot, watch them"},
    Key{"Space", "Replay: play, pause"},
    Key{"Left  Right", "Replay: 5 s back, on; with Shift 30 s"},
    Key{",  .", "Replay: previous, next event"},
    Key{"[  ]", "Replay: slower, faster"},
    Key{"N  P", "Next, previous session"},
    Key{"M", "Session: seen or not"},
    Key{"V", "Replay: follow or overview"},
    Key{"Esc", "Back to the heatmap"},
    Key{"H", "Hide or show the panel"},
    Key{"?", "These keys"},
};

}  // namespace

void help_window(PanelContext& context, const Rect& canvas) {
  if (!context.panel.shows_help) return;
  const ImVec2 middle{static_cast<float>((canvas.x0 + canvas.x1) / 2), static_cast<float>(canvas.y1 / 2)};
  begin_floating("help", middle, {0.5f, 0.5f});
  label("Keys");
  ImGui::PushStyleVar(ImGuiStyleVar_CellPadding, ImVec2(10, 3));
  if (ImGui::BeginTable("keys", 2, ImGuiTableFlags_SizingFixedFit)) {
    const WithFont small(FontSize::small);
    for (const auto& key : kKeys) {
      ImGui::TableNextColumn();
      ImGui::TextUnformatted(key.keys);
      ImGui::TableNextColumn();
      ImGui::PushStyleColor(ImGuiCol_Text, color::kTextDim);
      ImGui::TextUnformatted(key.meaning);
      ImGui::PopStyleColor();
    }
    ImGui::EndTable();
  }
  ImGui::PopStyleVar();
  if (button("Close", {80, 28})) context.panel.shows_help = false;
  end_floating();
}

}  // namespace isotherm::ui
