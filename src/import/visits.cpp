#include "import/visits.h"

#include <algorithm>
#include <cmath>

#include "stream/limits.h"

namespace isotherm {

Visits::Found Visits::find_or_add(std::string_view key) {
  const auto [entry, is_new] = ids_.try_emplace(std::string(key), static_cast<uint32_t>(visits_.size()));
  if (is_new) visits_.emplace_back();
  return {entry->second, is_new};
}

Result<ImportReport> Visits::write(Writer& writer) {
  std::stable_sort(events_.begin(), events_.end(), [](const TimedEvent& a, const TimedEvent& b) {
    return a.visit != b.visit ? a.visit < b.visit : a.time_ms < b.time_ms;
  });
  ImportReport report;
  IssueLog skipped;
  auto first = events_.cbegin();
  for (uint32_t id = 0; id < visits_.size(); ++id) {
    const auto last =
        std::find_if(first, events_.cend(), [&](const TimedEvent& event) { return event.visit != id; });
    ISOTHERM_TRY(write_visit(visits_[id], first, last, writer, report, skipped));
    first = last;
  }
  report.skipped = skipped.take();
  visits_.clear();
  ids_.clear();
  sessions_.clear();
  events_.clear();
  return report;
}

Status Visits::write_visit(Visit& visit, std::vector<TimedEvent>::const_iterator first,
                           std::vector<TimedEvent>::const_iterator last, Writer& writer, ImportReport& report,
                           IssueLog& skipped) {
  auto session = sessions_.find(visit.session);
  if (session == sessions_.end()) {
    ISOTHERM_ASSIGN(const uint32_t id, writer.add_session({visit.session, {}}));
    session = sessions_.emplace(visit.session, id).first;
    ++report.sessions;
  }
  const int64_t zero_ms = visit.zero_ms ? *visit.zero_ms : first != last ? first->time_ms : 0;
  PageView view = visit.view;
  view.session = session->second;
  if (!visit.zero_ms) view.start_ms = zero_ms;
  ISOTHERM_ASSIGN(view.page, writer.add_page(visit.page));
  ISOTHERM_ASSIGN(const uint32_t page_view, writer.add_page_view(view));
  ++report.page_views;
  report.add_page(view.page, visit.page.url, view.viewport_width);
  for (; first != last; ++first) {
    // Differences of times within the limits fit; those of hostile ones are compared before.
    if (first->time_ms < zero_ms || first->time_ms > zero_ms + limits::kMaxTimeMs) {
      skipped.add(first->time_ms < zero_ms ? "event before its page view began"
                                           : "event more than 7 days after its page view began");
      continue;
    }
    Event event = first->event;
    event.t_ms = static_cast<int32_t>(first->time_ms - zero_ms);
    ISOTHERM_TRY(writer.add_event(page_view, event));
    ++report.events;
  }
  return success();
}

bool fits(std::string_view url, std::string_view session) {
  return url.size() <= limits::kMaxTextBytes && session.size() <= limits::kMaxTextBytes;
}

uint32_t size_from_px(double px) {
  return px >= 0.5 && px <= limits::kMaxSizePx ? static_cast<uint32_t>(std::lround(px)) : 0;
}

}  // namespace isotherm
