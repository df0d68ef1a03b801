#include "demo/synthetic.h"

#include <algorithm>
#include <string>

#include "base/image.h"
#include "demo/random.h"
#include "stream/limits.h"

namespace isotherm {

namespace {

constexpr int64_t kStartMs = 1'767'225'600'000;  // 2026-01-01T00:00:00Z
constexpr uint32_t kViewportHeight = 900;

struct HotSpot {
  double x = 0, y = 0, sigma = 0;
};

Error bad(std::string message) {
  return make_error(ErrorCode::invalid_argument, std::move(message));
}

std::vector<HotSpot> make_hot_spots(const SyntheticOptions& options, Random& random) {
  std::vector<HotSpot> spots(options.hot_spots);
  for (HotSpot& spot : spots) {
    spot.x = random.between(0, options.page_width);
    spot.y = random.between(0, options.page_height);
    spot.sigma = random.between(6, 90);
  }
  return spots;
}

// Where people point: near a hot spot, the first ones most of all, or anywhere.
class Aim {
 public:
  Aim(const SyntheticOptions& options, uint64_t page_seed)
      : options_(options), random_(page_seed), spots_(make_hot_spots(options, random_)) {}

  Event next(Random& random) const {
    double x = random.between(0, options_.page_width), y = random.between(0, options_.page_height);
    if (!spots_.empty() && !random.chance(options_.uniform_share)) {
      const double u = random.unit();
      const HotSpot& spot = spots_[static_cast<size_t>(u * u * static_cast<double>(spots_.size()))];
      x = spot.x + spot.sigma * random.normal();
      y = spot.y + spot.sigma * random.normal();
    }
    Event event;
    event.x = whole_px_inside(x, options_.page_width);
    event.y = whole_px_inside(y, options_.page_height);
    return event;
  }

 private:
  static int32_t whole_px_inside(double px, uint32_t size) {
    return static_cast<int32_t>(std::clamp(px, 0.0, size - 1.0)) * kUnitsPerPx;
  }

  const SyntheticOptions& options_;
  Random random_;
  std::vector<HotSpot> spots_;
};

Status add_scrolls(Writer& writer, uint32_t page_view, const SyntheticOptions& options, Random& random) {
  const uint32_t limit = options.page_height > kViewportHeight ? options.page_height - kViewportHeight : 0;
  const double depth = random.unit();
  Event event;
  event.tag = make_tag(EventKind::scroll);
  event.t_ms = 100;
  event.y = static_cast<int32_t>(depth * 0.5 * limit) * kUnitsPerPx;
  ISOTHERM_TRY(writer.add_event(page_view, event));
  event.t_ms = 1100;
  event.y = static_cast<int32_t>(depth * limit) * kUnitsPerPx;
  return writer.add_event(page_view, event);
}

Status add_points(Writer& writer, uint32_t page_view, uint64_t count, const SyntheticOptions& options,
                  const Aim& aim, Random& random) {
  int32_t t_ms = 0;
  for (uint64_t i = 0; i < count; ++i) {
    Event event = aim.next(random);
    const bool is_click =
        options.layer == SyntheticLayer::clicks || (options.layer == SyntheticLayer::both && i % 10 == 9);
    event.tag = make_tag(is_click ? EventKind::click : EventKind::move);
    t_ms = std::min(t_ms + random.whole(20, 400), limits::kMaxTimeMs);
    event.t_ms = t_ms;
    ISOTHERM_TRY(writer.add_event(page_view, event));
  }
  return success();
}

}  // namespace

Status SyntheticOptions::validate() const {
  if (page_width == 0 || page_width > static_cast<uint32_t>(kMaxImageWidth))
    return bad("page width must be 1 to " + std::to_string(kMaxImageWidth) + " px");
  if (page_height == 0 || page_height > static_cast<uint32_t>(kMaxImageHeight))
    return bad("page height must be 1 to " + std::to_string(kMaxImageHeight) + " px");
  if (pages == 0) return bad("a recording needs at least one page");
  if (sessions < pages) return bad("a recording needs at least one session per page");
  if (!(uniform_share >= 0 && uniform_share <= 1)) return bad("the uniform share must be 0 to 1");
  return success();
}

Status write_synthetic(Writer& writer, const SyntheticOptions& options) {
  ISOTHERM_TRY(options.validate());
  std::vector<uint32_t> page_ids;
  std::vector<Aim> aims;
  for (uint32_t page = 0; page < options.pages; ++page) {
    const std::string number = std::to_string(page + 1);
    ISOTHERM_ASSIGN(const uint32_t id,
                    writer.add_page({"https://synthetic.example/" + number, "Page " + number}));
    page_ids.push_back(id);
    aims.emplace_back(options, derived_seed(options.seed, page));
  }
  Random random(derived_seed(options.seed, uint64_t{1} << 32));
  for (uint32_t i = 0; i < options.sessions; ++i) {
    ISOTHERM_ASSIGN(const uint32_t session, writer.add_session({"synthetic-" + std::to_string(i + 1), {}}));
    PageView view;
    view.session = session;
    view.page = page_ids[i % options.pages];
    view.start_ms = kStartMs + int64_t{i} * 60'000;
    view.viewport_width = view.document_width = options.page_width;
    view.viewport_height = kViewportHeight;
    view.document_height = options.page_height;
    view.device_pixel_ratio_x1000 = 1000;
    ISOTHERM_ASSIGN(const uint32_t id, writer.add_page_view(view));
    // Every session has its share; the first ones take the remainder.
    const uint64_t count =
        options.events / options.sessions + (i < options.events % options.sessions ? 1 : 0);
    ISOTHERM_TRY(add_scrolls(writer, id, options, random));
    ISOTHERM_TRY(add_points(writer, id, count, options, aims[i % options.pages], random));
  }
  return success();
}

Result<Bytes> make_synthetic_recording(const SyntheticOptions& options) {
  MemorySink sink;
  WriterOptions writer_options;
  writer_options.zstd_level = kLiveLevel;
  Writer writer(sink, writer_options);
  ISOTHERM_TRY(write_synthetic(writer, options));
  ISOTHERM_TRY(writer.finish());
  return sink.take();
}

}  // namespace isotherm
