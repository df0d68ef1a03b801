#pragma once
// The native viewer's window.
#include <string>
#include <vector>

#include "base/result.h"
#include "window/decode_thread.h"

namespace isotherm {

struct WindowOptions {
  std::vector<std::string> files;  // opened one after another, as if dropped: .ist recordings, images
  int width = 1440, height = 900;
  double exit_after_seconds = 0;  // 0 = until closed; counted from when everything is loaded; for tests
  std::string screenshot_path;    // the window's content as PNG on exit, when not empty
  OpenSource open_source;         // how recordings are read
};

// Opens the window and runs until it is closed. Errors: no display or GL 3.3; a screenshot that cannot be
// written. A file that cannot be read is shown in the window, not returned.
Status run_window(const WindowOptions& options);

}  // namespace isotherm
