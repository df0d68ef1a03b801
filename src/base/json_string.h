#pragma once
// Text as JSON strings.
#include <string>
#include <string_view>

namespace isotherm {

// Length of the well-formed UTF-8 sequence at the start of `text`, 0 if there is none (Unicode, table 3-7).
size_t utf8_length(std::string_view text);

// What becomes of bytes that are not UTF-8: U+FFFD, or (keep) the lone surrogate U+DC00 + byte as "\udc80" ..
// "\udcff", from which the byte can be had again.
enum class InvalidUtf8 : uint8_t { replace, keep };

// A JSON string with its quotes.
std::string json_string(std::string_view text, InvalidUtf8 invalid = InvalidUtf8::replace);

// The text of a JSON string, without its quotes as it stands in a JSON document that is well-formed; false =
// an escape is malformed. U+DC80 .. U+DCFF that follow no high surrogate become bytes, other lone surrogates
// U+FFFD.
bool unescape_json_string(std::string_view escaped, std::string& text);

}  // namespace isotherm
