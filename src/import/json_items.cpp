#include "import/json_items.h"

#include <algorithm>

#include "import/issue_log.h"

namespace isotherm {
namespace {

constexpr size_t kPieceBytes = 256u << 10;  // looked at while it is in the cache
constexpr size_t kMaxFieldBytes = 256;      // of a name or value that is handed on
constexpr size_t kQuotedBytes = 20;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

std::string_view without_quotes(std::string_view text) {
  return text.size() >= 2 && text.front() == '"' ? text.substr(1, text.size() - 2) : text;
}

}  // namespace

Status JsonItems::feed(ByteSpan bytes) {
  while (!bytes.empty()) {
    const ByteSpan piece = bytes.first(std::min(bytes.size(), kPieceBytes));
    bytes = bytes.subspan(piece.size());
    drop_used();
    text_.resize(size());
    text_.append(reinterpret_cast<const char*>(piece.data()), piece.size());
    text_.append(kJsonPadding, '\0');
    ISOTHERM_TRY(run(false));
  }
  return success();
}

Status JsonItems::finish() {
  ISOTHERM_TRY(run(true));
  if (place_ == Place::start) return make_error(ErrorCode::truncated, "the input is empty; expected JSON");
  return break_off(true);
}

// What lies before the item, name or value in progress is not needed any more.
void JsonItems::drop_used() {
  const size_t used = holds_item_ ? item_ : std::min(token_, at_);
  const std::string_view dropped(text_.data(), used);
  for (size_t i = used; i > 0; --i) {
    if (!is_space(dropped[i - 1])) {
      last_ = dropped[i - 1];
      break;
    }
  }
  text_.erase(0, used);
  for (size_t* place : {&at_, &limit_, &newline_, &item_, &token_})
    *place -= std::min(*place, used);
}

Status JsonItems::run(bool is_last) {
  while (true) {
    find_limit();
    ISOTHERM_ASSIGN(Progress progress, step(is_last));
    if (progress == Progress::waits && limit_ < size()) {
      ISOTHERM_ASSIGN(progress, take_end_of_line(is_last));
    }
    if (progress == Progress::waits) break;
  }
  forget_long_item();
  return success();
}

void JsonItems::find_limit() {
  limit_ = size();
  if (lines_ == Lines::no_meaning) return;
  if (newline_ < at_ || (newline_ < size() && text_[newline_] != '\n')) {
    newline_ = std::min(std::string_view(text_.data(), size()).find('\n', std::max(newline_, at_)), size());
  }
  limit_ = newline_;
}

Result<JsonItems::Progress> JsonItems::step(bool is_last) {
  switch (place_) {
    case Place::start:
      return take_start(is_last);
    case Place::between:
      return take_between();
    case Place::list:
      return take_list();
    case Place::element:
      return take_element();
    case Place::object:
      return take_object();
    case Place::name:
      return take_name();
    case Place::colon:
      return take_colon();
    case Place::value:
      return take_value();
    case Place::loose:
      at_ = limit_;
      return Progress::waits;
  }
  return Progress::waits;
}

// --- values side by side ---

Result<JsonItems::Progress> JsonItems::take_start(bool is_last) {
  const std::string_view text(text_.data(), size());
  if (!text.empty() && at_ == 0 && kByteOrderMark.starts_with(text.substr(0, kByteOrderMark.size()))) {
    if (text.size() < kByteOrderMark.size() && !is_last) return Progress::waits;
    at_ = text.size() < kByteOrderMark.size() ? 0 : kByteOrderMark.size();
    token_ = at_;
  }
  if (!skip_space()) return Progress::waits;
  if (text_[at_] != '[' && text_[at_] != '{') {
    if (size() - at_ < kQuotedBytes && !is_last) {
      limit_ = size();
      return Progress::waits;
    }
    return make_error(ErrorCode::unsupported,
                      "it begins with " + quoted(text.substr(at_, kQuotedBytes)) +
                          "; expected JSON: an array, an object with an array named \"" +
                          std::string(list_name_) + "\", or one object per line");
  }
  place_ = Place::between;
  return Progress::goes_on;
}

Result<JsonItems::Progress> JsonItems::take_between() {
  if (!skip_space()) return Progress::waits;
  begin_item();
  has_list_ = is_in_object_ = false;
  if (text_[at_] == '{') {
    number_ = line_;
    ++at_;
    token_ = at_;
    place_ = Place::object;
  } else if (text_[at_] == '[') {
    ++at_;
    holds_item_ = false;
    token_ = at_;
    number_ = 0;
    ++list_count_;
    place_ = Place::list;
    ISOTHERM_TRY(taker_.begin_list());
  } else {
    number_ = line_;
    place_ = Place::loose;
    if (lines_ != Lines::one_value_each) {
      taker_.take_problem(list_count_ != 0 ? "text behind the end of the JSON array"
                                           : "text behind the end of the JSON object",
                          0, {});
      holds_item_ = false;
    }
  }
  return Progress::goes_on;
}

bool JsonItems::skip_space() {
  while (at_ < limit_ && is_space(text_[at_]))
    ++at_;
  if (!holds_item_) token_ = at_;
  return at_ < limit_;
}

void JsonItems::begin_item() {
  item_ = token_ = at_;
  holds_item_ = true;
  is_too_long_ = false;
  skipper_.restart();
}

// Passes over the name, value or element that is being skipped; false = it goes on behind the limit.
bool JsonItems::skip_token() {
  const size_t length = skipper_.skip(std::string_view(text_).substr(at_, limit_ - at_));
  at_ = length == JsonSkipper::npos ? limit_ : at_ + length;
  return length != JsonSkipper::npos;
}

// Memory stays bounded: of what is too long only the current name or value is kept, and not even that if it
// is long.
void JsonItems::forget_long_item() {
  if (holds_item_ && at_ - item_ > max_item_bytes_) {
    is_too_long_ = true;
    holds_item_ = false;
  }
  if (!holds_item_ && at_ - token_ > kMaxFieldBytes) {
    token_ = at_;
    name_.clear();
  }
}

Status JsonItems::hand_over(size_t end, uint64_t number) {
  holds_item_ = false;
  token_ = end;
  if (is_too_long_ || end - item_ > max_item_bytes_) {
    taker_.take_problem("event longer than " + std::to_string(max_item_bytes_) + " bytes", number, {});
    return success();
  }
  return taker_.take_item(std::string_view(text_).substr(item_, end - item_), number);
}

// --- lists ---

Result<JsonItems::Progress> JsonItems::take_list() {
  while (skip_space() && text_[at_] == ',')
    ++at_;
  if (at_ == limit_) return Progress::waits;
  if (text_[at_] == ']') {
    token_ = ++at_;
    place_ = is_in_object_ ? Place::object : Place::between;
    if (!is_in_object_) ISOTHERM_TRY(taker_.end_list());
    return Progress::goes_on;
  }
  ++number_;
  if (text_[at_] == '}' || text_[at_] == ':') {
    ++at_;
    taker_.take_problem("the event is not a JSON object", number_, {});
  } else {
    begin_item();
    place_ = Place::element;
  }
  return Progress::goes_on;
}

Result<JsonItems::Progress> JsonItems::take_element() {
  if (!skip_token()) return Progress::waits;
  place_ = Place::list;
  const bool counts_lines = lines_ == Lines::one_value_each && list_count_ > 1;
  ISOTHERM_TRY(hand_over(at_, counts_lines ? line_ : number_));
  return Progress::goes_on;
}

// --- objects that may hold a list ---

Result<JsonItems::Progress> JsonItems::take_object() {
  while (skip_space() && text_[at_] == ',')
    ++at_;
  if (at_ == limit_) return Progress::waits;
  token_ = at_;
  skipper_.restart();
  if (text_[at_] == '}') {
    ++at_;
    return end_object();
  }
  // Anything but a name is the taker's to judge, with the whole object.
  place_ = text_[at_] == '"' ? Place::name : Place::value;
  name_.clear();
  if (text_[at_] == ']' || text_[at_] == ':') ++at_, place_ = Place::object;
  return Progress::goes_on;
}

Result<JsonItems::Progress> JsonItems::take_name() {
  if (!skip_token()) return Progress::waits;
  name_ = at_ - token_ <= kMaxFieldBytes
              ? without_quotes(std::string_view(text_).substr(token_, at_ - token_))
              : std::string_view();
  place_ = Place::colon;
  token_ = at_;
  return Progress::goes_on;
}

Result<JsonItems::Progress> JsonItems::take_colon() {
  if (!skip_space()) return Progress::waits;
  if (text_[at_] == ':') {
    ++at_;
    token_ = at_;
    return Progress::goes_on;
  }
  token_ = at_;
  skipper_.restart();
  place_ = Place::value;
  if (text_[at_] == ',' || text_[at_] == '}' || text_[at_] == ']') place_ = Place::object;
  if (text_[at_] == '[' && name_ == list_name_) {
    ++at_;
    holds_item_ = false;
    token_ = at_;
    place_ = Place::list;
    is_in_object_ = true;
    if (!has_list_) {
      has_list_ = true;
      ++list_count_;
      number_ = 0;
      ISOTHERM_TRY(taker_.begin_list());
    }
  }
  return Progress::goes_on;
}

Result<JsonItems::Progress> JsonItems::take_value() {
  if (!skip_token()) return Progress::waits;
  if (!name_.empty() && at_ - token_ <= kMaxFieldBytes)
    taker_.take_field(name_, without_quotes(std::string_view(text_).substr(token_, at_ - token_)));
  place_ = Place::object;
  token_ = at_;
  return Progress::goes_on;
}

Result<JsonItems::Progress> JsonItems::end_object() {
  place_ = Place::between;
  token_ = at_;
  if (has_list_) {
    holds_item_ = false;
    ISOTHERM_TRY(taker_.end_list());
  } else {
    ISOTHERM_TRY(hand_over(at_, number_));
  }
  return Progress::goes_on;
}

// --- lines ---

// The limit is a newline, and everything before it is looked at.
Result<JsonItems::Progress> JsonItems::take_end_of_line(bool is_last) {
  if (at_ < limit_) return Progress::waits;
  const bool is_between = place_ == Place::between || place_ == Place::start;
  if (lines_ == Lines::unknown && !is_between) {
    if (place_ == Place::loose) {  // nobody wants the rest
      lines_ = Lines::no_meaning;
      return Progress::goes_on;
    }
    if (!learns_lines(is_last)) return Progress::waits;
    if (lines_ == Lines::no_meaning) return Progress::goes_on;
  }
  if (place_ == Place::between) lines_ = Lines::one_value_each;
  if (!is_between) ISOTHERM_TRY(break_off(false));
  ++at_;
  ++line_;
  token_ = at_;
  return Progress::goes_on;
}

// The first newline stands inside a value. Two values cannot follow each other without a comma inside one: if
// that is how it looks, each line is for itself. False = more text must come to tell.
bool JsonItems::learns_lines(bool is_last) {
  size_t behind = limit_;
  while (behind < size() && is_space(text_[behind]))
    ++behind;
  if (behind == size() && !is_last) return false;
  char before = last_;
  for (size_t i = at_; i > 0; --i) {
    if (is_space(text_[i - 1])) continue;
    before = text_[i - 1];
    break;
  }
  const bool ends = before == '}' || before == ']';
  const bool begins = behind < size() && (text_[behind] == '{' || text_[behind] == '[');
  lines_ = ends && begins ? Lines::one_value_each : Lines::no_meaning;
  return true;
}

// The line or the text ends where it should not.
Status JsonItems::break_off(bool is_end_of_file) {
  const Place place = place_;
  place_ = Place::between;
  const bool has_held = holds_item_;
  holds_item_ = false;
  const std::string_view held =
      has_held ? std::string_view(text_).substr(item_, at_ - item_) : std::string_view();
  token_ = at_;
  if (place == Place::between || place == Place::start) return success();
  const bool is_whole_line = lines_ == Lines::one_value_each;
  if (place == Place::list || place == Place::element) {
    const uint64_t number = is_whole_line && list_count_ > 1 ? line_ : number_;
    taker_.take_problem(place == Place::list
                            ? "the JSON array is not closed: the file is incomplete"
                            : "the recording ends in the middle of an event: the file is incomplete",
                        number, {});
    return taker_.end_list();
  }
  if (has_list_) return taker_.end_list();  // the list itself is complete
  if (!has_held && !is_too_long_) return success();
  if (is_too_long_ || !is_whole_line || (is_end_of_file && place != Place::loose)) {
    taker_.take_problem(is_too_long_ ? "event longer than " + std::to_string(max_item_bytes_) + " bytes"
                                     : "the recording ends in the middle of an event: the file is incomplete",
                        number_, held);
    return success();
  }
  return taker_.take_item(held, number_);  // which says what is wrong with it
}

}  // namespace isotherm
