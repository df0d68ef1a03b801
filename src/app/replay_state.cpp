#include "app/replay_state.h"

namespace isotherm {

std::string_view to_string(ViewMode mode) {
  switch (mode) {
    case ViewMode::heatmap:
      return "heatmap";
    case ViewMode::session:
      return "session";
    case ViewMode::swarm:
      return "swarm";
  }
  return "";
}

}  // namespace isotherm
