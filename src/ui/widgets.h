#pragma once
// The controls that the panel is made of. Widths are those of the content area unless given.
#include <imgui.h>

#include <span>
#include <string>
#include <string_view>

#include "model/facets.h"
#include "model/ramp.h"
#include "ui/panel.h"

namespace isotherm::ui {

// Space, a thin line, space: between sections.
void section_gap();
// The name of what follows, dim, with an optional value at the right edge.
void label(std::string_view name, std::string_view value = {});
void dim_text(std::string_view text);  // small, wrapped
void text_at(ImVec2 position, ImU32 text_color, std::string_view text);
float text_width(std::string_view text);
// Shortened in the middle to fit.
std::string elided(std::string_view text, float width);

// "120 page views of 40 sessions"
std::string kept_text(const FacetCount& kept);

// A word that can be clicked, at this place on the screen. Moves the cursor.
bool link(const char* text, ImVec2 position);
bool button(const char* text, ImVec2 size);
bool accent_button(const char* text, ImVec2 size);
// Returns true when `is_on` was switched.
bool toggle(const char* text, bool& is_on);

// Options side by side; `disabled` has one bit per option. Returns true when `chosen` changed.
bool segmented(const char* id, std::span<const char* const> options, int& chosen, uint32_t disabled = 0);

struct SliderSpec {
  const char* name = "";
  double min = 0, max = 1, step = 0.01, initial = 0;  // a double click goes back to `initial`
  bool is_logarithmic = false;
  double shown_factor = 1;           // what is shown and typed is the value times this
  const char* format = "%.0f";       // of the shown value
  std::string_view value_text = {};  // instead of the formatted value, where not empty
};
// Label and value above a thin track; the value can be clicked and typed. Starts a gesture when a drag
// starts.
bool slider(PanelContext& context, const SliderSpec& spec, double& value);

// "viridis" as "Viridis".
std::string capitalised(std::string_view name);
void draw_ramp(ImDrawList& list, const ColorTable& colors, ImVec2 min, ImVec2 max, float rounding);

// A swatch for each ramp, side by side. Returns true when another was chosen.
bool ramp_swatches(const char* id, Ramp& chosen, Rgba mono_color);
// Returns true when the colour was changed; alpha stays. Starts a gesture when a change starts.
bool color_edit(PanelContext& context, const char* name, Rgba& color);

// A small window of its own over the page, with the panel's look.
bool begin_floating(const char* id, ImVec2 position, ImVec2 pivot, bool takes_input = true,
                    ImU32 background = 0);
void end_floating();

}  // namespace isotherm::ui
