#pragma once
// Splits JSON that lists things into those things, as the bytes come.
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "import/json_skipper.h"

namespace isotherm {

// What JsonItems finds, in the order of the text. Views last until the call returns. An error ends the
// splitting and is returned by feed() or finish().
class JsonItemTaker {
 public:
  virtual ~JsonItemTaker() = default;
  // An element of a list, or an object that stands alone. kJsonPadding bytes behind it are readable.
  // `number`: of the element in its list, or of the line of an object that stands alone, or of the line of a
  // list behind the first; 1-based.
  virtual Status take_item(std::string_view item, uint64_t number) = 0;
  // A list's elements follow / are over.
  virtual Status begin_list() { return success(); }
  virtual Status end_list() { return success(); }
  // A field of the object around a list, seen before end_list(). Strings come without their quotes, escapes
  // as they are written.
  virtual void take_field(std::string_view name, std::string_view value) {
    (void)name;
    (void)value;
  }
  // Something that is no item. `text`: its beginning, may be empty.
  virtual void take_problem(std::string_view reason, uint64_t number, std::string_view text) = 0;
};

// Accepts, one after the other: arrays (lists), objects with an array under `list_name` (lists), and other
// objects (items that stand alone). When the first line is complete JSON, or the second line begins as
// another value would, each line stands for itself: what is broken in one does not reach into the next. Holds
// one item at a time, and of items longer than `max_item_bytes` nothing; those are problems.
class JsonItems {
 public:
  static constexpr size_t kMaxItemBytes = 64u << 20;

  JsonItems(std::string_view list_name, JsonItemTaker& taker, size_t max_item_bytes = kMaxItemBytes)
      : list_name_(list_name), taker_(taker), max_item_bytes_(max_item_bytes) {}

  // Errors: unsupported (no array or object), and the taker's. Nothing may be fed after one.
  Status feed(ByteSpan bytes);
  // The text is complete. Errors: truncated (nothing but space came), unsupported, and the taker's.
  Status finish();

 private:
  enum class Place : uint8_t {
    start,    // before the first value
    between,  // before another value
    list,     // in a list, before an element or its end
    element,  // in an element
    object,   // in an object, before a name or its end
    name,     // in a name
    colon,    // between a name and its value
    value,    // in a value
    loose,    // in text that is no value
  };
  enum class Lines : uint8_t { unknown, one_value_each, no_meaning };
  enum class Progress : uint8_t { goes_on, waits };

  Status run(bool is_last);
  void find_limit();
  Result<Progress> step(bool is_last);
  Result<Progress> take_start(bool is_last);
  Result<Progress> take_between();
  Result<Progress> take_list();
  Result<Progress> take_element();
  Result<Progress> take_object();
  Result<Progress> take_name();
  Result<Progress> take_colon();
  Result<Progress> take_value();
  Result<Progress> end_object();
  Result<Progress> take_end_of_line(bool is_last);
  bool learns_lines(bool is_last);
  Status break_off(bool is_end_of_file);
  Status hand_over(size_t end, uint64_t number);
  bool skip_space();
  bool skip_token();
  void begin_item();
  void forget_long_item();
  void drop_used();

  std::string_view list_name_;
  JsonItemTaker& taker_;
  size_t max_item_bytes_;

  // The text that is held: what has come and is not used up, and kJsonPadding bytes. The others are places in
  // it.
  std::string text_ = std::string(kJsonPadding, '\0');
  size_t at_ = 0;       // everything before is looked at
  size_t limit_ = 0;    // may be looked at: to the end of the line or of the text
  size_t newline_ = 0;  // the first one at or behind at_, or the end of what was searched for it
  size_t item_ = 0;     // where the item begins that is held, or at_
  size_t token_ = 0;    // where the name or value of a field begins
  size_t size() const { return text_.size() - kJsonPadding; }

  Place place_ = Place::start;
  Lines lines_ = Lines::unknown;
  JsonSkipper skipper_;
  bool holds_item_ = false, is_too_long_ = false;
  bool is_in_object_ = false;  // the list is a field of an object
  bool has_list_ = false;      // the object has one
  char last_ = '\0';           // the last character that is no space, of what was dropped
  uint64_t line_ = 1, number_ = 0, list_count_ = 0;
  std::string name_;
};

}  // namespace isotherm
