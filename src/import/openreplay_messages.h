#pragma once
// OpenReplay's messages on the wire. Layouts after the project's message definitions (mobs/messages.rb, MIT).
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace isotherm::openreplay {

enum MessageType : uint64_t {
  kTimestamp = 0,
  kSetPageLocationOld = 4,
  kSetViewportSize = 5,
  kSetViewportScroll = 6,
  kSetNodeScroll = 16,
  kSetInputValue = 18,
  kSetInputChecked = 19,
  kMouseMove = 20,
  kMouseClick = 68,
  kMouseClickOld = 69,
  kBatchMeta = 80,
  kBatchMetadata = 81,
  kInputChange = 112,
  kTabData = 118,
  kSetPageLocation = 122,
};

inline constexpr size_t kMaxFields = 20;

struct Message {
  uint64_t type = 0;
  // By the place of the field; signed numbers are unmapped, in two's complement. Texts are borrowed.
  std::array<uint64_t, kMaxFields> numbers{};
  std::array<std::string_view, kMaxFields> texts{};
  int64_t signed_number(size_t field) const { return static_cast<int64_t>(numbers[field]); }
};

// How messages follow each other in a file.
enum class Framing : uint8_t {
  bare,     // type, fields
  indexed,  // 8 bytes of index, type, fields
  sized,    // type, 3 bytes of length, fields; but for the batches' metadata
};

inline constexpr uint64_t kMaxTextBytes = 64u << 20;  // one field

// The next message, as far as it is there.
struct ParsedMessage {
  size_t bytes = 0;                // of the message; 0 = it is not complete
  std::optional<Message> message;  // nothing: a message to pass over
  std::string problem;             // not empty: nothing can be read from here on
};
ParsedMessage parse_message(ByteSpan bytes, Framing framing);

// The framing of a file by its first bytes, and how many of them come before the first message.
struct FileStart {
  Framing framing = Framing::bare;
  size_t header_bytes = 0;
};
inline constexpr size_t kStartBytes = 4096;  // as many of them as it wants to see
FileStart recognize(ByteSpan first_bytes);

// What kind of message it is, for those that are of no use here.
std::string_view ignored_kind(uint64_t type);

}  // namespace isotherm::openreplay
