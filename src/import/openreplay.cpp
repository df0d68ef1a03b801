#include "import/openreplay.h"

#include <algorithm>

#include "import/openreplay_session.h"

namespace isotherm {
namespace {

using namespace openreplay;

// The parts of a session follow each other within so much time.
constexpr int64_t kMaxPauseMs = 300'000;
constexpr uint8_t kZstdMagic[] = {0x28, 0xB5, 0x2F, 0xFD};

class OpenreplayImporter : public Importer {
 public:
  OpenreplayImporter(OpenreplayOptions options, Writer& writer)
      : options_(std::move(options)), writer_(writer) {}

  Status begin(const std::string& name) override {
    name_ = name;
    report_ = {};
    issues_ = {};
    held_.clear();
    early_.clear();
    position_ = message_count_ = 0;
    has_begun_ = is_over_ = is_placed_ = false;
    first_ms_.reset();
    problem_.clear();
    return success();
  }

  Status feed(ByteSpan bytes) override {
    if (is_over_) return success();
    held_.insert(held_.end(), bytes.begin(), bytes.end());
    if (!has_begun_ && held_.size() < kStartBytes) return success();
    return take_messages();
  }

  Result<ImportReport> end() override {
    if (held_.empty() && position_ == 0)
      return make_error(ErrorCode::truncated, "the input is empty; expected an OpenReplay recording");
    if (!is_over_) ISOTHERM_TRY(take_messages());
    if (!is_over_ && !held_.empty()) {
      issues_.skipped.add("the file ends in the middle of a message at byte " + std::to_string(position_) +
                          ": it is incomplete");
    }
    const bool has_time = first_ms_ || (is_placed_ && session_->time_ms());
    if (message_count_ == 0 || (is_over_ && !has_time)) {
      return make_error(ErrorCode::unsupported,
                        "not an OpenReplay recording: " +
                            (problem_.empty() ? "it has no whole message" : "it begins with " + problem_));
    }
    if (!is_placed_) ISOTHERM_TRY(place());
    ISOTHERM_TRY(session_->flush());
    issues_.move_to(report_);
    return std::move(report_);
  }

 private:
  Status take_messages() {
    if (!has_begun_) ISOTHERM_TRY(take_start());
    size_t at = 0;
    while (at < held_.size() && !is_over_) {
      const ParsedMessage parsed = parse_message(ByteSpan(held_).subspan(at), framing_);
      if (!parsed.problem.empty()) {
        problem_ = parsed.problem;
        is_over_ = true;
        issues_.skipped.add("at byte " + std::to_string(position_ + at) + " stands " + problem_ +
                            ": the file cannot be read from there on");
      }
      if (parsed.bytes == 0) break;
      ++message_count_;
      if (parsed.message) {
        ISOTHERM_TRY(take(*parsed.message));
      } else {
        issues_.ignored.add("message of an unknown type or version");
      }
      at += parsed.bytes;
    }
    position_ += at;
    held_.erase(held_.begin(), held_.begin() + static_cast<ptrdiff_t>(at));
    return success();
  }

  Status take_start() {
    if (held_.size() >= 4 && std::equal(std::begin(kZstdMagic), std::end(kZstdMagic), held_.begin())) {
      return make_error(ErrorCode::unsupported,
                        "the file is packed with zstd; unpack it first (zstd -d) and import the result");
    }
    const FileStart start = recognize(ByteSpan(held_).first(std::min(held_.size(), kStartBytes)));
    framing_ = start.framing;
    held_.erase(held_.begin(), held_.begin() + static_cast<ptrdiff_t>(start.header_bytes));
    position_ = start.header_bytes;
    has_begun_ = true;
    return success();
  }

  // Until the time is known, nobody knows to which session the messages belong: few do come before.
  Status take(const Message& message) {
    if (is_placed_) return session_->take(message);
    const bool names_page = message.type == kSetPageLocation || message.type == kSetPageLocationOld;
    if (names_page) {
      session_.emplace(name_, context());
      is_placed_ = true;
    } else if (is_event(message.type)) {
      ISOTHERM_TRY(place());
    } else {
      if (message.type == kTimestamp || message.type == kSetViewportSize || message.type == kTabData ||
          message.type == kBatchMetadata || message.type == kBatchMeta) {
        if (message.type == kTimestamp && !first_ms_) first_ms_ = static_cast<int64_t>(message.numbers[0]);
        if (early_.size() < kMaxEarly)
          early_.push_back(Early{message, std::string(message.texts[0]), std::string(message.texts[4])});
      } else {
        issues_.ignored.add(ignored_kind(message.type));
      }
      return success();
    }
    ISOTHERM_TRY(take_early());
    return session_->take(message);
  }

  Status take_early() {
    for (Early& early : early_) {
      early.message.texts[0] = early.text_0;
      early.message.texts[4] = early.text_4;
      ISOTHERM_TRY(session_->take(early.message));
    }
    early_.clear();
    return success();
  }

  static bool is_event(uint64_t type) {
    return type == kSetViewportScroll || type == kSetNodeScroll || type == kMouseMove ||
           type == kMouseClick || type == kMouseClickOld;
  }

  // An input that names no page before its first event goes on with the session before it, if the time fits.
  Status place() {
    const std::optional<int64_t> before = session_ ? session_->time_ms() : std::nullopt;
    const bool continues = before && first_ms_ && session_->has_page() && *first_ms_ >= *before &&
                           *first_ms_ - *before <= kMaxPauseMs;
    if (continues) {
      session_->set_context(context());
    } else {
      session_.emplace(name_, context());
    }
    is_placed_ = true;
    return take_early();
  }

  RecordedSession::Context context() {
    return {&options_.fallback_url, &writer_,        &report_, &issues_.skipped,
            &issues_.approximate,   &issues_.ignored};
  }

  static constexpr size_t kMaxEarly = 10'000;
  struct Early {
    Message message;
    std::string text_0, text_4;  // its texts that matter
  };

  OpenreplayOptions options_;
  Writer& writer_;
  std::string name_;
  ImportReport report_;
  IssueLogs issues_;

  Bytes held_;             // what has come and is not used up
  uint64_t position_ = 0;  // of held_ in the input
  uint64_t message_count_ = 0;
  Framing framing_ = Framing::bare;
  bool has_begun_ = false;  // the framing is known
  bool is_over_ = false;    // nothing more can be read
  bool is_placed_ = false;  // it is known which session the input belongs to
  std::string problem_;
  std::vector<Early> early_;
  std::optional<int64_t> first_ms_;
  std::optional<RecordedSession> session_;
};

}  // namespace

std::unique_ptr<Importer> make_openreplay_importer(OpenreplayOptions options, Writer& writer) {
  return std::make_unique<OpenreplayImporter>(std::move(options), writer);
}

}  // namespace isotherm
