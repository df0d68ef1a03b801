#include "model/overlays.h"

#include <algorithm>

#include "model/confetti.h"
#include "model/move_paths.h"
#include "model/wording.h"

namespace isotherm {

namespace {

constexpr size_t kMostOverlays = 8;

std::string_view to_string(OverlayKind kind) {
  switch (kind) {
    case OverlayKind::confetti:
      return "confetti";
    case OverlayKind::paths:
      return "paths";
    case OverlayKind::reach:
      return "reach";
    case OverlayKind::clicks:
      return "clicks";
    case OverlayKind::moves:
      return "moves";
  }
  return "confetti";
}

Error refused(std::string_view part) {
  return make_error(
      ErrorCode::invalid_argument,
      "\"" + std::string(part) +
          "\" is no drawing: write clicks, moves (these with :RAMP, :RRGGBB or :max.DENSITY behind "
          "them if wanted), confetti, confetti:order, confetti:tag.KEY, paths or reach, each with "
          "@OPACITY (0 to 1) at its end if wanted");
}

// Up to 15 digits that count are read as the nearest number.
std::optional<double> decimal_from(std::string_view text) {
  double value = 0, place = 1;
  bool has_point = false;
  if (text.empty() || text == "." || text.size() > 24) return std::nullopt;
  for (const char c : text) {
    if (c == '.' && !has_point) {
      has_point = true;
      continue;
    }
    if (c < '0' || c > '9') return std::nullopt;
    if (has_point) place *= 10;
    value = value * 10 + (c - '0');
  }
  return value / place;
}

// The shortest decimal that is read as this number.
std::string decimal_text(double value) {
  std::string text;
  for (int decimals = 0; decimals <= 15; ++decimals) {
    text = fixed_decimals(value, decimals);
    if (decimal_from(text) == value) break;
  }
  return text;
}

// What separates drawings and their parts is written as %XX in a tag's key.
std::string escaped(std::string_view key) {
  std::string text;
  for (const char c : key) {
    if (c == ',') {
      text += "%2C";
    } else if (c == '@') {
      text += "%40";
    } else if (c == '%') {
      text += "%25";
    } else {
      text += c;
    }
  }
  return text;
}

std::string unescaped(std::string_view text) {
  std::string key;
  while (!text.empty()) {
    const std::string_view code = text.substr(0, 3);
    const char c = code == "%2C" ? ',' : code == "%40" ? '@' : code == "%25" ? '%' : '\0';
    key += c == '\0' ? text.front() : c;
    text.remove_prefix(c == '\0' ? 1 : 3);
  }
  return key;
}

// A decimal from 0 to 1.
std::optional<double> share_from(std::string_view text) {
  const auto value = decimal_from(text);
  return value && *value <= 1 ? value : std::nullopt;
}

// ":viridis:max.12" and the like; false = not understood.
bool take_density_options(std::string_view text, OverlaySettings& settings) {
  while (!text.empty()) {
    if (text.front() != ':') return false;
    const std::string_view option = text.substr(1, text.find(':', 1) - 1);
    text.remove_prefix(option.size() + 1);
    if (const auto ramp = ramp_from(option)) {
      settings.ramp = *ramp;
    } else if (option.starts_with("max.")) {
      settings.maximum = decimal_from(option.substr(4));
      if (!settings.maximum || !(*settings.maximum > 0)) return false;
    } else if (const auto color = color_from_hex(option)) {
      settings.ramp = Ramp::mono;
      settings.mono_color = *color;
    } else {
      return false;
    }
  }
  return true;
}

Result<OverlaySettings> overlay_from(std::string_view part) {
  OverlaySettings settings;
  std::optional<double> opacity;
  std::string_view rest = part;
  if (const size_t at = rest.rfind('@'); at != std::string_view::npos) {
    opacity = share_from(rest.substr(at + 1));
    if (!opacity) return refused(part);
    rest = rest.substr(0, at);
  }
  if (rest.starts_with("clicks") || rest.starts_with("moves")) {
    settings.kind = rest.starts_with("clicks") ? OverlayKind::clicks : OverlayKind::moves;
    if (!take_density_options(rest.substr(to_string(settings.kind).size()), settings)) return refused(part);
  } else if (rest == "paths") {
    settings.kind = OverlayKind::paths;
  } else if (rest == "reach") {
    settings.kind = OverlayKind::reach;
  } else if (rest == "confetti:order") {
    settings.color_by = ConfettiColor::order;
  } else if (rest.starts_with("confetti:tag.") && rest.size() > 13) {
    settings.color_by = ConfettiColor::tag;
    settings.tag = unescaped(rest.substr(13));
  } else if (rest != "confetti" && rest != "confetti:device") {
    return refused(part);
  }
  settings.opacity = opacity.value_or(default_opacity(settings.kind));
  return settings;
}

std::string density_options_text(const OverlaySettings& overlay) {
  std::string text;
  if (overlay.ramp != Ramp::mono) {
    text += ":" + std::string(to_string(overlay.ramp));
  } else if (overlay.mono_color != kOverlayColor) {
    text += ":" + hex_of(overlay.mono_color).substr(1);
  }
  if (overlay.maximum) text += ":max." + decimal_text(*overlay.maximum);
  return text;
}

}  // namespace

Layer layer_of(OverlayKind kind) {
  switch (kind) {
    case OverlayKind::confetti:
    case OverlayKind::clicks:
      return Layer::clicks;
    case OverlayKind::paths:
    case OverlayKind::moves:
      return Layer::moves;
    case OverlayKind::reach:
      return Layer::scroll;
  }
  return Layer::clicks;
}

std::string to_text(const std::vector<OverlaySettings>& overlays) {
  std::string text;
  for (const OverlaySettings& overlay : overlays) {
    if (!text.empty()) text += ',';
    text += to_string(overlay.kind);
    if (overlay.kind == OverlayKind::confetti) {
      if (overlay.color_by == ConfettiColor::device) text += ":device";
      if (overlay.color_by == ConfettiColor::order) text += ":order";
      if (overlay.color_by == ConfettiColor::tag) text += ":tag." + escaped(overlay.tag);
    }
    if (is_density(overlay.kind)) text += density_options_text(overlay);
    if (overlay.opacity != default_opacity(overlay.kind)) text += "@" + decimal_text(overlay.opacity);
  }
  return text;
}

Result<std::vector<OverlaySettings>> overlays_from(std::string_view text) {
  std::vector<OverlaySettings> overlays;
  while (!text.empty()) {
    const size_t comma = text.find(',');
    ISOTHERM_ASSIGN(OverlaySettings settings, overlay_from(text.substr(0, comma)));
    overlays.push_back(std::move(settings));
    if (overlays.size() > kMostOverlays)
      return make_error(ErrorCode::invalid_argument, "at most 8 drawings lie over a layer");
    if (comma == std::string_view::npos) break;
    text = text.substr(comma + 1);
    if (text.empty()) return refused("");
  }
  return overlays;
}

// One per overlay, in order; only what its kind needs.
struct Drawing {
  OverlaySettings settings;
  Confetti confetti;
  MovePaths paths;
  ReachOverlay reach;
  ReachCurve curve;
  std::unique_ptr<PointHeat> density;
};

struct Overlays::State {
  std::vector<std::unique_ptr<Drawing>> drawings;
  PixelSize page_px;
  PointHeatWork work_before;  // of densities that are gone

