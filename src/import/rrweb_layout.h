#pragma once
// What can be told of an rrweb event without parsing it.
#include <cstdint>
#include <string_view>
#include <vector>

namespace isotherm::rrweb {

// Types of events and sources of incremental snapshots, as rrweb numbers them.
enum Type : int {
  kDomContentLoaded = 0,
  kLoad = 1,
  kFullSnapshot = 2,
  kIncremental = 3,
  kMeta = 4,
  kCustom = 5,
  kPlugin = 6,
  kAsset = 7
};
enum Source : int {
  kMutation = 0,
  kMouseMove = 1,
  kMouseInteraction = 2,
  kScroll = 3,
  kViewportResize = 4,
  kTouchMove = 6,
  kDrag = 12,
  kLastSource = 16
};

inline constexpr uint32_t kFirstDocumentId =
    1;  // what rrweb gives the document unless a snapshot says otherwise

// Behind all texts of this file kJsonPadding bytes are readable.

// The kind of an event; -1 = not told in the usual way.
struct EventClass {
  int type = -1;
  int source = -1;  // of an incremental snapshot
};
EventClass classify(std::string_view event);

// A node that joined the DOM.
struct Node {
  uint32_t id = 0, root = 0;  // root: the document that it belongs to, 0 = the recorder's first
};

// The id that a number stands for; 0 where there is none (rrweb writes -1 for nodes that it does not know).
uint32_t node_id(double value);
// Reads a serialized DOM tree: returns the id of its top, 0 if the text is no such thing; with `nodes` adds
// all of its nodes to them.
uint32_t read_tree(std::string_view node, std::vector<Node>* nodes);

struct Snapshot {
  uint32_t document_id = 0;  // 0 = not told
  double left = 0, top = 0;  // the window's scroll offset
};
// The `data` of a full snapshot; with `nodes` also all nodes of its tree.
Snapshot read_snapshot(std::string_view data, std::vector<Node>* nodes);

// The nodes that a mutation adds.
struct Addition {
  uint32_t parent = 0;
  std::vector<Node> nodes;
};
struct Mutation {
  bool is_iframe_content = false;  // the recorder said so (isAttachIframe)
  std::vector<Addition> additions;
};
Mutation read_mutation(std::string_view data);

// The text of an event's `timestamp`, empty where it has none. Quick where it is among the last fields, as
// rrweb writes it.
std::string_view timestamp_text(std::string_view event);

// The text of an object's field, empty where it has none.
std::string_view field_text(std::string_view object, std::string_view name);

}  // namespace isotherm::rrweb
