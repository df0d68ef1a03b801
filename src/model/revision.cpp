#include "model/revision.h"

#include <atomic>

namespace isotherm {

uint64_t next_revision() {
  static std::atomic<uint64_t> last{0};
  return ++last;
}

}  // namespace isotherm
