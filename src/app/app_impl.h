#pragma once
// What App is made of. Its members are defined by topic: app_loading.cpp (bytes to recording),
// app_picture.cpp (settings to picture), app_view.cpp (pan, zoom, read-outs), app_commands.cpp (commands to
// calls of these).
#include <optional>
#include <string>
#include <vector>

#include "app/app.h"
#include "app/history.h"
#include "app/loader.h"
#include "app/navigation.h"
#include "app/page_images.h"
#include "app/replay.h"

namespace isotherm {

struct UserScreenshot {
  std::string name;
  Bytes encoded;
  uint32_t css_width = 0;
};

// The error with a file's name before it.
Error named(const std::string& name, Error error);

struct App::Impl {
  enum class Fit { first, width, none };

  AppState state;
  Recording recording;
  Picture picture;
  PageImages images;
  SettingsHistory history;
  Replay replay;

  std::optional<Loader> loader;
  bool has_replaced = false;    // the loader's rows have taken the recording's place
  LoadState load_before;        // what to show again if it never does
  double refreshed_at_ms = 0;   // by tick's clock
  double refresh_pause_ms = 0;  // until the next
  uint64_t last_revision = 0;   // of recordings, so that no two are alike
  bool is_page_chosen = false;  // by the user, not by being the busiest
  Fit fit = Fit::first;         // what a new page or window size starts from; none once the user zoomed
  bool is_hover_stale = false;
  std::vector<uint32_t> pages_with_user_screenshot;
  std::optional<UserScreenshot> waiting_screenshot;

  // --- loading ---
  void begin_recording(std::string name, std::optional<uint64_t> total_bytes);
  // Decodes one image or one item of the stream; false = there is nothing to do.
  bool step(double now_ms);
  void decode_image();
  void note_damage();
  void warn(std::string text);
  void complete(double now_ms);
  void fail(Error error);
  bool is_refresh_due(double now_ms) const;
  // Moves what has been decoded into the recording on screen.
  void join_rows(double now_ms);
  void replace_recording();
  void choose_page();

  // --- picture ---
  void renew_picture();
  bool has_user_screenshot(uint32_t page) const;
  void take_screenshot(UserScreenshot user);
  // Brings everything about the picture up to date with recording and settings; false: they are refused.
  bool refresh_picture();
  void describe_picture();
  void change_picture(const command::ChangePicture& change);
  // False, with an error shown and the old settings in force, where the new ones are refused.
  bool show(const PictureSettings& settings);
  void step_back(std::optional<PictureSettings> settings);

  // --- view ---
  Stage stage() const;
  void start_view();
  // After the page or the window changed its size.
  void refit();
  void move_view(const PageTransform& transform);
  void resize(PixelSize view_px, double pixel_ratio);
  void read_hover();

  // --- sessions and replay ---
  void apply_replay(const ReplayCommand& replay_command);
  // The index, and with it the rows and the list, of the recording as it is now.
  void index_sessions();
  void list_sessions();
  void show_sessions(bool shown);
  void step_session(int steps);
  void pick_spot(glm::dvec2 page);
  void pick_region(const Rect& page);
  // `contains(const Point&)` says what belongs to the spot.
  template <typename Contains>
  void collect_spot(SpotState spot, Contains&& contains);
  double spot_time(uint32_t session) const;
  void enter_mode(ViewMode mode);
  void close_replay();
  void forget_sessions();
  void renew_sessions();
  void open_session(const command::OpenSession& wish);
  void open_swarm();
  void overlay_session(std::optional<uint32_t> session);
  // The decoded pictures that are wanted for what is on screen.
  void choose_images();
  double visit_time() const;  // now, on the shown page view's clock
  void describe_replay();
  void change_replay_page();
  void place_replay_view();
  void set_look(ReplayLook look);
  Scene replay_scene();
  void add_heatmap_overlays(Scene& scene, double scale) const;
};

}  // namespace isotherm
