#pragma once

namespace isotherm::ui {

// True if this frame brought input, or more of it waits for the next: the panel then needs another frame to
// settle. Between ImGui::NewFrame and the next one.
bool has_input_activity();

}  // namespace isotherm::ui
