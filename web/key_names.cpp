#include "key_names.h"

#include <array>

namespace isotherm::web {

namespace {

struct NamedKey {
  std::string_view name;
  ImGuiKey key;
};

constexpr std::array kNamedKeys{
    NamedKey{"Tab", ImGuiKey_Tab},
    NamedKey{"ArrowLeft", ImGuiKey_LeftArrow},
    NamedKey{"ArrowRight", ImGuiKey_RightArrow},
    NamedKey{"ArrowUp", ImGuiKey_UpArrow},
    NamedKey{"ArrowDown", ImGuiKey_DownArrow},
    NamedKey{"PageUp", ImGuiKey_PageUp},
    NamedKey{"PageDown", ImGuiKey_PageDown},
    NamedKey{"Home", ImGuiKey_Home},
    NamedKey{"End", ImGuiKey_End},
    NamedKey{"Insert", ImGuiKey_Insert},
    NamedKey{"Delete", ImGuiKey_Delete},
    NamedKey{"Backspace", ImGuiKey_Backspace},
    NamedKey{"Space", ImGuiKey_Space},
    NamedKey{"Enter", ImGuiKey_Enter},
    NamedKey{"Escape", ImGuiKey_Escape},
    NamedKey{"ControlLeft", ImGuiKey_LeftCtrl},
    NamedKey{"ShiftLeft", ImGuiKey_LeftShift},
    NamedKey{"AltLeft", ImGuiKey_LeftAlt},
    NamedKey{"MetaLeft", ImGuiKey_LeftSuper},
    NamedKey{"ControlRight", ImGuiKey_RightCtrl},
    NamedKey{"ShiftRight", ImGuiKey_RightShift},
    NamedKey{"AltRight", ImGuiKey_RightAlt},
    NamedKey{"MetaRight", ImGuiKey_RightSuper},
    NamedKey{"ContextMenu", ImGuiKey_Menu},
    NamedKey{"Quote", ImGuiKey_Apostrophe},
    NamedKey{"Comma", ImGuiKey_Comma},
    NamedKey{"Minus", ImGuiKey_Minus},
    NamedKey{"Period", ImGuiKey_Period},
    NamedKey{"Slash", ImGuiKey_Slash},
    NamedKey{"Semicolon", ImGuiKey_Semicolon},
    NamedKey{"Equal", ImGuiKey_Equal},
    NamedKey{"BracketLeft", ImGuiKey_LeftBracket},
    NamedKey{"Backslash", ImGuiKey_Backslash},
    NamedKey{"BracketRight", ImGuiKey_RightBracket},
    NamedKey{"Backquote", ImGuiKey_GraveAccent},
    NamedKey{"NumpadDecimal", ImGuiKey_KeypadDecimal},
    NamedKey{"NumpadDivide", ImGuiKey_KeypadDivide},
    NamedKey{"NumpadMultiply", ImGuiKey_KeypadMultiply},
    NamedKey{"NumpadSubtract", ImGuiKey_KeypadSubtract},
    NamedKey{"NumpadAdd", ImGuiKey_KeypadAdd},
    NamedKey{"NumpadEnter", ImGuiKey_KeypadEnter},
    NamedKey{"NumpadEqual", ImGuiKey_KeypadEqual},
};

constexpr ImGuiKey nth(ImGuiKey first, int n) {
  return static_cast<ImGuiKey>(first + n);
}

ImGuiKey key_of_character(char c) {
  if (c >= 'a' && c <= 'z') return nth(ImGuiKey_A, c - 'a');
  if (c >= 'A' && c <= 'Z') return nth(ImGuiKey_A, c - 'A');
  if (c >= '0' && c <= '9') return nth(ImGuiKey_0, c - '0');
  return ImGuiKey_None;
}

// "F1" .. "F12"
ImGuiKey function_key(std::string_view name) {
  int number = 0;
  for (const char c : name.substr(1)) {
    if (c < '0' || c > '9') return ImGuiKey_None;
    number = number * 10 + (c - '0');
  }
  return number >= 1 && number <= 12 ? nth(ImGuiKey_F1, number - 1) : ImGuiKey_None;
}

}  // namespace

ImGuiKey key_from_name(std::string_view name) {
  constexpr std::string_view kNumpad = "Numpad";
  if (name.size() == 1) return key_of_character(name[0]);
  if ((name.size() == 2 || name.size() == 3) && name[0] == 'F') return function_key(name);
  if (name.size() == kNumpad.size() + 1 && name.starts_with(kNumpad) && name.back() >= '0' &&
      name.back() <= '9')
    return nth(ImGuiKey_Keypad0, name.back() - '0');
  for (const auto& named : kNamedKeys) {
    if (named.name == name) return named.key;
  }
  return ImGuiKey_None;
}

}  // namespace isotherm::web
