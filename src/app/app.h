#pragma once
// The application without GL, ImGui, files or a clock: state, commands, and work done in small steps.
#include <memory>
#include <string>
#include <string_view>

#include "app/command.h"
#include "app/state.h"
#include "base/bytes.h"
#include "intake/delivery.h"
#include "model/recording.h"
#include "model/scene.h"

namespace isotherm {

class App {
 public:
  // While a recording loads, the picture follows it at most this often.
  static constexpr double kRefreshMs = 150;
  // What a replay moves on at most in one step: a viewer that was held up goes on where it was.
  static constexpr double kLongestStepMs = 250;

  App();
  ~App();
  App(App&&) noexcept;
  App& operator=(App&&) noexcept;

  // Loading: begin_recording() answers a number for the load. The shell runs a decoder (src/intake) where it
  // likes and hands over what it delivers, in order, under that number. A new recording replaces the one on
  // screen only when its first page is known, so that a bad file leaves what is shown as it is. Page, time
  // range and fixed maximum start anew with a new recording, other settings stay; settings applied before the
  // first recording hold for it.
  uint64_t begin_recording(std::string name);
  void deliver(uint64_t load, Delivery delivery);
  // False: nothing of this load is wanted any more (it was cancelled, failed, or another one has taken its
  // place), so that its decoder and its bytes can go.
  bool wants(uint64_t load) const;
  // Blocks of a file with an outline that the picture is made of and that have not come. When the revision
  // changes a decoder should be told anew.
  struct BlockWishes {
    uint64_t load = 0, revision = 0;
    std::span<const uint32_t> blocks;
  };
  BlockWishes block_wishes() const;
  // Screenshots to decode since the last call, by the decoder of block_wishes().load.
  std::vector<ImageWish> take_image_wishes();
  // Something is wished for or loading and has not come.
  bool is_waiting() const;

  // A picture for the current page, from the user: shown instead of the recording's own. css_width 0 = the
  // page's. While no page is known yet it waits for the first.
  void set_screenshot(std::string name, Bytes encoded, uint32_t css_width);
  // Shows an error that the shell met.
  void report(Error error);

  void apply(const Command& command);
  // Brings what has been delivered into the picture, and counts on for about `budget_ms` by the shell's clock
  // (nullptr = at once, one step). Returns true while work remains.
  bool tick(double budget_ms, double (*now_ms)());
  // So much time went by: moves what is being replayed.
  void advance(double elapsed_ms);
  void resize(PixelSize view_px, double pixel_ratio);

  // The regions to keep for the recording's next visit (state().recording_id says under which name), and
  // back. Restoring adds to the list and is no step of undo. Errors: damaged; the regions then stay as they
  // are.
  std::string regions_json() const;
  Status restore_regions(std::string_view json);
  // Likewise which sessions were looked at. Restoring adds to the marks.
  std::string seen_json() const;
  Status restore_seen(std::string_view json);
  // The current page's regions with their numbers, counted to the end.
  std::string region_report(RegionReportFormat format);

  // What the picture shows, row by row, on layers made of rows (model/row_report.h); empty on others.
  std::string row_report(RegionReportFormat format) const;

  const AppState& state() const;
  const Recording& recording() const;
  // The scene for the current view; its pointers live until the next call of a non-const member.
  Scene scene();
  SceneView view() const;

  // For exports: the picture, and its screenshots; those whose bytes are here are decoded at once.
  Picture& picture();
  std::span<const Image* const> images();
  const WorkCounters& work() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace isotherm
