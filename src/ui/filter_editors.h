#pragma once
// One filter being edited: choices with the counts of what each would keep, or a text with the count of what
// it would keep.
#include <string>
#include <string_view>

#include "ui/panel.h"

namespace isotherm::ui {

// "hours" -> "Hours", "tag:variant" -> "variant".
std::string filter_label(std::string_view part);

// The editor of panel.filter_part, which is not empty.
void filter_editor(PanelContext& context);
void open_filter_editor(PanelContext& context, std::string part);
void close_filter_editor(PanelContext& context);

}  // namespace isotherm::ui
