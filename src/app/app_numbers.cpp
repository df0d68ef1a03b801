// What filters keep and would keep, and what lies in regions.
#include <algorithm>
#include <utility>

#include "app/app_impl.h"
#include "app/region_text.h"

namespace isotherm {

namespace {

constexpr double kBudgetMs = 4;  // of a frame
constexpr uint64_t kPointsAtOnce = 200'000, kSortedAtOnce = 50'000;

}  // namespace

void App::Impl::drop_counting() {
  counted_from.reset();
  filter_counting.reset();
  region_counter.reset();
  are_filters_stale = are_regions_stale = true;
  is_preview_stale = state.filters.preview.has_value();
  is_time_preview_stale = state.time.preview.has_value();
}

void App::Impl::recount_if_changed() {
  const CountedFrom now{recording.revision, state.settings.layer, picture.filter(), picture.page_px()};
  if (counted_from == now) return;
  drop_counting();
  counted_from = now;
}

bool App::Impl::awaits_counting() const {
  return filter_counting || region_counter || are_filters_stale || are_regions_stale || is_preview_stale ||
         is_time_preview_stale;
}

bool App::Impl::count_on(double (*now_ms)()) {
  if (!state.has_page()) return false;
  identify_recording();
  const double start_ms = now_ms ? now_ms() : 0;
  while (awaits_counting() || awaits_hover()) {
    count_step();
    if (!now_ms || now_ms() - start_ms >= kBudgetMs) break;
  }
  return awaits_counting() || is_hover_stale;
}

// What the user looks at comes first.
void App::Impl::count_step() {
  if (is_preview_stale) {
    is_preview_stale = false;
    Filter filter = picture.filter();
    filter.conditions = state.filters.preview->conditions;
    state.filters.preview->kept = kept_by(recording, filter);
  } else if (is_time_preview_stale) {
    is_time_preview_stale = false;
    if (auto& preview = state.time.preview)
      preview->kept = kept_by(recording, with_span(state.time.axis, picture.filter(), preview->span));
  } else if (are_regions_stale || region_counter) {
    if (std::exchange(are_regions_stale, false)) {
      std::vector<Region> regions;
      for (const PageRegion& region : state.regions.list) {
        if (region.page == state.settings.page) regions.push_back(region.region);
      }
      if (state.regions.drawn) regions.push_back(*state.regions.drawn);
      region_counter.reset();
      if (!is_row_layer(state.settings.layer) && !regions.empty())
        region_counter.emplace(picture.count_regions(std::move(regions)));
    }
    if (region_counter && region_counter->step(kPointsAtOnce)) return;
    take_region_readings();
  } else if (awaits_hover()) {
    picture.prepare_hover(kSortedAtOnce);
    return;
  } else if (are_filters_stale || filter_counting) {
    if (std::exchange(are_filters_stale, false)) {
      describe_ages(recording, state.settings.page, state.time);
      filter_counting.emplace(recording, state.settings, picture.filter());
    }
    if (filter_counting->step()) return;
    state.filters.facets = filter_counting->take_facets();
    state.filters.devices = filter_counting->devices();
    state.filters.all = {state.page_views, state.sessions};
    filter_counting.reset();
  }
  ++state.revision;
}

void App::Impl::take_region_readings() {
  auto& regions = state.regions;
  regions.readings.clear();
  if (!region_counter) return;
  const std::vector<RegionStats> stats = region_counter->stats();
  size_t next = 0;
  for (const PageRegion& region : regions.list) {
    if (region.page == state.settings.page) regions.readings.push_back({region.id, stats[next++]});
  }
  if (next < stats.size()) regions.readings.push_back({0, stats[next]});
  region_counter.reset();
}

void App::Impl::preview_filters(const std::optional<Conditions>& conditions) {
  auto& preview = state.filters.preview;
  if (!conditions) {
    preview.reset();
  } else if (!preview || preview->conditions != *conditions) {
    preview = FilterPreview{*conditions, std::nullopt};
  }
  is_preview_stale = preview && !preview->kept && state.has_page();
}

void App::Impl::preview_time(const std::optional<TimeSpan>& span) {
  auto& preview = state.time.preview;
  if (!span) {
    preview.reset();
  } else if (!preview || preview->span != *span) {
    preview = TimePreview{*span, std::nullopt};
  }
  is_time_preview_stale = preview && !preview->kept && state.has_page();
}

std::optional<Region> App::Impl::on_page(const Region& region) const {
  const int64_t x0 = std::max<int64_t>(region.x, 0), y0 = std::max<int64_t>(region.y, 0);
  const int64_t x1 = std::min<int64_t>(int64_t{region.x} + region.width, state.page_px.width);
  const int64_t y1 = std::min<int64_t>(int64_t{region.y} + region.height, state.page_px.height);
  if (x1 <= x0 || y1 <= y0) return std::nullopt;
  return Region{static_cast<int32_t>(x0), static_cast<int32_t>(y0), static_cast<int32_t>(x1 - x0),
                static_cast<int32_t>(y1 - y0)};
}

void App::Impl::draw_region(const std::optional<Region>& region) {
  const auto drawn = region ? on_page(*region) : std::nullopt;
  if (drawn == state.regions.drawn) return;
  state.regions.drawn = drawn;
  are_regions_stale = true;
}

void App::Impl::set_regions(std::vector<PageRegion> list) {
  state.regions.list = std::move(list);
  ++state.regions.list_revision;
  region_counter.reset();
  are_regions_stale = true;
  ++state.revision;
}

template <typename Change>
void App::Impl::change_regions(Change&& change) {
  const HistoryStep before = here();
  std::vector<PageRegion> list = state.regions.list;
  if (!change(list) || list == before.regions) return;
  set_regions(std::move(list));
  history.record(before, 0);
}

void App::Impl::add_region(const Region& region, std::string name) {
  const auto part = state.has_page() ? on_page(region) : std::nullopt;
  if (!part) return;
  if (state.regions.list.size() >= RegionsState::kMostRegions) {
    state.error = make_error(ErrorCode::limit, "At most 1,000 regions can be kept; remove some first");
    return;
  }
  change_regions([&](std::vector<PageRegion>& list) {
    uint32_t id = 1;
    for (const PageRegion& other : list)
      id = std::max(id, other.id + 1);
    if (name.empty()) name = "Region " + std::to_string(id);
    list.push_back({id, state.settings.page, std::move(name), *part});
    return true;
  });
}

void App::Impl::rename_region(uint32_t id, const std::string& name) {
  change_regions([&](std::vector<PageRegion>& list) {
    for (PageRegion& region : list) {
      if (region.id == id && !name.empty()) region.name = name;
    }
    return true;
  });
}

void App::Impl::remove_region(uint32_t id) {
  change_regions([&](std::vector<PageRegion>& list) {
    return std::erase_if(list, [&](const PageRegion& region) { return region.id == id; }) > 0;
  });
}

void App::Impl::keep_sessions_of_region(uint32_t id) {
  const PageRegion* region = state.regions.find(id);
  if (!region || region->page != state.settings.page || is_row_layer(state.settings.layer)) return;
  std::vector<uint8_t> has_event(recording.catalog.sessions.size(), 0);
  for_each_point(recording, picture.selection(), picture.filter(), state.settings.layer,
                 [&](const Point& point) {
                   const uint32_t session = recording.catalog.page_views[point.page_view].session;
                   if (session < has_event.size() && region->region.contains(point.x >> 4, point.y >> 4))
                     has_event[session] = 1;
                 });
  PictureSettings settings = state.settings;
  settings.conditions.sessions.clear();
  for (size_t i = 0; i < has_event.size(); ++i) {
    if (has_event[i]) settings.conditions.sessions.push_back(recording.catalog.sessions[i].id);
  }
  if (!settings.conditions.sessions.empty()) change_picture({settings, 0});
}

void App::Impl::restore_regions(std::vector<PageRegion> restored) {
  for (PageRegion region : state.regions.list) {
    region.id = restored.empty() ? 1 : restored.back().id + 1;
    restored.push_back(std::move(region));
  }
  if (restored == state.regions.list) return;
  history.set_regions(restored);
  set_regions(std::move(restored));
}

void App::Impl::identify_recording() {
  if (!state.recording_id.empty() || state.load.phase != LoadState::Phase::ready) return;
  state.recording_id = recording_identity(recording.catalog);
  ++state.revision;
}

}  // namespace isotherm
