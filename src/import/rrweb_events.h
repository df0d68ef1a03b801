#pragma once
// The first half of the rrweb import: JSON -> the few records that matter, in the order of the file.
#include <string>
#include <vector>

#include "base/bytes.h"
#include "import/issue_log.h"
#include "stream/event.h"

namespace isotherm::rrweb {

enum class RecordKind : uint8_t {
  meta,      // index: into Events::metas
  snapshot,  // x, y: the window's scroll offset; id: the document node
  nodes,     // index: into Events::node_groups
  pointer,   // x, y: viewport px of the event's own frame; id: the node under the pointer
  scroll,    // x, y: offset of node `id`
  resize,    // x, y: viewport size
};

struct Record {
  int64_t time_ms = 0;  // Unix epoch
  uint64_t number = 0;  // of its event, or line, in the input; 1-based
  double x = 0, y = 0;
  uint32_t id = 0;  // rrweb node id, 0 = none
  uint32_t index = 0;
  RecordKind kind = RecordKind::pointer;
  uint8_t tag = 0;  // kind and flags of the stream event (pointer)
};

struct Meta {
  std::string href;
  uint32_t width = 0, height = 0;
};

// Nodes that joined the DOM and may belong to an iframe.
struct NodeGroup {
  struct Node {
    uint32_t id = 0, root = 0;  // root: the document that it belongs to, 0 = the recorder's first
  };
  uint32_t parent = 0;
  bool is_iframe_content = false;  // the recorder said so (isAttachIframe)
  std::vector<Node> nodes;
};

struct Events {
  std::vector<Record> records;
  std::vector<Meta> metas;
  std::vector<NodeGroup> node_groups;
  IssueLog skipped, ignored;
};

// Zero bytes that must follow the text handed to read_events.
inline constexpr size_t kTextPadding = 64;

// `padded` holds the text and kTextPadding zero bytes.
Result<Events> read_events(ByteSpan padded);

}  // namespace isotherm::rrweb
