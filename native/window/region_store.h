#pragma once
// Keeps the user's regions between visits: a small file for each recording in the user's state directory
// ($XDG_STATE_HOME/isotherm/regions, by default ~/.local/state).
#include <string>

#include "app/app.h"

namespace isotherm {

class RegionStore {
 public:
  // After a frame: restores the regions of a recording that is complete now, and keeps changes of them. What
  // cannot be written or read is shown as an error, once a recording.
  void follow(App& app);

 private:
  void restore(App& app) const;

  std::string recording_id_;
  uint64_t revision_ = 0;
  bool has_failed_ = false;
};

}  // namespace isotherm
