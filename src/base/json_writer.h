#pragma once
// Writes one JSON document into a string, commas and escapes included.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace isotherm {

class JsonWriter {
 public:
  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_array() { open('['); }
  void end_array() { close(']'); }
  // The name of the member whose value is written next.
  void key(std::string_view name);

  void text(std::string_view value);
  void number(double value);  // null when not finite
  void integer(uint64_t value);
  void boolean(bool value);
  void null();

  void text(std::string_view name, std::string_view value) { key(name), text(value); }
  void number(std::string_view name, double value) { key(name), number(value); }
  void integer(std::string_view name, uint64_t value) { key(name), integer(value); }
  void boolean(std::string_view name, bool value) { key(name), boolean(value); }
  // null when absent
  void number(std::string_view name, std::optional<double> value);

  std::string take() { return std::move(out_); }

 private:
  void separate();
  void open(char bracket);
  void close(char bracket);

  std::string out_;
  bool needs_comma_ = false;
};

}  // namespace isotherm
