#include "import/rrweb.h"

#include <optional>

#include "import/json_items.h"
#include "import/rrweb_events.h"
#include "import/rrweb_recording.h"

namespace isotherm {
namespace {

constexpr std::string_view kNameFields[] = {"sessionId", "session_id", "id"};  // the best first

class RrwebImporter : public Importer, private JsonItemTaker {
 public:
  RrwebImporter(RrwebOptions options, Writer& writer) : options_(std::move(options)), writer_(writer) {}

  Status begin(const std::string& name) override {
    name_ = name;
    input_.reset();
    input_ = std::make_unique<Input>(*this);
    return success();
  }
  Status feed(ByteSpan bytes) override { return explained(input_->items.feed(bytes)); }

  Result<ImportReport> end() override {
    ISOTHERM_TRY(explained(input_->items.finish()));
    ISOTHERM_TRY(end_recording());
    if (!input_->has_list && !input_->events.has_seen_type()) {
      return make_error(
          ErrorCode::unsupported,
          "not an rrweb recording: it is an object without them; expected an array of events, an "
          "object with an array named \"events\", or one event per line");
    }
    ImportReport report = std::move(input_->report);
    report.skipped = input_->log.skipped.take();
    report.approximate = input_->log.approximate.take();
    report.ignored = input_->log.ignored.take();
    input_.reset();
    return report;
  }

 private:
  // What an object around a list says it is called.
  struct Name {
    std::string text;
    size_t rank = std::size(kNameFields);  // of the field that said so
  };

  // What is known about one input.
  struct Input {
    explicit Input(RrwebImporter& importer)
        : items("events", importer),
          events(addresses, log),
          context{addresses, importer.options_.fallback_url, importer.writer_, report, log} {}

    JsonItems items;
    ImportReport report;
    rrweb::Log log;
    rrweb::Addresses addresses;
    rrweb::EventReader events;
    rrweb::Recording::Context context;
    std::optional<rrweb::Recording> recording;
    std::vector<rrweb::Record> records;  // of the current event
    uint64_t recording_count = 0;
    bool has_list = false, is_in_list = false;
    Name own_name;  // of the object being read
  };

  static Status explained(Status status) {
    if (status || status.error().code != ErrorCode::unsupported) return status;
    return make_error(ErrorCode::unsupported, "not an rrweb recording: " + status.error().message);
  }

  rrweb::Recording& recording() {
    if (!input_->recording) {
      const uint64_t count = ++input_->recording_count;
      input_->recording.emplace(input_->context);
      input_->recording->set_name(count > 1 ? name_ + "-" + std::to_string(count) : name_);
    }
    return *input_->recording;
  }

  Status end_recording() {
    if (!input_->recording) return success();
    const Status finished = input_->recording->finish();
    input_->recording.reset();
    input_->events.restart();
    return finished;
  }

  void take_own_name() {
    if (input_->recording && !input_->own_name.text.empty())
      input_->recording->set_name(input_->own_name.text);
  }

  Status take_item(std::string_view item, uint64_t number) override {
    if (!input_->is_in_list) input_->own_name = {};
    input_->records.clear();
    input_->events.read(item, number, input_->records);
    if (input_->records.empty()) return success();
    // Before anything that makes a recording.
    const bool is_activity = input_->records.front().kind == rrweb::RecordKind::activity;
    if (is_activity && !input_->recording) return success();
    rrweb::Recording& taker = recording();
    if (taker.is_empty()) take_own_name();
    return taker.add(input_->records);
  }

  Status begin_list() override {
    input_->has_list = input_->is_in_list = true;
    return end_recording();
  }

  Status end_list() override {
    take_own_name();
    input_->own_name = {};
    input_->is_in_list = false;
    return end_recording();
  }

  void take_field(std::string_view name, std::string_view value) override {
    Name& own = input_->own_name;
    for (size_t rank = 0; rank < own.rank; ++rank) {
      if (name == kNameFields[rank] && !value.empty() && value.front() != '{' && value.front() != '[')
        own = {std::string(value), rank};
    }
  }

  void take_problem(std::string_view reason, uint64_t number, std::string_view) override {
    input_->log.skipped.add(reason, number);
  }

  RrwebOptions options_;
  Writer& writer_;
  std::string name_;
  std::unique_ptr<Input> input_;
};

}  // namespace

std::unique_ptr<Importer> make_rrweb_importer(RrwebOptions options, Writer& writer) {
  return std::make_unique<RrwebImporter>(std::move(options), writer);
}

}  // namespace isotherm
