#include "import/rrweb_recording.h"

#include <algorithm>

#include "import/rrweb_layout.h"
#include "stream/limits.h"

namespace isotherm::rrweb {
namespace {

// Samples reach back before the event that carries them, and so before the first Meta; further back it is
// damage.
constexpr int64_t kMaxLeadMs = 3'600'000;
// Batches overlap other events by a few places: so far a new record is moved at once, beyond it is sorted.
constexpr size_t kMaxShift = 64;

bool is_batched_sample(const Record& record) {
  return record.kind == RecordKind::pointer &&
         (kind_of(record.tag) == EventKind::move || kind_of(record.tag) == EventKind::touch_move);
}

// Time order. Within one millisecond the array's order holds, but not for samples, whose batch was written
// later: they come first, since browsers dispatch input before the scroll events of the same frame.
bool is_before(const Record& a, const Record& b) {
  if (a.time_ms != b.time_ms) return a.time_ms < b.time_ms;
  return is_batched_sample(a) && !is_batched_sample(b);
}

}  // namespace

Status Recording::add(std::span<const Record> records) {
  for (const Record& record : records) {
    // Activity alone makes no recording.
    if (record.kind == RecordKind::activity && (is_empty() || extends_activity(record))) continue;
    if (has_taken_ && is_before(record, last_taken_)) {
      ISOTHERM_TRY(take_late(record));
      continue;
    }
    insert(record);
    if (records_.size() >= 2 * kWindow) ISOTHERM_TRY(take_first(kWindow));
  }
  return success();
}

// One record is enough for activity behind which nothing else has come.
bool Recording::extends_activity(const Record& record) {
  if (records_.empty() || records_.back().kind != RecordKind::activity) return false;
  records_.back().time_ms = std::max(records_.back().time_ms, record.time_ms);
  return true;
}

Status Recording::finish() {
  ISOTHERM_TRY(take_first(records_.size()));
  extend_page_view();
  return success();
}

// Behind all records that are not later, so that equals keep their order.
void Recording::insert(const Record& record) {
  records_.push_back(record);
  size_t at = records_.size() - 1;
  const size_t lowest = at - std::min(at, kMaxShift);
  while (at > lowest && is_before(record, records_[at - 1]))
    --at;
  if (at == lowest && at > 0 && is_before(record, records_[at - 1])) needs_sorting_ = true;
  if (at + 1 < records_.size()) {
    std::move_backward(records_.begin() + static_cast<ptrdiff_t>(at), records_.end() - 1, records_.end());
    records_[at] = record;
  }
}

Status Recording::take_first(size_t count) {
  if (needs_sorting_) std::stable_sort(records_.begin(), records_.end(), is_before);
  needs_sorting_ = false;
  if (!is_open_) ISOTHERM_TRY(open_first_page_view());
  for (position_ = 0; position_ < count; ++position_)
    ISOTHERM_TRY(take(records_[position_]));
  if (count > 0) {
    last_taken_ = records_[count - 1];
    has_taken_ = true;
  }
  records_.erase(records_.begin(), records_.begin() + static_cast<ptrdiff_t>(count));
  position_ = 0;
  return success();
}

Recording::Meta Recording::meta_of(const Record& record) const {
  return {context_.addresses[record.id], record.x, record.y};
}

// Opens the first Meta's page view, early enough for what lies shortly before it.
Status Recording::open_first_page_view() {
  if (records_.empty()) return success();
  const auto meta = std::find_if(records_.begin(), records_.end(),
                                 [](const Record& r) { return r.kind == RecordKind::meta; });
  const auto is_place = [](const Record& r) { return r.kind != RecordKind::activity; };
  if (meta == records_.end()) {
    const Record& first = *std::find_if(records_.begin(), records_.end(), is_place);
    context_.log.ignored.add(
        "no page (Meta) event: the address is unknown, " + context_.fallback_url + " stands in",
        first.number);
    return open_page_view({context_.fallback_url, 0, 0}, first.time_ms);
  }
  const auto early = std::find_if(records_.begin(), meta, [&](const Record& r) {
    return is_place(r) && r.time_ms >= meta->time_ms - kMaxLeadMs;
  });
  position_ = static_cast<size_t>(early - records_.begin());
  return open_page_view(meta_of(*meta), early->time_ms);
}

// What tells no place still tells that the page was open.
void Recording::extend_page_view() {
  const int64_t lasted_ms = last_ms_ - start_ms_;
  if (!is_open_ || lasted_ms < 0 || lasted_ms > limits::kMaxTimeMs) return;
  uint32_t& duration_ms = context_.writer.page_view(page_view_).duration_ms;
  duration_ms = std::max(duration_ms, static_cast<uint32_t>(lasted_ms));
}

Status Recording::open_page_view(const Meta& meta, int64_t start_ms) {
  extend_page_view();
  ImportReport& report = context_.report;
  if (!is_open_) {
    ISOTHERM_ASSIGN(session_, context_.writer.add_session({name_, {}}));
    ++report.sessions;
    is_open_ = true;
  }
  const auto width = static_cast<uint32_t>(meta.width), height = static_cast<uint32_t>(meta.height);
  ISOTHERM_ASSIGN(const uint32_t page, context_.writer.add_page({meta.href, {}}));
  ISOTHERM_ASSIGN(page_view_, context_.writer.add_page_view({.session = session_,
                                                             .page = page,
                                                             .start_ms = start_ms,
                                                             .viewport_width = width,
                                                             .viewport_height = height}));
  ++report.page_views;
  report.add_page(page, meta.href, width);
  meta_ = meta;
  start_ms_ = last_ms_ = start_ms;
  scroll_x_ = scroll_y_ = 0;
  document_id_ = kFirstDocumentId;
  // What its first snapshot says about the document and its scroll offset held from the start, unless a
  // scroll came before.
  if (const Record* snapshot = first_snapshot()) {
    document_id_ = snapshot->id != 0 ? snapshot->id : kFirstDocumentId;
    const bool scrolled_before = std::any_of(
        static_cast<const Record*>(records_.data()) + position_, snapshot,
        [&](const Record& record) { return record.kind == RecordKind::scroll && record.id == document_id_; });
    if (!scrolled_before) return set_scroll(snapshot->x, snapshot->y, start_ms, snapshot->number);
  }
  return success();
}

// The next snapshot of the page that begins at position_, if it has one.
const Record* Recording::first_snapshot() const {
  for (size_t i = position_; i < records_.size(); ++i) {
    const Record& record = records_[i];
    if (record.kind == RecordKind::snapshot) return &record;
    if (record.kind == RecordKind::meta && context_.addresses[record.id] != meta_.href) break;
  }
  return nullptr;
}

Status Recording::take(const Record& record) {
  const bool is_new_page = record.kind == RecordKind::meta && context_.addresses[record.id] != meta_.href;
  if (!is_new_page && record.time_ms - start_ms_ <= limits::kMaxTimeMs)
    last_ms_ = std::max(last_ms_, record.time_ms);
  switch (record.kind) {
    case RecordKind::meta:
      return take_meta(record);
    case RecordKind::snapshot:
      return take_snapshot(record);
    case RecordKind::scroll:
      return take_scroll(record);
    case RecordKind::resize:
      return add_event(record, record.x, record.y, make_tag(EventKind::resize), 0);
    case RecordKind::pointer:
      return take_pointer(record);
    case RecordKind::activity:
      return success();
  }
  return success();
}

// What was scrolled at its time is not known any more.
Status Recording::take_late(const Record& record) {
  static constexpr std::string_view kReason = "event that comes too late in the file for its time";
  if (record.kind == RecordKind::activity) return success();
  if (record.kind == RecordKind::meta || record.kind == RecordKind::snapshot || record.time_ms < start_ms_) {
    context_.log.skipped.add(kReason, record.number);
    return success();
  }
  if (record.kind == RecordKind::resize) return take(record);
  context_.log.approximate.add(kReason, record.number);
  Record late = record;
  late.tag |= kFlagApproximate;
  if (record.kind == RecordKind::pointer) return take_pointer(late);
  const bool is_window = record.id == document_id_;
  return add_event(record, record.x, record.y,
                   make_tag(is_window ? EventKind::scroll : EventKind::element_scroll),
                   is_window ? 0 : record.id);
}

Status Recording::take_meta(const Record& record) {
  const Meta meta = meta_of(record);
  if (meta.href != meta_.href) return open_page_view(meta, record.time_ms);
  if ((meta.width != meta_.width || meta.height != meta_.height) && meta.width != 0 && meta.height != 0) {
    meta_ = meta;
    return add_event(record, meta.width, meta.height, make_tag(EventKind::resize), 0);
  }
  return success();
}

Status Recording::take_snapshot(const Record& record) {
  if (record.id != 0) document_id_ = record.id;
  return set_scroll(record.x, record.y, record.time_ms, record.number);
}

// An offset that a snapshot tells: an event only if it is news.
Status Recording::set_scroll(double x, double y, int64_t time_ms, uint64_t number) {
  if (x == scroll_x_ && y == scroll_y_) return success();
  return take_scroll(
      {.time_ms = time_ms, .number = number, .x = x, .y = y, .id = document_id_, .kind = RecordKind::scroll});
}

Status Recording::take_scroll(const Record& record) {
  if (record.id != document_id_)
    return add_event(record, record.x, record.y, make_tag(EventKind::element_scroll), record.id);
  scroll_x_ = record.x;
  scroll_y_ = record.y;
  return add_event(record, record.x, record.y, make_tag(EventKind::scroll), 0);
}

Status Recording::take_pointer(const Record& record) {
  // The element under every single sample would cost more bytes than the sample.
  return add_event(record, record.x + scroll_x_, record.y + scroll_y_, record.tag,
                   is_batched_sample(record) ? 0 : record.id);
}

Status Recording::add_event(const Record& record, double x, double y, uint8_t tag, uint32_t target) {
  const int64_t t_ms = record.time_ms - start_ms_;
  constexpr double kMaxPx = limits::kMaxCoordinateUnits / kUnitsPerPx;
  IssueLog& skipped = context_.log.skipped;
  if (t_ms < 0) {
    skipped.add("event more than an hour before the first page (Meta) event", record.number);
  } else if (t_ms > limits::kMaxTimeMs) {
    skipped.add("event more than 7 days after its page view began", record.number);
  } else if (x < -kMaxPx || x > kMaxPx || y < -kMaxPx || y > kMaxPx) {
    skipped.add("position out of range", record.number);
  } else {
    ISOTHERM_TRY(context_.writer.add_event(
        page_view_, {static_cast<int32_t>(t_ms), units_from_px(x), units_from_px(y), tag, target}));
    ++context_.report.events;
  }
  return success();
}

}  // namespace isotherm::rrweb
