#pragma once
// Finds where a JSON value ends, by quotes and brackets alone, at several GB/s. Nothing is built or checked.
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace isotherm {

// Bytes behind the text that must be readable, whatever they are.
inline constexpr size_t kJsonPadding = 64;

// Passes over one value that may come in pieces.
class JsonSkipper {
 public:
  // The next value begins.
  void restart() { *this = {}; }
  // Goes on through `text`, behind which kJsonPadding bytes are readable. Returns the position behind the
  // value's end, or npos when it is not in this text: go on with what follows. The first character of a value
  // must be no space. A scalar ends before the space, comma or bracket behind it, which must be seen for
  // that.
  size_t skip(std::string_view text);
  static constexpr size_t npos = static_cast<size_t>(-1);
  // Whether the text so far ends inside a string.
  bool is_in_string() const { return in_string_ != 0; }

 private:
  size_t skip_scalar(std::string_view text) const;
  size_t skip_string(std::string_view text);
  size_t skip_nested(std::string_view text);

  enum class Kind : uint8_t { unknown, scalar, string, nested } kind_ = Kind::unknown;
  uint64_t in_string_ = 0;   // all ones: the text so far ends inside a string
  bool is_escaped_ = false;  // the next character is
  uint64_t depth_ = 0;
};

// Whether `needle` occurs in `text`; quick for needles of nine and more characters whose third and ninth are
// rare.
bool contains_rare(std::string_view text, std::string_view needle);

}  // namespace isotherm
