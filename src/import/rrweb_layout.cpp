#include "import/rrweb_layout.h"

#include <algorithm>
#include <charconv>

#include "import/json_scanner.h"

namespace isotherm::rrweb {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const size_t first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

// One event per line: a line that ends its object, with another object in the next line, is never one
// document.
bool is_ndjson(std::string_view text) {
  const size_t first_end = text.find('\n');
  return first_end != std::string_view::npos && trimmed(text.substr(0, first_end)).ends_with('}') &&
         trimmed(text.substr(first_end, 4096)).starts_with('{');
}

void split_lines(std::string_view text, const TakeEvent& take) {
  uint64_t number = 0;
  for (size_t position = 0; position < text.size();) {
    const size_t end = std::min(text.find('\n', position), text.size());
    ++number;
    const std::string_view line = trimmed(text.substr(position, end - position));
    if (!line.empty()) take(line, number);
    position = end + 1;
  }
}

// The scanner stands behind the opening bracket, and afterwards behind the closing one.
void split_array(JsonScanner& scanner, const TakeEvent& take, IssueLog& skipped) {
  uint64_t number = 0;
  while (!scanner.skip(']')) {
    if (scanner.at_end()) {
      skipped.add("the JSON array is not closed: the file is incomplete", number);
      return;
    }
    if (scanner.skip(',')) continue;
    ++number;
    scanner.skip_space();
    const size_t start = scanner.position();
    if (scanner.skip_value()) {
      take(scanner.since(start), number);
    } else if (scanner.at_end()) {
      skipped.add("the recording ends in the middle of an event: the file is incomplete", number);
      return;
    } else {  // a stray closing brace
      skipped.add("the event is not a JSON object", number);
      scanner.skip(scanner.peek());
    }
  }
}

Error no_events(std::string_view found) {
  return make_error(
      ErrorCode::unsupported,
      "not an rrweb recording: " + std::string(found) +
          "; expected an array of events, an object with an array named \"events\", or one event per line");
}

}  // namespace

Status split_events(std::string_view text, const TakeEvent& take, IssueLog& skipped) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  JsonScanner scanner(text);
  scanner.skip_space();
  if (scanner.at_end())
    return make_error(ErrorCode::truncated, "the input is empty; expected an rrweb recording");
  const char first = scanner.peek();
  if (first != '[' && first != '{')
    return no_events("it begins with " + quoted(text.substr(scanner.position(), 20)));
  const bool is_object = scanner.skip('{');
  if (is_object && is_ndjson(text.substr(scanner.position() - 1))) {
    split_lines(text, take);
    return success();
  }
  if (is_object) {
    bool has_type = false;
    std::string_view name;
    while (scanner.skip_key(name)) {
      scanner.skip_space();
      if (name == "events" && scanner.peek() == '[') break;
      has_type |= name == "type";
      if (!scanner.skip_value()) break;
      scanner.skip(',');
    }
    if (name != "events" || scanner.peek() != '[') {
      if (!has_type) return no_events("it is an object without them");
      split_lines(text, take);  // a single event
      return success();
    }
  }
  scanner.skip('[');
  split_array(scanner, take, skipped);
  scanner.skip_space();
  if (!is_object && !scanner.at_end()) skipped.add("text behind the end of the JSON array");
  return success();
}

EventClass classify(std::string_view event) {
  EventClass found;
  const auto read_code = [](JsonScanner& scanner) {
    scanner.skip_space();
    const size_t start = scanner.position();
    if (!scanner.skip_value()) return -1;
    int value = -1;
    const std::string_view text = trimmed(scanner.since(start));
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? value : -1;
  };
  JsonScanner scanner(event);
  if (!scanner.skip('{')) return found;
  std::string_view name;
  while (scanner.skip_key(name)) {
    if (name == "type") {
      found.type = read_code(scanner);
    } else if (name == "data" && found.source == -1) {
      scanner.skip_space();
      const size_t start = scanner.position();
      // The source is the first field of the data, so that the rest need not be looked at.
      JsonScanner data(event.substr(start));
      if (data.skip('{') && data.skip_key(name) && name == "source") found.source = read_code(data);
      if (found.type != -1 && found.source != -1) return found;
      if (!scanner.skip_value()) return found;
    } else if (!scanner.skip_value()) {
      return found;
    }
    if (found.type != -1 && found.type != 3) return found;
    if (!scanner.skip(',')) return found;
  }
  return found;
}

}  // namespace isotherm::rrweb
