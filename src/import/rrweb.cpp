#include "import/rrweb.h"

#include <algorithm>
#include <unordered_set>

#include "import/gzip.h"
#include "import/rrweb_events.h"
#include "stream/limits.h"

// The second half of the rrweb import: records in time order -> page views and events at page coordinates.
namespace isotherm {
namespace {

using rrweb::NodeGroup;
using rrweb::Record;
using rrweb::RecordKind;

// Samples reach back before the event that carries them, and so before the first Meta; further back it is
// damage.
constexpr int64_t kMaxLeadMs = 3'600'000;
constexpr uint32_t kFirstDocumentId = 1;  // what rrweb gives the document unless a snapshot says otherwise

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

class Resolver {
 public:
  Resolver(rrweb::Events events, const RrwebOptions& options, Writer& writer)
      : events_(std::move(events)), options_(options), writer_(writer) {}

  Result<ImportReport> run() {
    std::stable_sort(events_.records.begin(), events_.records.end(), is_before);
    ISOTHERM_TRY(open_first_page_view());
    for (position_ = 0; position_ < events_.records.size(); ++position_)
      ISOTHERM_TRY(take(events_.records[position_]));
    report_.skipped = events_.skipped.take();
    report_.approximate = approximate_.take();
    report_.ignored = events_.ignored.take();
    return std::move(report_);
  }

 private:
  // Opens the first Meta's page view, early enough for what lies shortly before it.
  Status open_first_page_view() {
    const auto& records = events_.records;
    const auto brings_event = [](const Record& record) {
      return record.kind != RecordKind::meta && record.kind != RecordKind::nodes;
    };
    const auto meta = std::find_if(records.begin(), records.end(),
                                   [](const Record& r) { return r.kind == RecordKind::meta; });
    if (meta == records.end()) {
      const auto first = std::find_if(records.begin(), records.end(), brings_event);
      if (first == records.end()) return success();
      events_.ignored.add(
          "no page (Meta) event: the address is unknown, " + options_.fallback_url + " stands in",
          first->number);
      position_ = static_cast<size_t>(first - records.begin());
      return open_page_view({options_.fallback_url, 0, 0}, first->time_ms);
    }
    const auto early = std::find_if(records.begin(), meta, [&](const Record& r) {
      return r.time_ms >= meta->time_ms - kMaxLeadMs && brings_event(r);
    });
    position_ = static_cast<size_t>(early - records.begin());
    return open_page_view(events_.metas[meta->index], early->time_ms);
  }

  Status open_page_view(const rrweb::Meta& meta, int64_t start_ms) {
    if (report_.sessions == 0) {
      ISOTHERM_ASSIGN(session_, writer_.add_session({options_.session_id, {}}));
      report_.sessions = 1;
    }
    ISOTHERM_ASSIGN(const uint32_t page, writer_.add_page({meta.href, {}}));
    ISOTHERM_ASSIGN(page_view_, writer_.add_page_view({.session = session_,
                                                       .page = page,
                                                       .start_ms = start_ms,
                                                       .viewport_width = meta.width,
                                                       .viewport_height = meta.height}));
    ++report_.page_views;
    report_.add_page(page, meta.href, meta.width);
    meta_ = meta;
    start_ms_ = start_ms;
    iframe_nodes_.clear();
    scroll_x_ = scroll_y_ = 0;
    document_id_ = kFirstDocumentId;
    // What its first snapshot says about the document and its scroll offset held from the start, unless a
    // scroll came before.
    if (const Record* snapshot = first_snapshot()) {
      document_id_ = snapshot->id != 0 ? snapshot->id : kFirstDocumentId;
      const bool scrolled_before =
          std::any_of(static_cast<const Record*>(events_.records.data()) + position_, snapshot,
                      [&](const Record& record) {
                        return record.kind == RecordKind::scroll && record.id == document_id_;
                      });
      if (!scrolled_before) return set_scroll(snapshot->x, snapshot->y, start_ms, snapshot->number);
    }
    return success();
  }

  // The next snapshot of the page that begins at position_, if it has one.
  const Record* first_snapshot() const {
    for (size_t i = position_; i < events_.records.size(); ++i) {
      const Record& record = events_.records[i];
      if (record.kind == RecordKind::snapshot) return &record;
      if (record.kind == RecordKind::meta && events_.metas[record.index].href != meta_.href) break;
    }
    return nullptr;
  }

  Status take(const Record& record) {
    switch (record.kind) {
      case RecordKind::meta:
        return take_meta(record);
      case RecordKind::snapshot:
        return take_snapshot(record);
      case RecordKind::nodes:
        return take_nodes(events_.node_groups[record.index]);
      case RecordKind::scroll:
        return take_scroll(record);
      case RecordKind::resize:
        return add(record, record.x, record.y, make_tag(EventKind::resize), 0);
      case RecordKind::pointer:
        return take_pointer(record);
    }
    return success();
  }

