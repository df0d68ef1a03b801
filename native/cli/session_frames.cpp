#include "cli/session_frames.h"

#include <algorithm>
#include <cmath>

#include "cli/message.h"
#include "cli/time_text.h"

namespace isotherm::cli {
namespace {

Result<uint32_t> find_session(const Catalog& catalog, const std::string& name) {
  const auto named = std::find_if(catalog.sessions.begin(), catalog.sessions.end(),
                                  [&](const Session& session) { return session.id == name; });
  if (named != catalog.sessions.end()) return static_cast<uint32_t>(named - catalog.sessions.begin());
  const bool is_number =
      !name.empty() && name.size() <= 9 && name.find_first_not_of("0123456789") == std::string::npos;
  if (is_number && std::stoul(name) < catalog.sessions.size()) return static_cast<uint32_t>(std::stoul(name));
  std::string example =
      catalog.sessions.empty() ? "" : "; the first is called " + catalog.sessions.front().id;
  return make_error(ErrorCode::not_found, "there is no session " + name + " among the " +
                                              std::to_string(catalog.sessions.size()) + " of the recording" +
                                              example);
}

}  // namespace

Result<std::unique_ptr<ReplayFrames>> SessionFrames::open(RecordingFile& file, const std::string& session) {
  auto frames = std::make_unique<SessionFrames>();
  const Reader& reader = file.reader();
  Recording& recording = frames->recording_;
  recording.catalog = reader.catalog();
  ISOTHERM_ASSIGN(const uint32_t index, find_session(recording.catalog, session));
  std::vector<uint32_t> own;
  std::vector<uint8_t> has_page(recording.catalog.pages.size(), 0);
  for (uint32_t i = 0; i < recording.catalog.page_views.size(); ++i) {
    const PageView& view = recording.catalog.page_views[i];
    if (view.session != index) continue;
    own.push_back(i);
    has_page[view.page] = 1;
  }
  if (own.empty()) return make_error(ErrorCode::not_found, "the session " + session + " has no page views");
  const auto is_wanted = [&](const BlockInfo& block) {
    const auto first = std::lower_bound(own.begin(), own.end(), block.page_view_min);
    return first != own.end() && *first <= block.page_view_max;
  };
  file.read_blocks(is_wanted, [&](EventBlock block) { recording.blocks.push_back(std::move(block)); });
  for (size_t i = 0; i < reader.screenshots().size(); ++i) {
    const ScreenshotInfo& info = reader.screenshots()[i];
    if (info.page >= has_page.size() || has_page[info.page] == 0) continue;
    Result<Bytes> encoded = reader.read_screenshot(i);
    if (encoded) {
      recording.screenshots.push_back({info, std::move(encoded).value()});
    } else {
      file.warn("screenshot " + std::to_string(i) + " is left out: " + encoded.error().to_string());
    }
  }
  recording.revision = 1;
  frames->index_ = SessionIndex(recording);
  frames->track_ = ReplayTrack(recording, frames->index_, index);
  return std::unique_ptr<ReplayFrames>(std::move(frames));
}

std::string SessionFrames::subject() const {
  return "session " + recording_.catalog.sessions[track_.session()].id + ", from " +
         time_text(track_.start_unix_ms()) + ", " + std::to_string(track_.duration_ms() / 1000) + " s, " +
         std::to_string(track_.event_count()) + " events";
}

PixelSize SessionFrames::natural_size(double t_ms, ReplayLook look) const {
  const ReplayVisit& visit = track_.visits()[track_.visit_at(t_ms)];
  const PixelSize page = choose_replay_page(recording_, visit).page_px;
  glm::dvec2 size(page.width, page.height);
  if (look == ReplayLook::follow) {
    const Rect viewport = viewport_rect(visit, t_ms - static_cast<double>(visit.begin_ms), page);
    size = {viewport.width(), viewport.height()};
  }
  return reduced(size);
}

Status SessionFrames::show(size_t visit) {
  if (visit_ == visit) return success();
  page_ = choose_replay_page(recording_, track_.visits()[visit]);
  if (page_.screenshots != decoded_screenshots_) {
    ISOTHERM_ASSIGN(decoded_, decode_screenshots(recording_, page_.screenshots));
    images_.clear();
    for (const Image& image : decoded_)
      images_.push_back(&image);
    decoded_screenshots_ = page_.screenshots;
  }
  visit_ = visit;
  return success();
}

Status SessionFrames::draw(double t_ms, ReplayLook look, OffscreenRenderer& renderer, Image& image) {
  const size_t index = track_.visit_at(t_ms);
  ISOTHERM_TRY(show(index));
  const ReplayVisit& visit = track_.visits()[index];
  const double at_ms = t_ms - static_cast<double>(visit.begin_ms);
  const PixelSize size{image.width, image.height};
  const Rect viewport = viewport_rect(visit, at_ms, page_.page_px);
  const PageTransform transform = look == ReplayLook::follow
                                      ? follow_transform(viewport, size)
                                      : overview_transform(page_.page_px, size, viewport);
  const SceneView view{transform, size};
  Scene scene = base_.scene(recording_, page_, images_, view);
  overlay_.add_to(scene, view, visit, at_ms, look, overlay_scale(transform));
  return renderer.draw(scene, view, image, 0);
}

}  // namespace isotherm::cli
