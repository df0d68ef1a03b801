#include "import/openreplay_messages.h"

#include <algorithm>

namespace isotherm::openreplay {
namespace {

// Fields by type: u unsigned, i signed, b one byte, s text. nullptr = unknown.
constexpr const char* layout_of(uint64_t type) {
  constexpr std::array<const char*, 128> kLayouts = [] {
    std::array<const char*, 128> layouts{};
    const auto set = [&](std::initializer_list<size_t> types, const char* fields) {
      for (const size_t type_of_list : types)
        layouts[type_of_list] = fields;
    };
    set({7}, "");
    set({0, 3, 11, 114, 115}, "u");
    set({58, 120}, "i");
    set({55}, "b");
    set({28, 29, 42, 66, 117, 118}, "s");
    set({5, 20, 38, 65, 70, 75, 76, 77, 82, 127}, "uu");
    set({6}, "ii");
    set({19}, "ub");
    set({13, 14, 15, 17, 34, 36, 50, 54, 72}, "us");
    set({119}, "su");
    set({126}, "us");
    set({22, 27, 30, 41, 43, 45, 46, 63, 64, 79, 124}, "ss");
    set({9, 10, 24, 35, 51}, "uuu");
    set({16}, "uii");
    set({80}, "uui");
    set({12, 52, 61, 71}, "uss");
    set({18}, "usi");
    set({37, 74}, "usu");
    set({113}, "uus");
    set({44, 47}, "ssu");
    set({4}, "ssu");
    set({25}, "sss");
    set({87}, "sii");
    set({49}, "iiuu");
    set({57, 60}, "usss");
    set({67, 73}, "usus");
    set({69}, "uuss");
    set({40}, "suss");
    set({78}, "ssss");
    set({121}, "ssuu");
    set({122}, "ssus");
    set({8}, "uuusb");
    set({26}, "ussss");
    set({32}, "uusbs");
    set({33}, "uuuss");
    set({48}, "ssssi");
    set({81}, "uuuis");
    set({123}, "ssssu");
    set({68}, "uussuu");
    set({62}, "uussss");
    set({84}, "sssuss");
    set({89}, "siiiis");
    set({112}, "usbsii");
    set({39}, "ssssuuu");
    set({59}, "uuuusss");
    set({125}, "uusssss");
    set({21}, "sssssuuu");
    set({53}, "uuuuuuss");
    set({23}, "uuuuuuuuu");
    set({83}, "sssssuuuu");
    set({116}, "uuuuuussub");
    set({1}, "uussssssssssuuss");
    set({56}, "uuuuuuuuuuuuuu");
    set({31}, "uussbuuuuuuuuuuuu");
    set({85}, "uuuuuussubuuuuuuu");
    return layouts;
  }();
  return type < kLayouts.size() ? kLayouts[static_cast<size_t>(type)] : nullptr;
}

// Reads from borrowed bytes; at their end it says so once and for all.
class Cursor {
 public:
  explicit Cursor(ByteSpan bytes) : bytes_(bytes) {}
  size_t position() const { return position_; }
  bool is_short() const { return is_short_; }
  const std::string& problem() const { return problem_; }
  bool fails() const { return is_short_ || !problem_.empty(); }

  uint64_t byte() {
    if (position_ < bytes_.size()) return bytes_[position_++];
    is_short_ = true;
    return 0;
  }
  uint64_t varint() {
    uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const uint64_t part = byte();
      if (fails()) return 0;
      if (shift == 63 && part > 1) break;
      value |= (part & 0x7F) << shift;
      if (part < 0x80) return value;
    }
    problem_ = "a number of more than 64 bits";
    return 0;
  }
  std::string_view text() {
    const uint64_t length = varint();
    if (fails()) return {};
    if (length > kMaxTextBytes) {
      problem_ = "a text of " + std::to_string(length) + " bytes";
      return {};
    }
    if (!skip(length)) return {};
    return {reinterpret_cast<const char*>(bytes_.data() + position_ - length), static_cast<size_t>(length)};
  }
  bool skip(uint64_t count) {
    is_short_ |= count > bytes_.size() - position_;
    if (!is_short_) position_ += static_cast<size_t>(count);
    return !is_short_;
  }