  Status take_meta(const Record& record) {
    const rrweb::Meta& meta = events_.metas[record.index];
    if (meta.href != meta_.href) return open_page_view(meta, record.time_ms);
    if ((meta.width != meta_.width || meta.height != meta_.height) && meta.width != 0 && meta.height != 0) {
      meta_ = meta;
      return add(record, meta.width, meta.height, make_tag(EventKind::resize), 0);
    }
    return success();
  }

  // A recorder that starts anew gives out its ids anew.
  Status take_snapshot(const Record& record) {
    if (record.id != 0) document_id_ = record.id;
    iframe_nodes_.clear();
    return set_scroll(record.x, record.y, record.time_ms, record.number);
  }

  Status take_nodes(const NodeGroup& group) {
    const bool is_inside = group.is_iframe_content || iframe_nodes_.contains(group.parent);
    for (const NodeGroup::Node& node : group.nodes) {
      if (is_inside || (node.root != 0 && node.root != document_id_)) iframe_nodes_.insert(node.id);
    }
    return success();
  }

  // An offset that a snapshot tells: an event only if it is news.
  Status set_scroll(double x, double y, int64_t time_ms, uint64_t number) {
    if (x == scroll_x_ && y == scroll_y_) return success();
    return take_scroll({.time_ms = time_ms,
                        .number = number,
                        .x = x,
                        .y = y,
                        .id = document_id_,
                        .kind = RecordKind::scroll});
  }

  Status take_scroll(const Record& record) {
    if (record.id != document_id_)
      return add(record, record.x, record.y, make_tag(EventKind::element_scroll), record.id);
    scroll_x_ = record.x;
    scroll_y_ = record.y;
    return add(record, record.x, record.y, make_tag(EventKind::scroll), 0);
  }

  Status take_pointer(const Record& record) {
    uint8_t tag = record.tag;
    if (iframe_nodes_.contains(record.id)) {
      tag |= kFlagApproximate;
      approximate_.add("event inside an iframe, whose place on the page is not recorded", record.number);
    }
    // The element under every single sample would cost more bytes than the sample.
    return add(record, record.x + scroll_x_, record.y + scroll_y_, tag,
               is_batched_sample(record) ? 0 : record.id);
  }

  Status add(const Record& record, double x, double y, uint8_t tag, uint32_t target) {
    const int64_t t_ms = record.time_ms - start_ms_;
    constexpr double kMaxPx = limits::kMaxCoordinateUnits / kUnitsPerPx;
    if (t_ms < 0) {
      events_.skipped.add("event more than an hour before the first page (Meta) event", record.number);
    } else if (t_ms > limits::kMaxTimeMs) {
      events_.skipped.add("event more than 7 days after its page view began", record.number);
    } else if (x < -kMaxPx || x > kMaxPx || y < -kMaxPx || y > kMaxPx) {
      events_.skipped.add("position out of range", record.number);
    } else {
      ISOTHERM_TRY(writer_.add_event(
          page_view_, {static_cast<int32_t>(t_ms), units_from_px(x), units_from_px(y), tag, target}));
      ++report_.events;
    }
    return success();
  }

  rrweb::Events events_;
  const RrwebOptions& options_;
  Writer& writer_;
  ImportReport report_;
  IssueLog approximate_;

  size_t position_ = 0;  // of the record being taken
  uint32_t session_ = 0, page_view_ = 0;
  int64_t start_ms_ = 0;  // of the page view
  rrweb::Meta meta_;      // in force
  double scroll_x_ = 0, scroll_y_ = 0;
  uint32_t document_id_ = kFirstDocumentId;
  std::unordered_set<uint32_t> iframe_nodes_;
};

// Collects each input whole.
class RrwebImporter : public Importer {
 public:
  RrwebImporter(RrwebOptions options, Writer& writer) : options_(std::move(options)), writer_(writer) {}

  Status begin(const std::string& name) override {
    options_.session_id = name;
    input_.clear();
    return success();
  }
  Status feed(ByteSpan bytes) override {
    if (input_.size() + bytes.size() > kMaxInflatedBytes)
      return make_error(ErrorCode::limit, "the input is larger than 4 GiB");
    input_.insert(input_.end(), bytes.begin(), bytes.end());
    return success();
  }
  Result<ImportReport> end() override { return import_rrweb(input_, options_, writer_); }

 private:
  RrwebOptions options_;
  Writer& writer_;
  Bytes input_;
};

}  // namespace

std::unique_ptr<Importer> make_rrweb_importer(RrwebOptions options, Writer& writer) {
  return std::make_unique<RrwebImporter>(std::move(options), writer);
}

Result<ImportReport> import_rrweb(ByteSpan input, const RrwebOptions& options, Writer& writer) {
  ISOTHERM_ASSIGN(const Bytes text, unpacked(input, rrweb::kTextPadding));
  ISOTHERM_ASSIGN(rrweb::Events events, rrweb::read_events(text));
  return Resolver(std::move(events), options, writer).run();
}

}  // namespace isotherm
