#include "model/swarm.h"

#include <algorithm>
#include <cmath>

namespace isotherm {

namespace {

constexpr Rgba kMouseColor{240, 96, 40, 170}, kTouchColor{58, 122, 245, 170}, kBarColor{240, 138, 75, 210},
    kBarGround{16, 18, 22, 110};
constexpr double kBarWidthPx = 90, kBarGapPx = 1, kDimming = 0.25;

}  // namespace

Swarm::Swarm(const Recording& recording, const SessionIndex& index, const Selection& selection,
             PixelSize page_px)
    : page_px_(page_px) {
  const size_t page_views = std::min(selection.keeps.size(), recording.catalog.page_views.size());
  std::vector<uint32_t> kept;
  for (uint32_t i = 0; i < page_views; ++i) {
    if (selection.keeps[i]) kept.push_back(i);
  }
  selected_ = kept.size();
  const size_t taken = std::min(kept.size(), kMaxVisits);
  for (size_t i = 0; i < taken; ++i) {
    const uint32_t page_view = kept[static_cast<size_t>(uint64_t{i} * kept.size() / taken)];
    visits_.push_back(
        make_visit(recording, index, page_view, recording.catalog.page_views[page_view].start_ms));
  }
  std::sort(visits_.begin(), visits_.end(), [](const ReplayVisit& a, const ReplayVisit& b) {
    return a.end_ms != b.end_ms ? a.end_ms < b.end_ms : a.page_view < b.page_view;
  });
  if (!visits_.empty()) duration_ms_ = visits_.back().end_ms;
}

std::vector<uint32_t> Swarm::present_histogram(size_t bins) const {
  std::vector<uint32_t> present(bins, 0);
  size_t gone = 0;
  for (size_t bin = 0; bin < bins; ++bin) {
    const double middle =
        static_cast<double>(duration_ms_) * (static_cast<double>(bin) + 0.5) / static_cast<double>(bins);
    while (gone < visits_.size() && static_cast<double>(visits_[gone].end_ms) < middle)
      ++gone;
    present[bin] = static_cast<uint32_t>(visits_.size() - gone);
  }
  return present;
}

void Swarm::moment_at(double t_ms, SwarmMoment& moment) const {
  moment.cursors.clear();
  moment.at_depth.assign(kDepthBands, 0);
  const auto first = std::lower_bound(
      visits_.begin(), visits_.end(), t_ms,
      [](const ReplayVisit& visit, double value) { return static_cast<double>(visit.end_ms) < value; });
  moment.present = static_cast<uint32_t>(visits_.end() - first);
  const double band_px = page_px_.height / static_cast<double>(kDepthBands);
  for (auto visit = first; visit != visits_.end(); ++visit) {
    if (const auto cursor = visit->cursor_at(t_ms))
      moment.cursors.push_back({cursor->page, cursor->is_touch});
    const double top = visit->scroll_at(t_ms).y, bottom = top + visit->viewport_at(t_ms).y;
    // Bands whose middle lies in [top, bottom).
    const auto band_from = [&](double y) {
      return static_cast<size_t>(std::clamp(std::ceil(y / band_px - 0.5), 0.0, double{kDepthBands}));
    };
    for (size_t band = band_from(top); band < band_from(bottom); ++band)
      ++moment.at_depth[band];
  }
}

void add_swarm(Scene& scene, const SceneView& view, const SwarmMoment& moment, size_t of, double scale) {
  const glm::dvec2 page_per_view = 1.0 / view.transform.view_px_per_page_px;
  const double width = kBarWidthPx * scale * page_per_view.x, right = scene.page_px.width;
  const double band = scene.page_px.height / static_cast<double>(std::max<size_t>(1, moment.at_depth.size()));
  scene.fills.push_back(
      {{right - width, 0, right, static_cast<double>(scene.page_px.height)}, kBarGround, 0});
  for (size_t i = 0; i < moment.at_depth.size(); ++i) {
    const double share = of > 0 ? static_cast<double>(moment.at_depth[i]) / static_cast<double>(of) : 0;
    const double y = band * static_cast<double>(i);
    scene.fills.push_back(
        {{right - width * share, y, right, y + band - kBarGapPx * page_per_view.y}, kBarColor, 0});
  }
  const auto radius = static_cast<float>(4 * scale);
  scene.shapes.reserve(scene.shapes.size() + moment.cursors.size());
  for (const SwarmCursor& cursor : moment.cursors) {
    const Rgba color = cursor.is_touch ? kTouchColor : kMouseColor;
    scene.shapes.push_back({cursor.page, cursor.page, radius, radius, 0, color, color});
  }
}

Scene swarm_scene(Scene picture, const SceneView& view, const SwarmMoment& moment, size_t of, double scale) {
  picture.bands.clear();
  picture.heats.clear();
  picture.fills.clear();
  picture.shapes.clear();
  picture.sprites.clear();
  picture.dimming = std::max(picture.dimming, kDimming);
  add_swarm(picture, view, moment, of, scale);
  return picture;
}

}  // namespace isotherm
