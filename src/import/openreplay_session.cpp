#include "import/openreplay_session.h"

#include <algorithm>

#include "stream/limits.h"

namespace isotherm::openreplay {
namespace {

constexpr uint64_t kMaxTimestampMs = 253402300800000;  // the year 10000
// The tracker asks for the scroll offset every 180 ms: so long what it said may be out of date.
constexpr int64_t kScrollSampleMs = 200;
// The tracker says where the mouse is right before it reports a click.
constexpr int64_t kClickMoveMs = 100;
constexpr size_t kMaxTabs = 1024;
constexpr double kMaxPx = limits::kMaxCoordinateUnits / kUnitsPerPx;

uint32_t size_px(uint64_t value) {
  return static_cast<uint32_t>(std::min<uint64_t>(value, limits::kMaxSizePx));
}

uint32_t element_id(uint64_t value) {
  return value <= UINT32_MAX ? static_cast<uint32_t>(value) : 0;
}

}  // namespace

Status RecordedSession::take(const Message& message) {
  ISOTHERM_TRY(take_by_type(message));
  const bool is_frame = message.type == kTimestamp || message.type == kBatchMeta ||
                        message.type == kBatchMetadata || message.type == kTabData;
  if (!is_frame && time_ms_) tab_->seen_ms = *time_ms_;
  return success();
}

Status RecordedSession::take_by_type(const Message& message) {
  switch (message.type) {
    case kTimestamp:
      take_time(message.numbers[0]);
      return success();
    case kBatchMeta:
    case kBatchMetadata: {
      const bool is_old = message.type == kBatchMeta;
      if (const int64_t ms = message.signed_number(is_old ? 2 : 3); ms > 0)
        take_time(static_cast<uint64_t>(ms));
      return is_old || message.texts[4].empty() || has_page_ ? success() : take_page(message.texts[4], -1);
    }
    case kTabData:
      if (const auto known = tabs_.find(message.texts[0]); known != tabs_.end()) {
        tab_ = &known->second;
      } else if (tabs_.size() < kMaxTabs) {
        tab_ = &tabs_[std::string(message.texts[0])];
      }
      return success();
    case kSetPageLocationOld:
    case kSetPageLocation:
      return take_page(message.texts[0], static_cast<int64_t>(message.numbers[2]));
    case kSetViewportSize:
      return take_viewport(message.numbers[0], message.numbers[1]);
    case kSetViewportScroll:
      return take_scroll(message.signed_number(0), message.signed_number(1));
    case kSetNodeScroll:
      if (!time_ms_) break;
      return add(*tab_, *time_ms_, static_cast<double>(message.signed_number(1)),
                 static_cast<double>(message.signed_number(2)), make_tag(EventKind::element_scroll),
                 element_id(message.numbers[0]));
    case kMouseMove:
      return take_move(message.numbers[0], message.numbers[1]);
    case kMouseClick:
    case kMouseClickOld:
      return take_click(element_id(message.numbers[0]));
    default:
      context_.ignored->add(ignored_kind(message.type));
      return success();
  }
  context_.skipped->add("event before the first timestamp");
  return success();
}

void RecordedSession::take_time(uint64_t ms) {
  if (ms == 0 || ms > kMaxTimestampMs) {
    context_.skipped->add("timestamp out of range");
  } else {
    time_ms_ = static_cast<int64_t>(ms);
  }
}

// `named_ms`: when the navigation began; 0 or less = within the page, or not known.
Status RecordedSession::take_page(std::string_view url, int64_t named_ms) {
  Tab& tab = *tab_;
  has_page_ = true;
  if (tab.url == url && !url.empty() && (named_ms <= 0 || !tab.is_open)) return success();
  ISOTHERM_TRY(write_waiting(tab, INT64_MAX));
  if (!tab.url.empty() && !tab.is_open) ISOTHERM_TRY(open(tab));  // a page without events was seen, too
  extend(tab);
  tab.url = url;
  tab.is_open = false;
  tab.page_ms = time_ms_.value_or(0);
  tab.scroll_x = tab.scroll_y = 0;
  tab.scrolled_ms.reset();
  tab.moved_ms.reset();
  return success();
}

// The first size of a page is its page view's; others are events.
Status RecordedSession::take_viewport(uint64_t width, uint64_t height) {
  Tab& tab = *tab_;
  const bool is_new = tab.viewport_width != size_px(width) || tab.viewport_height != size_px(height);
  tab.viewport_width = size_px(width);
  tab.viewport_height = size_px(height);
  if (!tab.is_open || !is_new || !time_ms_) return success();
  return add(tab, *time_ms_, tab.viewport_width, tab.viewport_height, make_tag(EventKind::resize), 0);
}

Status RecordedSession::take_scroll(int64_t x, int64_t y) {
  Tab& tab = *tab_;
  const auto px_x = static_cast<double>(x), px_y = static_cast<double>(y);
  if (!time_ms_) {
    context_.skipped->add("event before the first timestamp");
    return success();
  }
  if (px_x == tab.scroll_x && px_y == tab.scroll_y) return success();
  for (Waiting& waiting : tab.waiting) {
    if (*time_ms_ - waiting.time_ms <= kScrollSampleMs) waiting.tag |= kFlagApproximate;
  }
  ISOTHERM_TRY(write_waiting(tab, INT64_MAX));
  tab.scroll_x = px_x;
  tab.scroll_y = px_y;
  tab.scrolled_ms = time_ms_;
  return add(tab, *time_ms_, px_x, px_y, make_tag(EventKind::scroll), 0);
}

Status RecordedSession::take_move(uint64_t x, uint64_t y) {
  if (x > limits::kMaxSizePx || y > limits::kMaxSizePx) {
    context_.skipped->add("position out of range");
    return success();
  }
  Tab& tab = *tab_;
  tab.moved_x = static_cast<double>(x);
  tab.moved_y = static_cast<double>(y);
  tab.moved_ms = time_ms_;
  return wait(tab.moved_x, tab.moved_y, make_tag(EventKind::move), 0);
}

Status RecordedSession::take_click(uint32_t target) {
  const Tab& tab = *tab_;
  if (!tab.moved_ms) {
    context_.skipped->add("click before any mouse position");
    return success();
  }
  const bool is_exact = time_ms_ && *time_ms_ - *tab.moved_ms <= kClickMoveMs;
  return wait(tab.moved_x, tab.moved_y, make_tag(EventKind::click, is_exact ? uint8_t{0} : kFlagApproximate),
              target);
}

Status RecordedSession::wait(double x, double y, uint8_t tag, uint32_t target) {
  if (!time_ms_) {
    context_.skipped->add("event before the first timestamp");
    return success();
  }
  Tab& tab = *tab_;
  if (tab.scrolled_ms && *time_ms_ - *tab.scrolled_ms < kScrollSampleMs) tag |= kFlagApproximate;
  ISOTHERM_TRY(write_waiting(tab, *time_ms_ - kScrollSampleMs));
  tab.waiting.push_back({*time_ms_, x + tab.scroll_x, y + tab.scroll_y, tag, target});
  // Hostile input: a clock that stands still.
  return tab.waiting.size() > 10'000 ? write_waiting(tab, INT64_MAX) : success();
}

// What is not later than `until_ms`.
Status RecordedSession::write_waiting(Tab& tab, int64_t until_ms) {
  size_t count = 0;
  for (; count < tab.waiting.size() && tab.waiting[count].time_ms <= until_ms; ++count) {
    const Waiting& waiting = tab.waiting[count];
    if (waiting.tag & kFlagApproximate)
      context_.approximate->add(
          "position while the page scrolled, or click away from the last mouse position");
    ISOTHERM_TRY(add(tab, waiting.time_ms, waiting.x, waiting.y, waiting.tag, waiting.target));
  }
  tab.waiting.erase(tab.waiting.begin(), tab.waiting.begin() + static_cast<ptrdiff_t>(count));
  return success();
}

Status RecordedSession::flush() {
  for (auto& [id, tab] : tabs_) {
    ISOTHERM_TRY(write_waiting(tab, INT64_MAX));
    if (!tab.url.empty() && !tab.is_open) ISOTHERM_TRY(open(tab));
    extend(tab);
  }
  return success();
}

void RecordedSession::extend(const Tab& tab) {
  const int64_t lasted_ms = tab.seen_ms - tab.start_ms;
  if (!tab.is_open || lasted_ms < 0 || lasted_ms > limits::kMaxTimeMs) return;
  uint32_t& duration_ms = context_.writer->page_view(tab.page_view).duration_ms;
  duration_ms = std::max(duration_ms, static_cast<uint32_t>(lasted_ms));
}

Status RecordedSession::open(Tab& tab) {
  if (!session_) {
    ISOTHERM_ASSIGN(session_, context_.writer->add_session({name_, {}}));
    ++context_.report->sessions;
  }
  if (tab.url.empty()) {
    context_.ignored->add("no page message: the address is unknown, " + *context_.fallback_url +
                          " stands in");
    tab.url = *context_.fallback_url;
    tab.page_ms = 0;
  }
  // The page is named before its first timestamp, or after it.
  tab.start_ms = tab.page_ms != 0 ? tab.page_ms : time_ms_.value_or(0);
  if (!tab.waiting.empty()) tab.start_ms = std::min(tab.start_ms, tab.waiting.front().time_ms);
  ISOTHERM_ASSIGN(const uint32_t page, context_.writer->add_page({tab.url, {}}));
  ISOTHERM_ASSIGN(tab.page_view, context_.writer->add_page_view({.session = *session_,
                                                                 .page = page,
                                                                 .start_ms = tab.start_ms,
                                                                 .viewport_width = tab.viewport_width,
                                                                 .viewport_height = tab.viewport_height}));
  tab.is_open = true;
  ++context_.report->page_views;
  context_.report->add_page(page, tab.url, tab.viewport_width);
  return success();
}

Status RecordedSession::add(Tab& tab, int64_t time_ms, double x, double y, uint8_t tag, uint32_t target) {
  if (!tab.is_open) ISOTHERM_TRY(open(tab));
  const int64_t t_ms = time_ms - tab.start_ms;
  if (t_ms < 0) {
    context_.skipped->add("event before its page was opened");
  } else if (t_ms > limits::kMaxTimeMs) {
    context_.skipped->add("event more than 7 days after its page view began");
  } else if (x < -kMaxPx || x > kMaxPx || y < -kMaxPx || y > kMaxPx) {
    context_.skipped->add("position out of range");
  } else {
    ISOTHERM_TRY(context_.writer->add_event(
        tab.page_view, {static_cast<int32_t>(t_ms), units_from_px(x), units_from_px(y), tag, target}));
    ++context_.report->events;
  }
  return success();
}

}  // namespace isotherm::openreplay
