#include "model/facets.h"

#include <algorithm>
#include <unordered_map>

namespace isotherm {

namespace {

std::vector<PageFacet> page_facets(size_t pages, const auto& cells) {
  std::vector<PageFacet> facets;
  for (size_t page = 0; page < pages; ++page) {
    if (cells[page].count.page_views > 0) facets.push_back({static_cast<uint32_t>(page), cells[page].count});
  }
  std::stable_sort(facets.begin(), facets.end(),
                   [](const auto& a, const auto& b) { return a.kept.page_views > b.kept.page_views; });
  return facets;
}

}  // namespace

void FacetCounter::Cell::add(uint32_t session) {
  ++count.page_views;
  if (session == last_session) return;
  last_session = session;
  ++count.sessions;
}

FacetCounter::FacetCounter(const Recording& recording, const Filter& filter)
    : recording_(recording),
      check_(recording, filter),
      facts_(session_facts(recording)),
      utc_offset_min_(filter.conditions.utc_offset_min),
      entry_(recording.catalog.pages.size()),
      exit_(recording.catalog.pages.size()) {
  order_by_session();
  list_tags();
  facets_.has_utc_offsets =
      std::any_of(facts_.begin(), facts_.end(), [](const auto& facts) { return facts.has_utc_offset; });
}

void FacetCounter::order_by_session() {
  const auto& views = recording_.catalog.page_views;
  const size_t sessions = recording_.catalog.sessions.size();
  std::vector<uint32_t> next(sessions + 1, 0);
  for (const PageView& view : views) {
    if (view.session < sessions) ++next[view.session + 1];
  }
  for (size_t i = 1; i <= sessions; ++i)
    next[i] += next[i - 1];
  order_.resize(next[sessions]);
  for (uint32_t i = 0; i < views.size(); ++i) {
    if (views[i].session < sessions) order_[next[views[i].session]++] = i;
  }
}

void FacetCounter::list_tags() {
  std::unordered_map<std::string_view, uint32_t> key_numbers;
  std::vector<std::unordered_map<std::string_view, uint32_t>> value_numbers;
  session_tags_begin_.push_back(0);
  for (const Session& session : recording_.catalog.sessions) {
    for (const Tag& tag : session.tags) {
      const auto [key, is_new] = key_numbers.try_emplace(tag.key, static_cast<uint32_t>(keys_.size()));
      if (is_new) {
        if (keys_.size() == Facets::kMaxKeys) {
          key_numbers.erase(key);
          continue;
        }
        keys_.push_back(tag.key);
        values_.emplace_back();
        value_numbers.emplace_back();
      }
      auto& own = values_[key->second];
      const auto [value, is_new_value] =
          value_numbers[key->second].try_emplace(tag.value, static_cast<uint32_t>(own.size()));
      if (is_new_value) own.push_back(tag.value);
      session_tags_.push_back({key->second, value->second});
    }
    session_tags_begin_.push_back(session_tags_.size());
  }
  const auto& checked = check_.tag_keys();
  for (size_t k = 0; k < keys_.size(); ++k) {
    value_cells_.emplace_back(values_[k].size());
    const auto found = std::find(checked.begin(), checked.end(), keys_[k]);
    checked_keys_.push_back(found == checked.end() ? FilterCheck::kNoKey
                                                   : static_cast<uint16_t>(found - checked.begin()));
  }
}

bool FacetCounter::step(uint32_t page_views) {
  const size_t end = order_.size() - next_ < page_views ? order_.size() : next_ + page_views;
  for (; next_ < end; ++next_)
    visit(order_[next_]);
  return next_ < order_.size();
}

void FacetCounter::visit(uint32_t page_view) {
  const PageView& view = recording_.catalog.page_views[page_view];
  const uint32_t refusals = check_.refusals(page_view);
  const auto is_free_but_for = [&](FilterPart part) { return (refusals & ~bit(part)) == 0; };
  if (refusals == 0) kept_.add(view.session);
  if ((refusals & ~(bit(FilterPart::device) | bit(FilterPart::comparable_width))) == 0)
    devices_[static_cast<size_t>(device_of(view.viewport_width))].add(view.session);
  const LocalHour hour =
      local_hour(view.start_ms, utc_offset_min_.value_or(facts_[view.session].utc_offset_min));
  if (is_free_but_for(FilterPart::hour)) hours_[hour.hour].add(view.session);
  if (is_free_but_for(FilterPart::weekday)) weekdays_[hour.weekday].add(view.session);
  const auto& views = recording_.catalog.page_views;
  const SessionFacts& facts = facts_[view.session];
  const auto add_page = [&](FilterPart part, uint32_t of_view, std::vector<Cell>& cells) {
    if (is_free_but_for(part) && views[of_view].page < cells.size())
      cells[views[of_view].page].add(view.session);
  };
  add_page(FilterPart::entry_page, facts.first_view, entry_);
  add_page(FilterPart::exit_page, facts.last_view, exit_);
  if (is_free_but_for(FilterPart::width)) {
    auto& widths = facets_.widths;
    const bool continues = !widths.empty() && widths.back().session == view.session &&
                           widths.back().width == view.viewport_width;
    if (!continues) widths.push_back({view.viewport_width, view.session, 0});
    ++widths.back().page_views;
  }
  if (is_free_but_for(FilterPart::session_length)) {
    auto& lengths = facets_.session_lengths;
    const bool is_new = lengths.empty() || last_length_session_ != view.session;
    if (is_new) lengths.push_back({facts.length_ms, 0});
    last_length_session_ = view.session;
    ++lengths.back().page_views;
  }
  visit_tags(view, refusals);
}

void FacetCounter::visit_tags(const PageView& view, uint32_t refusals) {
  if ((refusals & ~bit(FilterPart::tags)) != 0) return;
  const uint16_t refusing = refusals == 0 ? FilterCheck::kNoKey : check_.refusing_tag_key(view.session);
  if (refusing == FilterCheck::kSeveralKeys) return;
  for (size_t i = session_tags_begin_[view.session]; i < session_tags_begin_[view.session + size_t{1}]; ++i) {
    const TagCell& tag = session_tags_[i];
    if (refusing != FilterCheck::kNoKey && checked_keys_[tag.key] != refusing) continue;
    Cell& cell = value_cells_[tag.key][tag.value];
    // A tag that a session carries twice counts its page views once.
    const auto repeats = std::find_if(
        session_tags_.begin() + static_cast<std::ptrdiff_t>(session_tags_begin_[view.session]),
        session_tags_.begin() + static_cast<std::ptrdiff_t>(i),
        [&](const TagCell& before) { return before.key == tag.key && before.value == tag.value; });
    if (repeats == session_tags_.begin() + static_cast<std::ptrdiff_t>(i)) cell.add(view.session);
  }
}

Facets FacetCounter::take() {
  facets_.kept = kept_.count;
  for (size_t i = 0; i < devices_.size(); ++i)
    facets_.devices[i] = devices_[i].count;
  for (size_t i = 0; i < hours_.size(); ++i)
    facets_.hours[i] = hours_[i].count;
  for (size_t i = 0; i < weekdays_.size(); ++i)
    facets_.weekdays[i] = weekdays_[i].count;
  facets_.entry_pages = page_facets(entry_.size(), entry_);
  facets_.exit_pages = page_facets(exit_.size(), exit_);
  for (size_t k = 0; k < keys_.size(); ++k) {
    TagFacet facet{.key = keys_[k], .values = {}, .value_count = static_cast<uint32_t>(values_[k].size())};
    for (size_t v = 0; v < values_[k].size(); ++v)
      facet.values.push_back({values_[k][v], value_cells_[k][v].count});
    std::sort(facet.values.begin(), facet.values.end(), [](const auto& a, const auto& b) {
      return a.kept.sessions != b.kept.sessions ? a.kept.sessions > b.kept.sessions : a.value < b.value;
    });
    if (facet.values.size() > TagFacet::kMaxValues) facet.values.resize(TagFacet::kMaxValues);
    facets_.tags.push_back(std::move(facet));
  }
  std::sort(facets_.tags.begin(), facets_.tags.end(),
            [](const auto& a, const auto& b) { return a.key < b.key; });
  std::sort(facets_.widths.begin(), facets_.widths.end(),
            [](const auto& a, const auto& b) { return a.width < b.width; });
  std::sort(facets_.session_lengths.begin(), facets_.session_lengths.end(),
            [](const auto& a, const auto& b) { return a.length_ms < b.length_ms; });
  return std::move(facets_);
}

FacetCount Facets::with_width(uint32_t min_px, uint32_t max_px) const {
  FacetCount count;
  const bool is_widest = min_px == 0 && max_px == std::numeric_limits<uint32_t>::max();
  std::vector<uint32_t> sessions;
  for (const WidthEntry& entry : widths) {
    if (!is_widest && (entry.width == 0 || entry.width < min_px || entry.width > max_px)) continue;
    count.page_views += entry.page_views;
    sessions.push_back(entry.session);
  }
  std::sort(sessions.begin(), sessions.end());
  count.sessions = static_cast<uint32_t>(std::unique(sessions.begin(), sessions.end()) - sessions.begin());
  return count;
}

FacetCount Facets::with_session_length(uint64_t min_ms, uint64_t max_ms) const {
  FacetCount count;
  const auto begin = std::partition_point(session_lengths.begin(), session_lengths.end(),
                                          [&](const auto& entry) { return entry.length_ms < min_ms; });
  for (auto entry = begin; entry != session_lengths.end() && entry->length_ms <= max_ms; ++entry) {
    ++count.sessions;
    count.page_views += entry->page_views;
  }
  return count;
}

}  // namespace isotherm