 private:
  ByteSpan bytes_;
  size_t position_ = 0;
  bool is_short_ = false;
  std::string problem_;
};

void read_fields(Cursor& cursor, const char* layout, Message& message) {
  for (size_t field = 0; layout[field] != '\0' && !cursor.fails(); ++field) {
    if (layout[field] == 's') {
      message.texts[field] = cursor.text();
    } else if (layout[field] == 'b') {
      message.numbers[field] = cursor.byte();
    } else {
      const uint64_t number = cursor.varint();
      message.numbers[field] = layout[field] == 'i' ? static_cast<uint64_t>(unzigzag(number)) : number;
    }
  }
}

std::string unknown_type(uint64_t type) {
  const bool is_mobile = type >= 90 && type <= 111;
  return "a message of type " + std::to_string(type) +
         (is_mobile ? ", which is of recordings of mobile apps" : ", which is unknown");
}

// How many bytes can be read as messages before something is wrong.
size_t readable_bytes(ByteSpan bytes, Framing framing) {
  size_t at = 0;
  while (at < bytes.size()) {
    const ParsedMessage parsed = parse_message(bytes.subspan(at), framing);
    if (!parsed.problem.empty()) return at;
    if (parsed.bytes == 0) break;
    at += parsed.bytes;
  }
  return bytes.size();
}

}  // namespace

ParsedMessage parse_message(ByteSpan bytes, Framing framing) {
  Cursor cursor(bytes);
  if (framing == Framing::indexed) cursor.skip(8);
  const uint64_t type = cursor.varint();
  const bool has_size = framing == Framing::sized && type != kBatchMeta && type != kBatchMetadata;
  uint64_t size = 0;
  for (int i = 0; has_size && i < 3; ++i)
    size |= cursor.byte() << (8 * i);
  ParsedMessage parsed;
  parsed.problem = cursor.problem();
  if (cursor.fails()) return parsed;

  const char* layout = layout_of(type);
  if (layout == nullptr && !has_size) {
    parsed.problem = unknown_type(type);
    return parsed;
  }
  const size_t start = cursor.position();
  Message message;
  message.type = type;
  if (has_size) {
    if (!cursor.skip(size)) return parsed;
    parsed.bytes = cursor.position();
    cursor = Cursor(bytes.subspan(start, static_cast<size_t>(size)));
    if (layout == nullptr) return parsed;
    read_fields(cursor, layout, message);
    if (!cursor.fails()) parsed.message = message;  // else it is of another version: passed over
    return parsed;
  }
  read_fields(cursor, layout, message);
  parsed.problem = cursor.problem();
  if (cursor.fails()) return parsed;
  parsed.bytes = cursor.position();
  parsed.message = message;
  return parsed;
}

FileStart recognize(ByteSpan first_bytes) {
  constexpr size_t kMarkBytes = 8;
  const ByteSpan mark = first_bytes.first(std::min(kMarkBytes, first_bytes.size()));
  if (mark.size() == kMarkBytes && std::all_of(mark.begin(), mark.end(), [](uint8_t b) { return b == 0xFF; }))
    return {Framing::bare, kMarkBytes};
  // An index that counts from 0 has zeros in its upper half, and would itself read as messages.
  const bool may_be_index = mark.size() == kMarkBytes &&
                            std::all_of(mark.begin() + 4, mark.end(), [](uint8_t b) { return b == 0; });
  const bool may_be_batch = !first_bytes.empty() && first_bytes[0] == kBatchMetadata;
  const Framing other = may_be_batch ? Framing::sized : Framing::indexed;
  if (!may_be_batch && !may_be_index) return {Framing::bare, 0};
  const bool is_bare = readable_bytes(first_bytes, Framing::bare) > readable_bytes(first_bytes, other);
  return {is_bare ? Framing::bare : other, 0};
}

std::string_view ignored_kind(uint64_t type) {
  switch (type) {
    case kSetInputValue:
    case kSetInputChecked:
    case kInputChange:
    case 17:   // SetInputTarget
    case 58:   // SetNodeFocus
    case 113:  // SelectionChange
      return "input, focus or selection";
    case 21:
    case 22:
    case 23:
    case 24:
    case 39:
    case 40:
    case 41:
    case 44:
    case 45:
    case 46:
    case 47:
    case 48:
    case 49:
    case 53:
    case 54:
    case 56:
    case 59:
    case 79:
    case 83:
    case 84:
    case 85:
    case 89:
    case 115:
    case 116:
    case 121:
    case 123:
    case 124:
      return "network, console, state or performance message";
    default:
      return type >= 7 && type <= 77 && !(type >= 25 && type <= 33) && !(type >= 62 && type <= 66)
                 ? "DOM or style message"
                 : "session, custom or other message";
  }
}

}  // namespace isotherm::openreplay
