#include "model/filter_check.h"

#include <algorithm>
#include <unordered_set>

#include "model/url_pattern.h"

namespace isotherm {

namespace {

constexpr int64_t kLowest = std::numeric_limits<int64_t>::min(),
                  kHighest = std::numeric_limits<int64_t>::max();

int64_t end_of(const PageView& view) {
  return view.start_ms > kHighest - view.duration_ms ? kHighest : view.start_ms + view.duration_ms;
}

uint64_t distance(int64_t from, int64_t to) {
  return to <= from ? 0 : static_cast<uint64_t>(to) - static_cast<uint64_t>(from);
}

// Events may lie at the very end, so the page view's own interval is closed. The highest end means no limit.
bool passes_time(const PageView& view, const Filter& filter) {
  const bool begins_before = filter.time_to_ms == kHighest || view.start_ms < filter.time_to_ms;
  const bool ends_after = filter.time_from_ms == kLowest || end_of(view) >= filter.time_from_ms;
  return begins_before && ends_after && filter.age_to_ms > 0 && filter.age_from_ms <= view.duration_ms;
}

bool passes_range(uint32_t width, uint32_t min, uint32_t max) {
  if (min == 0 && max == std::numeric_limits<uint32_t>::max()) return true;
  return width != 0 && width >= min && width <= max;
}

}  // namespace

std::vector<SessionFacts> session_facts(const Recording& recording) {
  const Catalog& catalog = recording.catalog;
  std::vector<SessionFacts> facts(catalog.sessions.size());
  std::vector<int64_t> ends(facts.size(), kLowest);
  for (uint32_t i = 0; i < catalog.page_views.size(); ++i) {
    const PageView& view = catalog.page_views[i];
    if (view.session >= facts.size()) continue;
    SessionFacts& own = facts[view.session];
    if (own.first_view == SessionFacts::kNone || view.start_ms < catalog.page_views[own.first_view].start_ms)
      own.first_view = i;
    if (own.last_view == SessionFacts::kNone || view.start_ms >= catalog.page_views[own.last_view].start_ms)
      own.last_view = i;
    ends[view.session] = std::max(ends[view.session], end_of(view));
  }
  for (size_t i = 0; i < facts.size(); ++i) {
    if (facts[i].first_view != SessionFacts::kNone)
      facts[i].length_ms = distance(catalog.page_views[facts[i].first_view].start_ms, ends[i]);
    const auto offset = recorded_utc_offset(catalog.sessions[i]);
    facts[i].has_utc_offset = offset.has_value();
    facts[i].utc_offset_min = offset.value_or(0);
  }
  return facts;
}

FilterCheck::FilterCheck(const Recording& recording, const Filter& filter)
    : recording_(recording), filter_(filter) {
  const Conditions& conditions = filter.conditions;
  needs_hours_ = conditions.hours != kAllHours || conditions.weekdays != kAllWeekdays;
  for (const Tag& tag : conditions.tags) {
    if (std::find(tag_keys_.begin(), tag_keys_.end(), tag.key) == tag_keys_.end())
      tag_keys_.push_back(tag.key);
  }
  judge_pages();
  if (needs_hours_ || conditions.concern_sessions()) facts_ = session_facts(recording);
  if (conditions.concern_sessions()) judge_sessions();
}

void FilterCheck::judge_pages() {
  const auto& pages = recording_.catalog.pages;
  takes_page_.assign(pages.size(), 0);
  const std::string& pattern = filter_.conditions.pages;
  for (size_t i = 0; i < pages.size(); ++i)
    takes_page_[i] = i == filter_.page || (!pattern.empty() && matches_pattern(pattern, pages[i].url));
}

void FilterCheck::judge_sessions() {
  const auto& sessions = recording_.catalog.sessions;
  const std::unordered_set<std::string_view> wanted(filter_.conditions.sessions.begin(),
                                                    filter_.conditions.sessions.end());
  session_refusals_.resize(sessions.size());
  for (size_t i = 0; i < sessions.size(); ++i) {
    session_refusals_[i] = session_refusals(sessions[i], facts_[i]);
    if (!wanted.empty() && !wanted.contains(sessions[i].id))
      session_refusals_[i] |= bit(FilterPart::sessions);
  }
}

uint32_t FilterCheck::session_refusals(const Session& session, const SessionFacts& facts) const {
  const Conditions& conditions = filter_.conditions;
  const Catalog& catalog = recording_.catalog;
  uint32_t refusals = 0;
  if (facts.length_ms < conditions.session_length_min_ms ||
      facts.length_ms > conditions.session_length_max_ms)
    refusals |= bit(FilterPart::session_length);
  const auto ends_at = [&](uint32_t view, const std::string& pattern) {
    if (pattern.empty()) return true;
    if (view == SessionFacts::kNone) return false;
    const uint32_t page = catalog.page_views[view].page;
    return page < catalog.pages.size() && matches_pattern(pattern, catalog.pages[page].url);
  };
  if (!ends_at(facts.first_view, conditions.entry_page)) refusals |= bit(FilterPart::entry_page);
  if (!ends_at(facts.last_view, conditions.exit_page)) refusals |= bit(FilterPart::exit_page);
  if (judge_tags(session) != kNoKey) refusals |= bit(FilterPart::tags);
  return refusals;
}

uint16_t FilterCheck::judge_tags(const Session& session) const {
  uint16_t refusing = kNoKey;
  for (size_t k = 0; k < tag_keys_.size(); ++k) {
    bool passes = false;
    for (const Tag& wanted : filter_.conditions.tags) {
      if (wanted.key != tag_keys_[k] || passes) continue;
      passes = std::find(session.tags.begin(), session.tags.end(), wanted) != session.tags.end();
    }
    if (passes) continue;
    if (refusing != kNoKey) return kSeveralKeys;
    refusing = static_cast<uint16_t>(k);
  }
  return refusing;
}

uint16_t FilterCheck::refusing_tag_key(uint32_t session) const {
  return session < recording_.catalog.sessions.size() ? judge_tags(recording_.catalog.sessions[session])
                                                      : kSeveralKeys;
}

int32_t FilterCheck::utc_offset_min(uint32_t session) const {
  if (filter_.conditions.utc_offset_min) return *filter_.conditions.utc_offset_min;
  return session < facts_.size() ? facts_[session].utc_offset_min : 0;
}

uint32_t FilterCheck::refusals(uint32_t page_view) const {
  const PageView& view = recording_.catalog.page_views[page_view];
  const Conditions& conditions = filter_.conditions;
  const auto refused = [](bool passes, FilterPart part) { return passes ? 0u : bit(part); };
  uint32_t refusals =
      refused(view.page < takes_page_.size() && takes_page_[view.page] != 0, FilterPart::page) |
      refused((filter_.devices >> static_cast<unsigned>(device_of(view.viewport_width)) & 1u) != 0,
              FilterPart::device) |
      refused(passes_range(view.viewport_width, filter_.viewport_width_min, filter_.viewport_width_max),
              FilterPart::comparable_width) |
      refused(passes_range(view.viewport_width, conditions.viewport_width_min, conditions.viewport_width_max),
              FilterPart::width) |
      refused(passes_time(view, filter_), FilterPart::time);
  if (needs_hours_) {
    const LocalHour hour = local_hour(view.start_ms, utc_offset_min(view.session));
    refusals |= refused((conditions.hours >> hour.hour & 1u) != 0, FilterPart::hour);
    refusals |= refused((conditions.weekdays >> hour.weekday & 1u) != 0, FilterPart::weekday);
  }
  if (session_refusals_.empty()) return refusals;
  // Page views of sessions that the catalog does not have pass no condition on sessions.
  return refusals | (view.session < session_refusals_.size() ? session_refusals_[view.session]
                                                             : bit(FilterPart::sessions));
}

}  // namespace isotherm
