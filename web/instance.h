#pragma once
// The one viewer of this wasm module. Several viewers on a page are several modules, so nothing is shared
// between them.
#include <optional>
#include <string>

#include "intake/parcel.h"
#include "viewer/viewer.h"

namespace isotherm::web {

// What every call of the C API answers: 0, or 1 + the ErrorCode of an error whose text isotherm_message()
// gives.
using Code = int32_t;
inline constexpr Code kOk = 0;

struct Instance {
  ViewerOptions options;
  std::optional<Viewer> viewer;
  std::optional<PictureSettings> staged;    // collected by isotherm_set_*, applied as one change
  std::string message;                      // of the last error
  std::string text;                         // the last answer of isotherm_state
  Bytes png;                                // the last export
  std::optional<Parcel> parcel;             // from the decoder, being filled
  std::vector<std::span<uint8_t>> columns;  // of the parcel
  std::vector<ImageWish> image_wishes;      // taken from the app, the next one last
  ImageWish image_wish;                     // being handed to the decoder
  uint64_t frames = 0;                      // drawn since the start
  bool needs_frame = false;                 // as the last frame left it
};

Instance& instance();

// Keeps the error's text and gives its code.
Code answer(const Error& error);
Code answer(const Status& status);

// The viewer, or nullptr (and the code of the error) when isotherm_create has not succeeded.
Viewer* viewer_or(Code& code);

// Calls `work(viewer)` and answers kOk, or the error when there is no viewer.
template <typename Work>
Code with_viewer(Work&& work) {
  Code code = kOk;
  if (Viewer* viewer = viewer_or(code)) work(*viewer);
  return code;
}

}  // namespace isotherm::web
