#include "stream/catalog_codec.h"
#include "stream/limits.h"

namespace isotherm {

namespace {

Status check_at_most(std::string_view what, uint64_t value, uint64_t limit) {
  if (value <= limit) return success();
  return make_error(ErrorCode::limit, std::string(what) + " is " + std::to_string(value) + ", the limit is " +
                                          std::to_string(limit));
}

}  // namespace

Status check_page(const Page& page) {
  ISOTHERM_TRY(check_at_most("length of a URL in bytes", page.url.size(), limits::kMaxTextBytes));
  return check_at_most("length of a page title in bytes", page.title.size(), limits::kMaxTextBytes);
}

Status check_session(const Session& session) {
  ISOTHERM_TRY(check_at_most("number of a session's tags", session.tags.size(), limits::kMaxTagsPerSession));
  uint64_t bytes = session.id.size();
  for (const Tag& tag : session.tags)
    bytes += tag.key.size() + tag.value.size();
  return check_at_most("length of a session's id and tags in bytes", bytes, limits::kMaxTextBytes);
}

Status check_page_view(const PageView& view) {
  if (view.start_ms > limits::kMaxEpochMs || view.start_ms < -limits::kMaxEpochMs) {
    return make_error(ErrorCode::limit, "start of a page view is out of range");
  }
  ISOTHERM_TRY(check_at_most("duration of a page view in ms", view.duration_ms, limits::kMaxTimeMs));
  for (const uint32_t size :
       {view.viewport_width, view.viewport_height, view.document_width, view.document_height}) {
    ISOTHERM_TRY(check_at_most("size of a viewport or document in px", size, limits::kMaxSizePx));
  }
  return check_at_most("device pixel ratio x 1000", view.device_pixel_ratio_x1000,
                       limits::kMaxDevicePixelRatioX1000);
}

}  // namespace isotherm
