#pragma once
// The pictures of the demo page, compiled into the executable. A library of its own (isotherm_demo_assets),
// so that the web viewer does not carry them.
#include "demo/demo_recording.h"

namespace isotherm {

DemoAssets embedded_demo_assets();

}  // namespace isotherm
