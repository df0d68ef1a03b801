#pragma once
// Files on their way into the application.
#include <deque>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "app/app.h"
#include "window/decode_thread.h"

namespace isotherm {

// Recordings are read and decoded on a thread, pictures read on another and decoded on the recording's. No
// call waits for a disk; the end waits for a picture that is being read.
class FileFeed {
 public:
  // `on_news` is called on the thread when step() has something to take.
  FileFeed(OpenSource open_source, std::function<void()> on_news)
      : open_source_(std::move(open_source)), on_news_(std::move(on_news)) {}
  void add(std::string path) { waiting_.push_back(std::move(path)); }
  // Opens what waits, hands over what has been decoded and passes the app's wishes on. Errors go to the app.
  void step(App& app);
  // A frame soon would take the next step.
  bool is_busy() const { return !waiting_.empty() && !picture_.valid(); }
  // A picture is being read; on_news says when it has been.
  bool is_reading() const { return picture_.valid(); }
  // Where the last recording came from, for what is saved beside it.
  const std::string& recording_path() const { return recording_path_; }

 private:
  void open(App& app, const std::string& path);
  void open_recording(App& app, const std::string& path);
  void read_picture(std::string path);
  void take_picture(App& app);
  void pass_wishes(App& app);

  OpenSource open_source_;
  std::function<void()> on_news_;
  std::deque<std::string> waiting_;
  std::string picture_path_;
  std::future<Result<Bytes>> picture_;  // valid while a picture is read; others wait
  std::jthread reader_;
  // Of the recording on screen and of the one that is to take its place.
  std::vector<std::unique_ptr<DecodeThread>> threads_;
  uint64_t told_revision_ = 0, told_load_ = 0;
  std::string recording_path_;
};

// "checkout@1280.png" says that the picture is 1280 CSS px wide; 0 where the name says nothing.
uint32_t css_width_from_name(const std::string& path);

// Writes a new file beside `sibling` (in the current directory if that is empty or read-only), never over
// another: "name-2.png" where "name.png" exists. Returns the path.
Result<std::string> save_beside(const std::string& sibling, const std::string& name, ByteSpan bytes);

}  // namespace isotherm
