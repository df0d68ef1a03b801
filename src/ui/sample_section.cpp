#include "ui/sections.h"
#include "ui/style.h"
#include "ui/widgets.h"

namespace isotherm::ui {

void sample_section(PanelContext& context) {
  label("In this picture");
  dim_text(context.state.sample_line);
}

}  // namespace isotherm::ui
