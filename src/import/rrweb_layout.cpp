#include "import/rrweb_layout.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "import/csv_fields.h"
#include "import/json_scanner.h"

namespace isotherm::rrweb {
namespace {

constexpr int kMaxTreeDepth = 1000;

int code_of(std::string_view text) {
  int value = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? value : -1;
}

// The next value, and the scanner behind it; empty where none comes.
std::string_view next_value(JsonScanner& scanner) {
  scanner.skip_space();
  const size_t start = scanner.position();
  return scanner.skip_value() ? scanner.since(start) : std::string_view();
}

// Calls take(name, value) for the fields of an object.
template <typename Take>
void for_each_field(std::string_view object, const Take& take) {
  JsonScanner scanner(object);
  if (!scanner.skip('{')) return;
  std::string_view name;
  while (scanner.skip_key(name)) {
    const std::string_view value = next_value(scanner);
    if (value.empty()) return;
    take(name, value);
    if (!scanner.skip(',')) return;
  }
}

template <typename Take>
void for_each_element(std::string_view array, const Take& take) {
  JsonScanner scanner(array);
  if (!scanner.skip('[')) return;
  while (true) {
    const std::string_view value = next_value(scanner);
    if (value.empty()) return;
    take(value);
    if (!scanner.skip(',')) return;
  }
}

// Reads a node and what is below it, each character once. False = the text is not what it should be.
bool read_node(JsonScanner& scanner, std::vector<Node>* nodes, int depth, Node& own);

bool read_children(JsonScanner& scanner, std::vector<Node>* nodes, int depth) {
  if (!scanner.skip('[')) return scanner.skip_value();
  if (scanner.skip(']')) return true;
  do {
    Node child;
    if (!read_node(scanner, nodes, depth, child)) return false;
  } while (scanner.skip(','));
  return scanner.skip(']');
}

bool read_node(JsonScanner& scanner, std::vector<Node>* nodes, int depth, Node& own) {
  if (!scanner.skip('{')) return scanner.skip_value();
  std::string_view name;
  while (scanner.skip_key(name)) {
    if (name == "childNodes" && nodes != nullptr && depth < kMaxTreeDepth) {
      if (!read_children(scanner, nodes, depth + 1)) return false;
    } else if (name == "id" || name == "rootId") {
      const uint32_t id = node_id(parse_number(next_value(scanner)).value_or(0));
      (name == "id" ? own.id : own.root) = id;
    } else if (!scanner.skip_value()) {
      return false;
    }
    if (!scanner.skip(',')) break;
  }
  if (nodes != nullptr && own.id != 0) nodes->push_back(own);
  return scanner.skip('}');
}

}  // namespace

EventClass classify(std::string_view event) {
  EventClass found;
  JsonScanner scanner(event);
  if (!scanner.skip('{')) return found;
  std::string_view name;
  while (scanner.skip_key(name)) {
    if (name == "type") {
      found.type = code_of(next_value(scanner));
    } else if (name == "data" && found.source == -1) {
      scanner.skip_space();
      // The source is the first field of the data, so that the rest need not be looked at.
      JsonScanner data(event.substr(scanner.position()));
      if (data.skip('{') && data.skip_key(name) && name == "source") found.source = code_of(next_value(data));
      if (found.type != -1 && found.source != -1) return found;
      if (!scanner.skip_value()) return found;
    } else if (!scanner.skip_value()) {
      return found;
    }
    if (found.type != -1 && found.type != kIncremental) return found;
    if (!scanner.skip(',')) return found;
  }
  return found;
}

uint32_t node_id(double value) {
  return value >= 1 && value <= UINT32_MAX ? static_cast<uint32_t>(value) : 0;
}

uint32_t read_tree(std::string_view node, std::vector<Node>* nodes) {
  JsonScanner scanner(node);
  Node top;
  read_node(scanner, nodes, 0, top);
  return top.id;
}

Snapshot read_snapshot(std::string_view data, std::vector<Node>* nodes) {
  Snapshot snapshot;
  for_each_field(data, [&](std::string_view name, std::string_view value) {
    if (name == "node") {
      snapshot.document_id = read_tree(value, nodes);
    } else if (name == "initialOffset") {
      snapshot.left = parse_number(field_text(value, "left")).value_or(0);
      snapshot.top = parse_number(field_text(value, "top")).value_or(0);
    }
  });
  return snapshot;
}

Mutation read_mutation(std::string_view data) {
  Mutation mutation;
  for_each_field(data, [&](std::string_view name, std::string_view value) {
    if (name == "isAttachIframe") {
      mutation.is_iframe_content = value == "true";
    } else if (name == "adds") {
      for_each_element(value, [&](std::string_view add) {
        Addition addition;
        addition.parent = node_id(parse_number(field_text(add, "parentId")).value_or(0));
        read_tree(field_text(add, "node"), &addition.nodes);
        if (!addition.nodes.empty()) mutation.additions.push_back(std::move(addition));
      });
    }
  });
  return mutation;
}

std::string_view timestamp_text(std::string_view event) {
  constexpr std::string_view kKey = ",\"timestamp\":";
  constexpr size_t kTailBytes = 512;
  const std::string_view tail = event.substr(event.size() - std::min(event.size(), kTailBytes));
  const size_t at = tail.rfind(kKey);
  if (at == std::string_view::npos) return field_text(event, "timestamp");
  // The field is the event's own if what follows it is nothing but fields and the event's end.
  JsonScanner scanner(tail.substr(at + kKey.size()));
  const std::string_view value = next_value(scanner);
  std::string_view name;
  bool is_sound = !value.empty();
  while (is_sound && scanner.skip(','))
    is_sound = scanner.skip_key(name) && scanner.skip_value();
  is_sound = is_sound && scanner.skip('}');
  scanner.skip_space();
  return is_sound && scanner.at_end() ? value : field_text(event, "timestamp");
}

std::string_view field_text(std::string_view object, std::string_view wanted) {
  JsonScanner scanner(object);
  if (!scanner.skip('{')) return {};
  std::string_view name;
  while (scanner.skip_key(name)) {
    const std::string_view value = next_value(scanner);
    if (name == wanted) return value;
    if (value.empty() || !scanner.skip(',')) return {};
  }
  return {};
}

}  // namespace isotherm::rrweb