  // What the wanted drawing can go on from: another opacity or order finds nothing anew, and densities know
  // for themselves what has to be.
  std::unique_ptr<Drawing> take(std::vector<std::unique_ptr<Drawing>>& before, const OverlaySettings& wanted,
                                bool has_new_points) const {
    for (auto& drawing : before) {
      if (!drawing || drawing->settings.kind != wanted.kind) continue;
      OverlaySettings same = drawing->settings;
      same.opacity = wanted.opacity;
      if (is_density(wanted.kind) || (same == wanted && !has_new_points)) return std::move(drawing);
    }
    return nullptr;
  }
};

Overlays::Overlays() : state_(std::make_unique<State>()) {}
Overlays::~Overlays() = default;
Overlays::Overlays(Overlays&&) noexcept = default;
Overlays& Overlays::operator=(Overlays&&) noexcept = default;

void Overlays::update(const Recording& recording, const Selection& selection, const Filter& filter,
                      PixelSize page_px, const std::vector<OverlaySettings>& overlays,
                      const HeatRequest& density, bool has_new_points) {
  state_->page_px = page_px;
  auto before = std::move(state_->drawings);
  state_->drawings.clear();
  for (const OverlaySettings& settings : overlays) {
    auto drawing = state_->take(before, settings, has_new_points);
    if (!drawing) {
      drawing = std::make_unique<Drawing>();
      if (settings.kind == OverlayKind::confetti)
        drawing->confetti = make_confetti(recording, selection, filter, settings);
      if (settings.kind == OverlayKind::paths)
        drawing->paths = make_move_paths(recording, selection, filter, page_px);
      if (settings.kind == OverlayKind::reach) {
        const auto height = static_cast<uint32_t>(page_px.height);
        drawing->curve =
            reach_curve(furthest_lines(recording, ReachIndex(recording), selection, filter, height), height);
        drawing->curve.fold_px = fold_height(recording, selection, FoldKind::median);
      }
      if (is_density(settings.kind)) drawing->density = std::make_unique<PointHeat>();
    }
    drawing->settings = settings;
    if (drawing->density) {
      HeatRequest request = density;
      request.look.mono_color = settings.mono_color;
      request.maximum = settings.maximum;
      drawing->density->update(recording, selection, filter, layer_of(settings.kind), page_px, request);
    }
    state_->drawings.push_back(std::move(drawing));
  }
  for (const auto& drawing : before) {
    if (drawing && drawing->density) state_->work_before += drawing->density->work();
  }
}

bool Overlays::is_exact() const {
  const auto all = densities();
  return std::all_of(all.begin(), all.end(), [](const PointHeat* d) { return d->stage().is_exact(); });
}

void Overlays::refine() {
  for (const auto& drawing : state_->drawings) {
    if (drawing->density && !drawing->density->stage().is_exact()) return drawing->density->stage().refine();
  }
}

bool Overlays::prepare_within(uint64_t points) {
  for (const auto& drawing : state_->drawings) {
    if (drawing->density && drawing->density->prepare_within(points)) return true;
  }
  return false;
}

std::vector<const PointHeat*> Overlays::densities() const {
  std::vector<const PointHeat*> all;
  for (const auto& drawing : state_->drawings) {
    if (drawing->density) all.push_back(drawing->density.get());
  }
  return all;
}

std::vector<Legend> Overlays::density_legends() const {
  std::vector<Legend> legends;
  for (const auto& drawing : state_->drawings) {
    if (drawing->density) legends.push_back(drawing->density->legend(drawing->settings.ramp));
  }
  return legends;
}

PointHeatWork Overlays::density_work() const {
  PointHeatWork work = state_->work_before;
  for (const PointHeat* density : densities())
    work += density->work();
  return work;
}

void Overlays::add_to(Scene& scene, const SceneView& view, double text_scale) {
  const Rect visible = visible_page(scene.page_px, view);
  for (const auto& drawing : state_->drawings) {
    const double opacity = drawing->settings.opacity;
    switch (drawing->settings.kind) {
      case OverlayKind::confetti:
        add_confetti(scene, view, drawing->confetti, opacity, text_scale);
        break;
      case OverlayKind::paths:
        add_move_paths(scene, view, drawing->paths, opacity, text_scale);
        break;
      case OverlayKind::reach:
        drawing->reach.set_markers(reach_markers(drawing->curve, state_->page_px), text_scale);
        drawing->reach.add_to(scene, view);
        break;
      case OverlayKind::clicks:
      case OverlayKind::moves:
        drawing->density->add_to(scene, visible,
                                 color_table(drawing->settings.ramp, drawing->settings.mono_color), opacity);
        break;
    }
  }
}

std::vector<LegendKey> Overlays::keys() const {
  std::vector<LegendKey> keys;
  for (const auto& drawing : state_->drawings)
    keys.insert(keys.end(), drawing->confetti.keys.begin(), drawing->confetti.keys.end());
  return keys;
}

}  // namespace isotherm
