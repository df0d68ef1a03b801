#pragma once
// Keeps what the user adds to a recording between visits: a small file for each recording in the user's state
// directory ($XDG_STATE_HOME/isotherm, by default ~/.local/state/isotherm).
#include <string>

#include "app/app.h"

namespace isotherm {

// One kind of thing that is kept.
struct KeptKind {
  const char* name;  // of its folder, and in messages
  uint64_t (*revision)(const AppState&);
  bool (*is_empty)(const AppState&);
  std::string (*json)(const App&);
  Status (*restore)(App&, std::string_view json);
};
extern const KeptKind kKeptRegions, kKeptSeen;

class KeptStore {
 public:
  explicit KeptStore(const KeptKind& kind) : kind_(kind) {}
  // After a frame: restores what belongs to a recording that is complete now, and keeps changes of it. What
  // cannot be written or read is shown as an error, once a recording.
  void follow(App& app);

 private:
  void restore(App& app) const;

  const KeptKind& kind_;
  std::string recording_id_;
  uint64_t revision_ = 0;
  bool has_failed_ = false;
};

}  // namespace isotherm
