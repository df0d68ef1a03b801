#pragma once
#include <string_view>

#include "imgui.h"

namespace isotherm::web {

// The key of a DOM KeyboardEvent: its `code` ("ArrowLeft", "F5", "NumpadEnter"), or one ASCII letter or digit
// as its layout prints it, so that Ctrl+Z is where the user's keyboard says Z. ImGuiKey_None for keys not
// known here.
ImGuiKey key_from_name(std::string_view name);

}  // namespace isotherm::web
