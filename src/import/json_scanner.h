#pragma once
// Finds its way through JSON text by quotes and brackets alone: nothing is built, nothing is checked that
// need not be. For passing over what is of no use at the speed of reading it.
#include <string_view>

#include "import/json_skipper.h"

namespace isotherm {

class JsonScanner {
 public:
  // kJsonPadding bytes behind the text are readable.
  explicit JsonScanner(std::string_view text) : text_(text) {}

  size_t position() const { return position_; }
  // The character at the position; NUL at the end.
  char peek() const { return position_ < text_.size() ? text_[position_] : '\0'; }
  bool at_end() const { return position_ >= text_.size(); }
  void skip_space();
  // Passes over `c` and the space before it; false = something else comes.
  bool skip(char c);
  // Passes over the space before a value and the value. False = the text ends before it does, or no value
  // starts here.
  bool skip_value();
  // Passes over `"name" :`. False = no key comes. Escapes in the name stay as they are written.
  bool skip_key(std::string_view& name);
  std::string_view since(size_t start) const { return text_.substr(start, position_ - start); }

 private:
  std::string_view text_;
  size_t position_ = 0;
};

}  // namespace isotherm
