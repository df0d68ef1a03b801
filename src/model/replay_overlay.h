#pragma once
// What a replay draws over a page at one moment: viewport frame, trail, click rings and the cursor.
#include <memory>

#include "model/replay_track.h"
#include "model/scene.h"

namespace isotherm {

inline constexpr double kTrailMs = 3000, kRingMs = 1000, kRingRadiusPx = 22;

// overview: the whole page, the viewport as a frame on it. follow: the page moves below the viewport.
enum class ReplayLook : uint8_t { overview, follow };

// Sizes are CSS px of the screen times `scale`.
class ReplayOverlay {
 public:
  void add_to(Scene& scene, const SceneView& view, const ReplayVisit& visit, double t_ms, ReplayLook look,
              double scale);
  // The whole way of a page view as a thin line with its clicks, for lying over a heatmap. At most about
  // kPathPoints points: of more, every n-th.
  static constexpr size_t kPathPoints = 4000;
  static void add_path(Scene& scene, const ReplayVisit& visit, double scale);

 private:
  void add_cursor(Scene& scene, const ReplayVisit& visit, double t_ms, double scale);
  std::unique_ptr<Image> arrow_;
  double arrow_scale_ = 0;
};

// The page's part that the viewport showed; a viewport whose size was not recorded reaches to the page's
// edges.
Rect viewport_rect(const ReplayVisit& visit, double t_ms, PixelSize page_px);

// Fits the viewport into the view, centred: for ReplayLook::follow.
PageTransform follow_transform(const Rect& viewport, PixelSize view_px);
// For ReplayLook::overview: the whole page in the view, with a little air around it; of a page that would
// become smaller than `least_scale` view px per page px then, the part around the viewport.
inline constexpr double kLeastOverviewScale = 0.33;
PageTransform overview_transform(PixelSize page_px, PixelSize view_px, const Rect& viewport,
                                 double least_scale = kLeastOverviewScale);

}  // namespace isotherm
