#include "ui/sections.h"
#include "ui/style.h"
#include "ui/widgets.h"

namespace isotherm::ui {

void sample_section(PanelContext& context) {
  const auto& state = context.state;
  label("In this picture");
  dim_text(state.sample_line);
  if (state.outside_page > 0) dim_text(with_thousands(state.outside_page) + " lie outside the page");
  if (state.fixed_points > 0)
    dim_text(with_thousands(state.fixed_points) + " on fixed elements are not drawn");
}

}  // namespace isotherm::ui
