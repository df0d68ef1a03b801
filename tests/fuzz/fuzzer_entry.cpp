// libFuzzer's side of one target, which ISOTHERM_FUZZ_TARGET names.
#include "fuzz/target.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const isotherm::fuzz::Target* const target = isotherm::fuzz::find_target(ISOTHERM_FUZZ_TARGET);
  target->run({data, size});
  return 0;
}
