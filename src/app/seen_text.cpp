#include "app/seen_text.h"

#include <unordered_set>

#include "base/json_value.h"
#include "base/json_writer.h"

namespace isotherm {

namespace {

Error unusable(const std::string& what) {
  return make_error(ErrorCode::damaged, "the marks of seen sessions cannot be used: " + what);
}

}  // namespace

std::string seen_to_json(const std::vector<uint8_t>& is_seen, const std::vector<Session>& sessions) {
  JsonWriter json;
  json.begin_object();
  json.integer("version", 1);
  json.key("seen");
  json.begin_array();
  for (size_t i = 0; i < is_seen.size() && i < sessions.size(); ++i) {
    if (is_seen[i] != 0) json.text(sessions[i].id);
  }
  json.end_array();
  json.end_object();
  return json.take();
}

Result<std::vector<uint8_t>> seen_from_json(std::string_view text, const std::vector<Session>& sessions) {
  const Result<JsonValue> json = parse_json(text);
  if (!json) return unusable(json.error().to_string());
  const JsonValue* list = json->find("seen");
  if (json->whole_at("version") != 1) return unusable("they are of another version");
  if (!list || list->kind() != JsonValue::Kind::array) return unusable("there is no list of them");
  std::unordered_set<std::string_view> names;
  for (const JsonValue& name : list->items()) {
    if (name.kind() != JsonValue::Kind::text) return unusable("a session's name is not a text");
    names.insert(name.text());
  }
  std::vector<uint8_t> is_seen(sessions.size(), 0);
  for (size_t i = 0; i < sessions.size(); ++i)
    is_seen[i] = names.count(sessions[i].id) != 0 ? 1 : 0;
  return is_seen;
}

}  // namespace isotherm
