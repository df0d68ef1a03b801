#pragma once
// The panel's parts from top to bottom, and the parts that float over the page. One file each.
#include "ui/panel.h"

namespace isotherm::ui {

void recording_section(PanelContext& context);
void mode_section(PanelContext& context);
void sessions_section(PanelContext& context);
void events_section(PanelContext& context);
void page_section(PanelContext& context);
void layer_section(PanelContext& context);
void time_section(PanelContext& context);
void filter_section(PanelContext& context);
void region_section(PanelContext& context);
void look_section(PanelContext& context);
void scale_section(PanelContext& context);
void scroll_section(PanelContext& context);  // of scale_section, for layers made of rows
void overlay_section(PanelContext& context);
void sample_section(PanelContext& context);

void region_overlay(PanelContext& context, const Rect& canvas);
void legend_overlay(PanelContext& context, const Rect& canvas);
void zoom_bar(PanelContext& context, const Rect& canvas);
void timeline(PanelContext& context, const Rect& canvas);
void spot_box(PanelContext& context, const Rect& canvas);
void hover_tooltip(PanelContext& context, const Rect& canvas);
void error_box(PanelContext& context, const Rect& canvas);
void empty_page(PanelContext& context, const Rect& canvas);
void notice(PanelContext& context, const Rect& canvas);
void help_window(PanelContext& context, const Rect& canvas);
// Keys, where no text field has them.
void shortcuts(PanelContext& context);
// Those of a replay; true: they take the place of the heatmap's.
bool replay_shortcuts(PanelContext& context);

}  // namespace isotherm::ui
