#include "ui/sections.h"
#include "ui/style.h"
#include "ui/widgets.h"

namespace isotherm::ui {

void sample_section(PanelContext& context) {
  label(context.state.is_partial ? "In this picture so far" : "In this picture");
  dim_text(context.state.sample_line);
}

}  // namespace isotherm::ui
