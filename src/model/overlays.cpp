#include "model/overlays.h"

#include <algorithm>

#include "model/confetti.h"
#include "model/move_paths.h"

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
  }
  return "confetti";
}

Error refused(std::string_view part) {
  return make_error(ErrorCode::invalid_argument,
                    "\"" + std::string(part) +
                        "\" is no drawing: write confetti, confetti:order, confetti:tag.KEY, paths or reach, "
                        "each with @OPACITY (0 to 1) behind it if wanted");
}

// A decimal from 0 to 1.
std::optional<double> share_from(std::string_view text) {
  double value = 0, place = 1;
  bool has_point = false;
  if (text.empty() || text == "." || text.size() > 12) return std::nullopt;
  for (const char c : text) {
    if (c == '.' && !has_point) {
      has_point = true;
      continue;
    }
    if (c < '0' || c > '9') return std::nullopt;
    if (has_point) place *= 10;
    value = value * 10 + (c - '0');
  }
  value /= place;
  return value <= 1 ? std::optional(value) : std::nullopt;
}

Result<OverlaySettings> overlay_from(std::string_view part) {
  OverlaySettings settings;
  std::string_view rest = part;
  if (const size_t at = rest.rfind('@'); at != std::string_view::npos) {
    const auto opacity = share_from(rest.substr(at + 1));
    if (!opacity) return refused(part);
    settings.opacity = *opacity;
    rest = rest.substr(0, at);
  }
  if (rest == "paths") {
    settings.kind = OverlayKind::paths;
  } else if (rest == "reach") {
    settings.kind = OverlayKind::reach;
  } else if (rest == "confetti:order") {
    settings.color_by = ConfettiColor::order;
  } else if (rest.starts_with("confetti:tag.") && rest.size() > 13) {
    settings.color_by = ConfettiColor::tag;
    settings.tag = rest.substr(13);
  } else if (rest != "confetti" && rest != "confetti:device") {
    return refused(part);
  }
  return settings;
}

std::string share_text(double share) {
  std::string digits = std::to_string(static_cast<int>(share * 100 + 0.5));
  return share >= 1 ? "1" : "0." + std::string(2 - std::min<size_t>(digits.size(), 2), '0') + digits;
}

}  // namespace

Layer layer_of(OverlayKind kind) {
  switch (kind) {
    case OverlayKind::confetti:
      return Layer::clicks;
    case OverlayKind::paths:
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
      if (overlay.color_by == ConfettiColor::tag) text += ":tag." + overlay.tag;
    }
    if (overlay.opacity < 1) text += "@" + share_text(overlay.opacity);
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
};

struct Overlays::State {
  std::vector<std::unique_ptr<Drawing>> drawings;
  PixelSize page_px;
};

Overlays::Overlays() : state_(std::make_unique<State>()) {}
Overlays::~Overlays() = default;
Overlays::Overlays(Overlays&&) noexcept = default;
Overlays& Overlays::operator=(Overlays&&) noexcept = default;

void Overlays::update(const Recording& recording, const Selection& selection, const Filter& filter,
                      PixelSize page_px, const std::vector<OverlaySettings>& overlays, bool has_new_points) {
  state_->page_px = page_px;
  auto before = std::move(state_->drawings);
  state_->drawings.clear();
  // Another opacity or order finds nothing anew.
  const auto take = [&](const OverlaySettings& wanted) -> std::unique_ptr<Drawing> {
    for (auto& drawing : before) {
      if (!drawing || has_new_points) continue;
      OverlaySettings same = drawing->settings;
      same.opacity = wanted.opacity;
      if (same == wanted) return std::move(drawing);
    }
    return nullptr;
  };
  for (const OverlaySettings& settings : overlays) {
    auto drawing = take(settings);
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
    }
    drawing->settings = settings;
    state_->drawings.push_back(std::move(drawing));
  }
}

void Overlays::add_to(Scene& scene, const SceneView& view, double text_scale) {
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
