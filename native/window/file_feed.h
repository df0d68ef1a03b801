#pragma once
// Files on their way into the application.
#include <cstdio>
#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "app/app.h"

namespace isotherm {

// Reads recordings in pieces between frames, so that the window stays responsive; pictures whole.
class FileFeed {
 public:
  void add(std::string path) { waiting_.push_back(std::move(path)); }
  // Reads the next piece into `app`. Errors go to the app.
  void step(App& app);
  bool is_busy() const { return recording_ != nullptr || !waiting_.empty(); }
  // Where the last recording came from, for what is saved beside it.
  const std::string& recording_path() const { return recording_path_; }

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  using File = std::unique_ptr<std::FILE, Close>;

  void open(App& app, const std::string& path);
  void open_recording(App& app, const std::string& path);
  void open_screenshot(App& app, const std::string& path);
  void read_piece(App& app);

  std::deque<std::string> waiting_;
  File recording_;
  std::string recording_path_;
};

// "checkout@1280.png" says that the picture is 1280 CSS px wide; 0 where the name says nothing.
uint32_t css_width_from_name(const std::string& path);

// Writes a new file beside `sibling` (in the current directory if that is empty or read-only), never over
// another: "name-2.png" where "name.png" exists. Returns the path.
Result<std::string> save_beside(const std::string& sibling, const std::string& name, ByteSpan bytes);

}  // namespace isotherm
