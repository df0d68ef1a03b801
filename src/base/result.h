#pragma once
// Errors as values. Nothing in src/ throws; every function that can meet bad input returns Result<T>.
#include <cassert>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace isotherm {

enum class ErrorCode : uint8_t {
  invalid_argument,  // the caller (a user, a URL, a flag) asked for something that cannot be
  not_found,         // a file, page or session that does not exist
  io,                // reading or writing failed
  damaged,           // bytes that break the format's rules or a checksum
  truncated,         // the bytes end too early
  unsupported,       // valid, but from a newer version or of a kind that is not read here
  limit,             // a claimed size exceeds a stated limit; nothing was allocated for it
  graphics,          // a GL context, shader or size that this machine does not give
};

// What went wrong, where, and (in the message) what to do about it.
struct Error {
  ErrorCode code = ErrorCode::invalid_argument;
  std::string message;             // one sentence for the user, no trailing period or newline
  std::optional<uint64_t> offset;  // byte offset in the input, where that is known

  // The message with the offset, as the CLI and the panel print it.
  std::string to_string() const {
    return offset ? message + " (at byte " + std::to_string(*offset) + ")" : message;
  }
};

inline Error make_error(ErrorCode code, std::string message, std::optional<uint64_t> offset = std::nullopt) {
  return Error{code, std::move(message), offset};
}

// Either a value or an Error. Accessing the wrong one is a caller's mistake and asserts.
template <typename T>
class [[nodiscard]] Result {
 public:
  using Value = T;
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & {
    assert(ok());
    return *std::get_if<0>(&state_);
  }
  const T& value() const& {
    assert(ok());
    return *std::get_if<0>(&state_);
  }
  T&& value() && {
    assert(ok());
    return std::move(*std::get_if<0>(&state_));
  }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Error& error() const {
    assert(!ok());
    return *std::get_if<1>(&state_);
  }

 private:
  std::variant<T, Error> state_;
};

struct Nothing {};
using Status = Result<Nothing>;
inline Status success() {
  return Nothing{};
}

}  // namespace isotherm

// Returns the error of `expression` (a Result or Status) from the enclosing function, if it has one.
#define ISOTHERM_TRY(expression)                                      \
  do {                                                                \
    if (auto isotherm_status = (expression); !isotherm_status.ok()) { \
      return isotherm_status.error();                                 \
    }                                                                 \
  } while (false)

#define ISOTHERM_JOIN_INNER(a, b) a##b
#define ISOTHERM_JOIN(a, b) ISOTHERM_JOIN_INNER(a, b)
// Declares `declaration` from the value of `expression`, or returns its error: ISOTHERM_ASSIGN(auto x, f());
#define ISOTHERM_ASSIGN(declaration, expression) \
  ISOTHERM_ASSIGN_INNER(ISOTHERM_JOIN(isotherm_result_, __LINE__), declaration, expression)
#define ISOTHERM_ASSIGN_INNER(result, declaration, expression) \
  auto result = (expression);                                  \
  if (!result.ok()) return result.error();                     \
  declaration = std::move(result).value()
