#pragma once
// The first half of the rrweb import: JSON -> the few records that matter, in the order of the file.
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "import/issue_log.h"
#include "stream/event.h"

namespace isotherm::rrweb {

enum class RecordKind : uint8_t {
  meta,      // x, y: viewport size; id: of its address in Addresses
  snapshot,  // x, y: the window's scroll offset; id: the document node
  pointer,   // x, y: viewport px of the event's own frame; id: the node under the pointer
  scroll,    // x, y: offset of node `id`
  resize,    // x, y: viewport size
  activity,  // something else happened: the page view lasts at least until then
};

struct Record {
  int64_t time_ms = 0;  // Unix epoch
  uint64_t number = 0;  // of its event, or line, in the input; 1-based
  double x = 0, y = 0;
  uint32_t id = 0;  // rrweb node id, 0 = none
  RecordKind kind = RecordKind::pointer;
  uint8_t tag = 0;  // kind and flags of the stream event (pointer)
};

// The addresses of a recording's pages, each once.
class Addresses {
 public:
  uint32_t add(std::string_view address);
  const std::string& operator[](uint32_t id) const { return *texts_[id]; }

 private:
  std::unordered_map<std::string, uint32_t> ids_;
  std::vector<const std::string*> texts_;  // the keys of ids_, which stay where they are
};

// What was learned about the input, over all its events.
struct Log {
  IssueLog skipped, approximate, ignored;
};

// Most of a recording is DOM, which is of no use here: such events are told by their first fields and passed
// over. Only the others are parsed, one at a time and strictly, so that a broken event costs that event.
class EventReader {
 public:
  static constexpr size_t kMaxParsedBytes = 8u << 20;  // of an event that is not DOM
  static constexpr size_t kMaxIframeNodes = 1u << 20;  // remembered at a time

  EventReader(Addresses& addresses, Log& log);
  ~EventReader();
  EventReader(EventReader&&) noexcept;

  // Appends the event's records. kJsonPadding bytes behind the text are readable.
  void read(std::string_view event, uint64_t number, std::vector<Record>& records);
  // Another recording begins, with node ids of its own.
  void restart();
  // Whether any event had a type.
  bool has_seen_type() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace isotherm::rrweb
