#pragma once
// What App is made of. Its members are defined by topic: app_loading.cpp (deliveries to recording),
// app_picture.cpp (settings to picture), app_view.cpp (pan, zoom, read-outs), app_numbers.cpp
// (filters' counts, regions), app_time.cpp (a time range that plays), app_commands.cpp (commands to
// calls of these).
#include <optional>
#include <string>
#include <vector>

#include "app/app.h"
#include "app/counting.h"
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

// What the needed blocks of a file that is read in places follow from.
struct NeedInputs {
  uint64_t load = 0, recording_revision = 0;
  bool is_all = false;
  DeviceChoice device = DeviceChoice::automatic;  // with the page it chooses the screenshots
  Filter filter;
  std::vector<Layer> layers;  // the picture's and those drawn over it
  friend bool operator==(const NeedInputs&, const NeedInputs&) = default;
};

// The error with a file's name before it.
Error named(const std::string& name, Error error);

struct App::Impl {
  enum class Fit { first, width, none, overview };

  AppState state;
  Recording recording;
  Picture picture;
  PageImages images;
  SettingsHistory history;
  Replay replay;

  std::optional<Loader> incoming;    // a load that has not reached the screen
  std::optional<Loader> shown_load;  // the one that feeds the recording on screen
  NeedInputs needed_for;             // what the shown load was asked for last
  uint64_t last_load = 0;
  LoadState load_before;         // what to show again if the incoming one fails
  double refreshed_at_ms = 0;    // by tick's clock
  double refresh_pause_ms = 0;   // until the next
  uint64_t last_revision = 0;    // of recordings, so that no two are alike
  bool is_page_chosen = false;   // by the user, not by being the busiest
  Fit fit = Fit::first;          // what a new page or window size starts from; none once the user zoomed
  Fit heatmap_fit = Fit::first;  // to come back to, with replay.heatmap_view
  bool is_hover_stale = false;
  bool has_undrawn_change = false;  // of the picture, since the last tick
  std::vector<uint32_t> pages_with_user_screenshot;
  std::optional<UserScreenshot> waiting_screenshot;

  // --- loading ---
  uint64_t begin_recording(std::string name);
  // The load that the panel tells about; nullptr = none.
  Loader* newest();
  Loader* loader_of(uint64_t load);
  bool is_loading() const { return state.load.phase == LoadState::Phase::loading; }
  void take(Loader& loader, Delivery&& delivery);
  void take_image(DecodedImage&& image);
  void warn_of_damage(const Error& error, uint64_t events_lost);
  void warn(std::string text);
  static void describe_progress(LoadState& load, const LoadProgress& progress);
  void complete_load();
  void fail(Loader& loader, Error error);
  void cancel_load();
  void forget_recording();
  bool is_refresh_due(double now_ms);
  bool awaits_refresh();
  // Moves what has come into the recording on screen.
  void join_rows(double now_ms);
  void show_recording();
  // Of a file that is read in places: asks for what is on screen and has not come.
  void update_needs();
  NeedInputs need_inputs() const;
  void replace_recording();
  void choose_page();

  // --- picture ---
  void renew_picture();
  bool has_user_screenshot(uint32_t page) const;
  void take_screenshot(UserScreenshot user);
  // Brings everything about the picture up to date with recording and settings; false: they are refused.
  bool refresh_picture();
  void describe_picture();
  void describe_scale();
  // Looks at one more band of the page; false when nothing is left to look at.
  bool refine_picture();
  void choose_readable_ramp();
  // Counts of a part are said to be such.
  void describe_completeness();
  void change_picture(const command::ChangePicture& change);
  // False, with an error shown and the old settings in force, where the new ones are refused.
  bool show(const PictureSettings& settings);
  HistoryStep here() const { return {state.settings, state.regions.list}; }
  void step_back(std::optional<HistoryStep> step);

  // --- view ---
  Stage stage() const;
  void start_view();
  // After the page or the window changed its size.
  void refit();
  void move_view(const PageTransform& transform);
  void resize(PixelSize view_px, double pixel_ratio);
  // The position on the page under the pointer; nullopt = none.
  std::optional<glm::dvec2> hovered_page() const;
  // The pointer rests where nothing can be read before more was put in order.
  bool awaits_hover() const;
  void read_hover();

  // --- sessions and replay ---
  void apply_replay(const ReplayCommand& replay_command);
  // The index, and with it the rows and the list, of the recording as it is now.
  void index_sessions();
  void list_sessions();
  void show_sessions(bool shown);
  void step_session(int steps);
  void mark_seen(uint32_t session, bool is_seen);
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
  PageTransform overview() const;
  void set_look(ReplayLook look);
  Scene replay_scene();
  void add_heatmap_overlays(Scene& scene, double scale) const;

  // --- numbers ---
  // What counts now is other than before: nothing that borrows it may go on.
  void drop_counting();
  // That, unless the picture counts what it counted before: colours and radius do not matter.
  void recount_if_changed();
  // Goes on counting for a few ms. True while there is more.
  bool count_on(double (*now_ms)());
  void count_step();
  void take_region_readings();
  bool awaits_counting() const;
  void preview_filters(const std::optional<Conditions>& conditions);
  void preview_time(const std::optional<TimeSpan>& span);
  // The part of a region that lies on the page; nullopt = none.
  std::optional<Region> on_page(const Region& region) const;
  void draw_region(const std::optional<Region>& region);
  // `change` gets the list; false = nothing changed.
  template <typename Change>
  void change_regions(Change&& change);
  void add_region(const Region& region, std::string name);
  void rename_region(uint32_t id, const std::string& name);
  void remove_region(uint32_t id);
  void keep_sessions_of_region(uint32_t id);
  void set_regions(std::vector<PageRegion> list);
  // Puts them before those that were drawn meanwhile; also in what undo brings back.
  void restore_regions(std::vector<PageRegion> restored);
  void identify_recording();

  // --- time ---
  // The ends of the chosen axis.
  TimeSpan whole_time() const;
  TimeSpan chosen_time() const;
  void choose_time(TimeSpan span, uint64_t gesture);
  void play_time(bool is_playing);
  void advance_time(double (*now_ms)());

  std::optional<FilterCounting> filter_counting;
  std::optional<RegionCounter> region_counter;
  struct CountedFrom {
    uint64_t recording_revision = 0;
    Layer layer = Layer::clicks;
    Filter filter;
    PixelSize page_px;
    friend bool operator==(const CountedFrom&, const CountedFrom&) = default;
  };
  std::optional<CountedFrom> counted_from;  // what the numbers below are of
  bool are_filters_stale = false, are_regions_stale = false, is_preview_stale = false,
       is_time_preview_stale = false;
  double played_at_ms = 0;                    // by tick's clock; 0 = not yet
  uint64_t play_gesture = uint64_t{1} << 63;  // apart from the panel's
};

}  // namespace isotherm
