#pragma once
// Many filters over the generated recordings, and the plain way to apply them.
#include "model/filter_check.h"
#include "model/points.h"
#include "model/url_pattern.h"
#include "unit/model/recordings.h"

namespace isotherm::test {

// The generated recording with what filters look at: tags, addresses worth a pattern, starts over days.
inline Generated generate_visits(uint32_t seed) {
  Generated made = generate(seed, seed % 2 == 0);
  std::mt19937 random(seed + 1);
  Catalog& catalog = made.recording.catalog;
  for (Session& session : catalog.sessions) {
    session.tags.push_back({"variant", random() % 2 == 0 ? "A" : "B"});
    if (random() % 3 != 0) session.tags.push_back({"country", random() % 2 == 0 ? "NO" : "DE"});
    if (random() % 4 == 0) session.tags.push_back({"utc_offset", random() % 2 == 0 ? "+05:30" : "-180"});
  }
  for (PageView& view : catalog.page_views)
    view.start_ms += static_cast<int64_t>(random() % 200) * 3'600'000;
  return made;
}

inline std::vector<Filter> many_filters(const Recording& recording) {
  std::vector<Filter> filters{{}};
  const auto add = [&](auto&& change) {
    Filter filter;
    change(filter);
    filters.push_back(filter);
  };
  const int64_t start = recording.catalog.page_views.front().start_ms;
  add([](Filter& f) { f.conditions.pages = "*"; });
  add([](Filter& f) { f.conditions.pages = "https://example.org/b*"; });
  add([](Filter& f) { f.devices = 0x04; });
  add([](Filter& f) { f.viewport_width_min = 900, f.viewport_width_max = 1440; });
  add([](Filter& f) { f.conditions.viewport_width_min = 768; });
  add([](Filter& f) { f.conditions.hours = 0x00F0F0; });
  add([](Filter& f) { f.conditions.weekdays = 0x1F, f.conditions.utc_offset_min = -600; });
  add([](Filter& f) { f.conditions.session_length_min_ms = 3'600'000 * 24; });
  add([](Filter& f) { f.conditions.session_length_max_ms = 3'600'000 * 150; });
  add([](Filter& f) { f.conditions.entry_page = "*/a"; });
  add([](Filter& f) { f.conditions.exit_page = "*/c"; });
  add([](Filter& f) { f.conditions.tags = {{"variant", "B"}}; });
  add([](Filter& f) { f.conditions.tags = {{"variant", "B"}, {"country", "NO"}, {"country", "DE"}}; });
  add([](Filter& f) { f.conditions.sessions = {"s1", "s4", "s5", "nobody"}; });
  add([&](Filter& f) { f.time_from_ms = start, f.time_to_ms = start + 3'600'000 * 60; });
  add([](Filter& f) { f.age_from_ms = 500, f.age_to_ms = 9000; });
  add([](Filter& f) { f.conditions.pages = "*", f.clicks = ClickChoice::first; });
  add([](Filter& f) { f.conditions.pages = "*", f.clicks = ClickChoice::last, f.age_to_ms = 20'000; });
  add([](Filter& f) { f.conditions.pages = "*", f.clicks = ClickChoice::touch; });
  add([](Filter& f) { f.conditions.pages = "*", f.clicks = ClickChoice::rage; });
  add([](Filter& f) { f.conditions.pages = "*", f.fixed = FixedPlane::top; });
  add([](Filter& f) { f.conditions.pages = "*", f.fixed = FixedPlane::spread; });
  return filters;
}

// Every pair of the above, so far as they ask about different things.
inline std::vector<Filter> filter_pairs(const Recording& recording) {
  const std::vector<Filter> singles = many_filters(recording);
  std::vector<Filter> pairs = singles;
  const Filter none;
  const auto differs = [&](const auto& value, const auto& initial) { return !(value == initial); };
  for (size_t i = 1; i < singles.size(); ++i) {
    for (size_t j = i + 1; j < singles.size(); ++j) {
      Filter both = singles[i];
      const Filter& other = singles[j];
      const auto take = [&](auto member) {
        if (differs(other.*member, none.*member)) both.*member = other.*member;
      };
      take(&Filter::devices), take(&Filter::viewport_width_min), take(&Filter::viewport_width_max);
      take(&Filter::time_from_ms), take(&Filter::time_to_ms), take(&Filter::age_from_ms);
      take(&Filter::age_to_ms), take(&Filter::clicks), take(&Filter::fixed);
      const auto take_condition = [&](auto member) {
        if (differs(other.conditions.*member, none.conditions.*member))
          both.conditions.*member = other.conditions.*member;
      };
      take_condition(&Conditions::pages), take_condition(&Conditions::viewport_width_min);
      take_condition(&Conditions::hours), take_condition(&Conditions::weekdays);
      take_condition(&Conditions::utc_offset_min), take_condition(&Conditions::session_length_min_ms);
      take_condition(&Conditions::session_length_max_ms), take_condition(&Conditions::entry_page);
      take_condition(&Conditions::exit_page), take_condition(&Conditions::tags);
      take_condition(&Conditions::sessions);
      pairs.push_back(both);
    }
  }
  return pairs;
}

// --- the plain way: one page view at a time, straight from docs/definitions.md ---

inline std::vector<uint32_t> views_of_session(const Catalog& catalog, uint32_t session) {
  std::vector<uint32_t> views;
  for (uint32_t i = 0; i < catalog.page_views.size(); ++i) {
    if (catalog.page_views[i].session == session) views.push_back(i);
  }
  std::stable_sort(views.begin(), views.end(), [&](uint32_t a, uint32_t b) {
    return catalog.page_views[a].start_ms < catalog.page_views[b].start_ms;
  });
  return views;
}

inline bool plainly_keeps(const Recording& recording, const Filter& filter, uint32_t page_view) {
  const Catalog& catalog = recording.catalog;
  const PageView& view = catalog.page_views[page_view];
  const Session& session = catalog.sessions[view.session];
  const Conditions& asked = filter.conditions;
  const auto url_of = [&](uint32_t i) { return catalog.pages[catalog.page_views[i].page].url; };
  const auto matches = [](const std::string& pattern, const std::string& url) {
    return pattern.empty() || matches_pattern(pattern, url);
  };
  if (view.page != filter.page && (asked.pages.empty() || !matches_pattern(asked.pages, url_of(page_view))))
    return false;
  const bool has_device = (filter.devices >> static_cast<int>(device_of(view.viewport_width)) & 1) != 0;
  const bool has_range = filter.viewport_width_min != 0 || filter.viewport_width_max != 0xFFFFFFFF;
  const bool in_range = view.viewport_width != 0 && view.viewport_width >= filter.viewport_width_min &&
                        view.viewport_width <= filter.viewport_width_max;
  if (!has_device || (has_range && !in_range)) return false;
  if (asked.viewport_width_min != 0 && view.viewport_width < asked.viewport_width_min) return false;
  int64_t offset_min = 0;
  for (const Tag& tag : session.tags) {
    if (tag.key == "utc_offset") offset_min = tag.value == "-180" ? -180 : 330;
  }
  const int64_t hours =
      (view.start_ms + asked.utc_offset_min.value_or(static_cast<int32_t>(offset_min)) * int64_t{60'000}) /
      3'600'000;
  if ((asked.hours >> (hours % 24) & 1) == 0) return false;
  if ((asked.weekdays >> ((hours / 24 + 3) % 7) & 1) == 0) return false;  // 1970 began on a Thursday
  const std::vector<uint32_t> views = views_of_session(catalog, view.session);
  int64_t end_ms = 0;
  for (const uint32_t i : views)
    end_ms = std::max(end_ms, catalog.page_views[i].start_ms + catalog.page_views[i].duration_ms);
  const auto length = static_cast<uint64_t>(end_ms - catalog.page_views[views.front()].start_ms);
  if (length < asked.session_length_min_ms || length > asked.session_length_max_ms) return false;
  if (!matches(asked.entry_page, url_of(views.front())) || !matches(asked.exit_page, url_of(views.back())))
    return false;
  for (const Tag& wanted : asked.tags) {
    bool has_one = false;
    for (const Tag& own : session.tags) {
      for (const Tag& option : asked.tags)
        has_one |= own == option && own.key == wanted.key;
    }
    if (!has_one) return false;
  }
  if (!asked.sessions.empty() &&
      std::find(asked.sessions.begin(), asked.sessions.end(), session.id) == asked.sessions.end())
    return false;
  const int64_t end = view.start_ms + view.duration_ms;
  return view.start_ms < filter.time_to_ms && end >= filter.time_from_ms &&
         filter.age_from_ms <= view.duration_ms && filter.age_to_ms > 0;
}

// The points of a layer in the plain way: one page view's events after another.
inline std::vector<Point> plain_points(const Generated& made, const Filter& filter, Layer layer) {
  std::vector<Point> points;
  const Catalog& catalog = made.recording.catalog;
  for (uint32_t v = 0; v < catalog.page_views.size(); ++v) {
    const PageView& view = catalog.page_views[v];
    if (!plainly_keeps(made.recording, filter, v)) continue;
    std::vector<Event> own, scrolls;
    for (const FlatEvent& flat : made.events) {
      if (flat.page_view != v) continue;
      const EventKind kind = kind_of(flat.event.tag);
      if (kind == (layer == Layer::clicks ? EventKind::click : EventKind::move)) own.push_back(flat.event);
      if (kind == EventKind::scroll) scrolls.push_back(flat.event);
    }
    uint32_t series = 0;
    for (size_t i = 0; i < own.size(); ++i) {
      const Event& event = own[i];
      Point point{v, event.t_ms, event.x, event.y, 1};
      if (layer == Layer::moves) {
        const int64_t next = i + 1 < own.size() ? own[i + 1].t_ms : int64_t{view.duration_ms};
        point.weight = static_cast<uint32_t>(std::clamp<int64_t>(next - event.t_ms, 0, 1000));
      } else {
        const ClickChoice choice = filter.clicks;
        if (choice == ClickChoice::first && i != 0) continue;
        if (choice == ClickChoice::last && i + 1 != own.size()) continue;
        if (choice == ClickChoice::touch && (event.tag & kFlagTouchPointer) == 0) continue;
        const bool continues = i > 0 && event.t_ms - own[i - 1].t_ms <= 1000 &&
                               std::abs(event.x - own[i - 1].x) + std::abs(event.y - own[i - 1].y) <= 480 &&
                               ((event.tag ^ own[i - 1].tag) & kFlagFixedTarget) == 0;
        series = continues ? series + 1 : 1;
        if (choice == ClickChoice::rage && series != 3) continue;
      }
      const int64_t time = view.start_ms + event.t_ms;
      if (time < filter.time_from_ms || time >= filter.time_to_ms) continue;
      if (event.t_ms < filter.age_from_ms || event.t_ms >= filter.age_to_ms) continue;
      if ((event.tag & kFlagFixedTarget) != 0) {
        if (filter.fixed == FixedPlane::hidden) continue;
        if (filter.fixed == FixedPlane::spread) {
          Event at{};
          for (const Event& scroll : scrolls) {
            if (scroll.t_ms < event.t_ms) at = scroll;
          }
          point.x += at.x;
          point.y += at.y;
        }
      }
      points.push_back(point);
    }
  }
  return points;
}

}  // namespace isotherm::test
