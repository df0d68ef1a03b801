#include "cli/page_choice.h"

#include <algorithm>
#include <charconv>

namespace isotherm::cli {
namespace {

bool is_number(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string listing(const std::vector<std::string>& urls, const std::vector<uint32_t>& indices) {
  constexpr size_t kMaxShown = 5;
  std::string text;
  for (size_t i = 0; i < indices.size() && i < kMaxShown; ++i) {
    text += (i == 0 ? "" : ", ") + std::to_string(indices[i]) + " " + urls[indices[i]];
  }
  return text + (indices.size() > kMaxShown ? ", ..." : "");
}

}  // namespace

Result<uint32_t> choose_page(const std::vector<std::string>& urls, const std::string& text) {
  std::vector<uint32_t> all, matching;
  for (uint32_t i = 0; i < urls.size(); ++i) {
    if (urls[i] == text) return i;
    all.push_back(i);
    if (!text.empty() && urls[i].find(text) != std::string::npos) matching.push_back(i);
  }
  if (is_number(text)) {
    uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc() && number < urls.size()) return number;
    return make_error(ErrorCode::invalid_argument, "there is no page " + text + "; the recording has " +
                                                       std::to_string(urls.size()) +
                                                       " pages, numbered from 0 (isotherm info lists them)");
  }
  if (matching.size() == 1) return matching.front();
  if (matching.empty()) {
    return make_error(ErrorCode::invalid_argument,
                      "no page's address contains \"" + text + "\"; pages: " + listing(urls, all));
  }
  return make_error(ErrorCode::invalid_argument,
                    "\"" + text + "\" is in the address of " + std::to_string(matching.size()) +
                        " pages; name one by its number: " + listing(urls, matching));
}

Result<PictureArgument> parse_picture_argument(const std::string& text, bool may_name_page) {
  PictureArgument argument;
  argument.path = text;
  if (const size_t equals = text.rfind('='); may_name_page && equals != std::string::npos) {
    argument.page = text.substr(0, equals);
    argument.path = text.substr(equals + 1);
  }
  if (const size_t at = argument.path.rfind('@');
      at != std::string::npos && is_number(std::string_view(argument.path).substr(at + 1))) {
    const char* first = argument.path.data() + at + 1;
    const auto [end, error] =
        std::from_chars(first, argument.path.data() + argument.path.size(), argument.css_width);
    if (error != std::errc() || argument.css_width == 0 || argument.css_width > (1u << 21)) {
      return make_error(ErrorCode::invalid_argument,
                        "the CSS width behind '@' must be 1 to 2097152 px: " + text);
    }
    argument.path.resize(at);
  }
  if (argument.path.empty()) return make_error(ErrorCode::invalid_argument, "no picture is named: " + text);
  return argument;
}

}  // namespace isotherm::cli
