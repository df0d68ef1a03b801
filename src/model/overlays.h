#pragma once
// What is drawn over the main layer: several at once, in an order, each with its opacity.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/filter.h"
#include "model/layer.h"
#include "model/legend.h"
#include "model/point_heat.h"
#include "model/reach_overlay.h"
#include "model/scene.h"

namespace isotherm {

// clicks, moves: the density of these points, with the layer's radius and kind of scale, and with a maximum
//   and colours of its own; below all other drawings
// confetti: every click a dot, coloured by device, by its place in the page view's clicks, or by a tag's
// value paths: the pointer's way in each page view, a line that grows more opaque from its start to its end
// reach: 75, 50 and 25 % of the scroll reach and the fold, as on the scroll layer; below dots and lines
enum class OverlayKind : uint8_t { confetti, paths, reach, clicks, moves };
enum class ConfettiColor : uint8_t { device, order, tag };

// The layer whose events it shows.
Layer layer_of(OverlayKind kind);
constexpr bool is_density(OverlayKind kind) {
  return kind == OverlayKind::clicks || kind == OverlayKind::moves;
}

// Of a kind, unless another is given: what lies below a density stays to be seen.
constexpr double default_opacity(OverlayKind kind) {
  return is_density(kind) ? 0.6 : 1;
}

// Of densities: a colour that is on no other ramp.
inline constexpr Rgba kOverlayColor{190, 24, 144, 255};

struct OverlaySettings {
  OverlayKind kind = OverlayKind::confetti;
  ConfettiColor color_by = ConfettiColor::device;
  std::string tag;                                          // the key, for ConfettiColor::tag
  double opacity = default_opacity(OverlayKind::confetti);  // 0..1
  // Of densities.
  Ramp ramp = Ramp::mono;
  Rgba mono_color = kOverlayColor;
  std::optional<double> maximum;  // density at the ramp's end; automatic if absent
  friend bool operator==(const OverlaySettings&, const OverlaySettings&) = default;
};

// As text, first drawn first: "moves:viridis@0.6,confetti:device@0.8,paths@0.5,reach"; confetti's part behind
// the colon is device (which may be left out), order, or tag.KEY (with %2C, %40 and %25 for , @ and %); that
// of clicks and moves a ramp, a colour as six hexadecimal digits, max.DENSITY, or several of these, each
// behind a colon of its own. "" = none.
std::string to_text(const std::vector<OverlaySettings>& overlays);
// Errors (invalid_argument) say what is wrong with the text.
Result<std::vector<OverlaySettings>> overlays_from(std::string_view text);

// The drawings of one recording, selection and filter. Points and lines are found anew only when those
// change; a scene costs what is visible of them.
class Overlays {
 public:
  Overlays();
  ~Overlays();
  Overlays(Overlays&&) noexcept;
  Overlays& operator=(Overlays&&) noexcept;

  // `has_new_points`: recording, selection or filter are others than in the last call.
  // `density`: what densities take from the layer below.
  void update(const Recording& recording, const Selection& selection, const Filter& filter, PixelSize page_px,
              const std::vector<OverlaySettings>& overlays, const HeatRequest& density, bool has_new_points);
  void add_to(Scene& scene, const SceneView& view, double text_scale);

  // Densities' surveys: as HeatStage's.
  bool is_exact() const;
  void refine();
  // For hovering, as PointHeat's: of the first density that is not prepared.
  bool prepare_within(uint64_t points);
  // Of each density, in order.
  std::vector<const PointHeat*> densities() const;
  std::vector<Legend> density_legends() const;
  PointHeatWork density_work() const;  // also of those that are gone
  // What the dots' colours mean; empty without confetti.
  std::vector<LegendKey> keys() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace isotherm
