// Filters, regions and the time brush, as commands.
#include "app/region_text.h"
#include "unit/app/recordings.h"

namespace isotherm::numbers_test {
namespace {

void add_region(App& app, Region region, std::string name = {}) {
  app.apply(command::AddRegion{.region = region, .name = std::move(name)});
  finish_work(app);
}

const RegionStats& stats_of(const App& app, uint32_t id) {
  const RegionStats* stats = app.state().regions.stats_of(id);
  EXPECT_NE(stats, nullptr);
  static const RegionStats kNone;
  return stats ? *stats : kNone;
}

uint64_t clicks_in(const TestRecording& recording, Region region) {
  uint64_t count = 0;
  for (const ClickAt& click : recording.clicks) {
    const PageView& view = recording.page_views[click.page_view];
    const bool is_desktop = view.page == TestRecording::kMany && view.viewport_width != 390;
    count += is_desktop && region.contains(static_cast<int32_t>(click.x), static_cast<int32_t>(click.y));
  }
  return count;
}

TEST(Regions, SayWhatLiesInThem) {
  TestOptions options;
  options.has_screenshot = true;
  const auto recording = make_recording(options);
  auto app = make_app(recording);
  add_region(app, {0, 0, 1000, 3000}, "all");
  add_region(app, {100, 200, 450, 1500});
  const auto& list = app.state().regions.list;
  ASSERT_EQ(list.size(), 2u);
  EXPECT_EQ(list[0].name, "all");
  EXPECT_EQ(list[1].name, "Region 2");
  EXPECT_EQ(stats_of(app, 1).events, app.state().layer_events);
  EXPECT_EQ(stats_of(app, 1).share, 1);
  EXPECT_EQ(stats_of(app, 2).events, clicks_in(recording, {100, 200, 450, 1500}));
  EXPECT_GT(stats_of(app, 2).events, 0u);
  EXPECT_LT(stats_of(app, 2).events, stats_of(app, 1).events);
}

TEST(Regions, FollowTheFilters) {
  auto app = make_app(make_recording());
  add_region(app, {0, 0, 1000, 3000});
  const uint64_t before = stats_of(app, 1).events;
  auto settings = app.state().settings;
  settings.conditions.sessions = {"b", "c"};
  app.apply(command::ChangePicture{.settings = settings});
  finish_work(app);
  EXPECT_EQ(stats_of(app, 1).sessions, 2u);
  EXPECT_LT(stats_of(app, 1).events, before);
  EXPECT_EQ(stats_of(app, 1).events, app.state().layer_events);
}

TEST(Regions, AreNotCountedAgainForAnotherLook) {
  auto app = make_app(make_recording());
  add_region(app, {0, 0, 1000, 3000});
  const auto asks_for_counting = [&](auto&& change) {
    auto settings = app.state().settings;
    change(settings);
    app.apply(command::ChangePicture{.settings = settings});
    while (app.state().is_scale_exact == false)
      app.picture();
    const bool has_work = app.tick(0, nullptr);
    finish_work(app);
    EXPECT_GT(stats_of(app, 1).events, 0u);
    return has_work;
  };
  EXPECT_FALSE(asks_for_counting([](PictureSettings& s) { s.opacity = 0.3; }));
  EXPECT_FALSE(asks_for_counting([](PictureSettings& s) { s.ramp = Ramp::inferno, s.maximum = 7; }));
  EXPECT_FALSE(asks_for_counting([](PictureSettings& s) { s.overlays = *overlays_from("moves"); }));
  EXPECT_TRUE(asks_for_counting([](PictureSettings& s) { s.conditions.sessions = {"b", "c"}; }));
  EXPECT_FALSE(asks_for_counting([](PictureSettings& s) { s.opacity = 0.4; }));
}

TEST(Regions, AreCutAtThePageAndNothingIsNone) {
  auto app = make_app(make_recording());
  add_region(app, {-50, -50, 100, 100});
  EXPECT_EQ(app.state().regions.list.back().region, (Region{0, 0, 50, 50}));
  add_region(app, {5000, 0, 100, 100});
  add_region(app, {10, 10, 0, 5});
  EXPECT_EQ(app.state().regions.list.size(), 1u);
}

TEST(Regions, AreUndone) {
  auto app = make_app(make_recording());
  add_region(app, {0, 0, 100, 100}, "one");
  app.apply(command::RenameRegion{.id = 1, .name = "two"});
  app.apply(command::RemoveRegion{.id = 1});
  EXPECT_TRUE(app.state().regions.list.empty());
  app.apply(command::Undo{});
  ASSERT_EQ(app.state().regions.list.size(), 1u);
  EXPECT_EQ(app.state().regions.list[0].name, "two");
  app.apply(command::Undo{});
  EXPECT_EQ(app.state().regions.list[0].name, "one");
  app.apply(command::Undo{});
  EXPECT_TRUE(app.state().regions.list.empty());
  app.apply(command::Redo{});
  EXPECT_EQ(app.state().regions.list.size(), 1u);
  finish_work(app);
  EXPECT_GT(stats_of(app, 1).page_views + 1, 0u);
}

TEST(Regions, AreCountedWhileTheyAreDrawn) {
  auto app = make_app(make_recording());
  app.apply(command::DrawRegion{.region = Region{0, 0, 1000, 3000}});
  finish_work(app);
  EXPECT_EQ(stats_of(app, 0).events, app.state().layer_events);
  app.apply(command::DrawRegion{});
  finish_work(app);
  EXPECT_EQ(app.state().regions.stats_of(0), nullptr);
  EXPECT_FALSE(app.state().can_undo);
}

TEST(Regions, SurviveAsText) {
  const auto recording = make_recording();
  auto app = make_app(recording);
  add_region(app, {10, 20, 300, 400}, "a, \"b\"\n=c");
  app.apply(command::ChangePicture{.settings = with_page(app, TestRecording::kFew)});
  add_region(app, {1, 2, 3, 4}, "few");
  const std::string json = app.regions_json();
  auto again = make_app(recording);
  EXPECT_EQ(again.state().recording_id, app.state().recording_id);
  EXPECT_EQ(again.state().recording_id.size(), 16u);
  add_region(again, {5, 5, 5, 5}, "drawn before");
  ASSERT_TRUE(again.restore_regions(json).ok());
  ASSERT_EQ(again.state().regions.list.size(), 3u);
  EXPECT_EQ(again.state().regions.list[0], app.state().regions.list[0]);
  EXPECT_EQ(again.state().regions.list[1], app.state().regions.list[1]);
  EXPECT_EQ(again.state().regions.list[2].name, "drawn before");
  again.apply(command::Undo{});
  EXPECT_EQ(again.state().regions.list.size(), 3u);  // what was restored is not undone
}

TEST(Regions, RefuseTextsThatAreNone) {
  auto app = make_app(make_recording());
  add_region(app, {10, 20, 300, 400});
  for (const char* bad :
       {"", "{}", "{\"version\":2,\"regions\":[]}", "{\"version\":1}",
        "{\"version\":1,\"regions\":[{\"page\":\"x\"}]}",
        "{\"version\":1,\"regions\":[{\"page\":\"https://shop.example/few\",\"name\":\"\",\"x\":0,"
        "\"y\":0,\"width\":0,\"height\":4}]}"}) {
    EXPECT_FALSE(app.restore_regions(bad).ok()) << bad;
    EXPECT_EQ(app.state().regions.list.size(), 1u);
  }
  EXPECT_TRUE(
      app.restore_regions("{\"version\":1,\"regions\":[{\"page\":\"https://gone.example/\",\"name\":\"\","
                          "\"x\":0,\"y\":0,\"width\":1,\"height\":4}]}")
          .ok());
  EXPECT_EQ(app.state().regions.list.size(), 1u);
}

TEST(Regions, AreReported) {
  auto app = make_app(make_recording());
  app.apply(command::AddRegion{.region = {0, 0, 1000, 3000}, .name = "=cmd, \"x\""});
  const std::string csv = app.region_report(RegionReportFormat::csv);  // counts what is not yet counted
  EXPECT_EQ(csv.substr(0, csv.find('\n')),
            "name,x,y,width,height,events,sessions,page_views,share,dwell_total_ms,dwell_share,dwell_mean_ms,"
            "dwell_median_ms,first_interaction_ms,first_interaction_mean_ms,first_interaction_least_ms");
  const std::string start =
      "\"'=cmd, \"\"x\"\"\",0,0,1000,3000," + std::to_string(app.state().layer_events) + ",";
  EXPECT_NE(csv.find(start), std::string::npos) << csv;
  const std::string json = app.region_report(RegionReportFormat::json);
  EXPECT_NE(json.find("\"events\":" + std::to_string(app.state().layer_events)), std::string::npos);
  EXPECT_NE(json.find("\"dwell_mean_ms\":null"), std::string::npos);
}

TEST(Rows, AreReportedOnTheirLayers) {
  auto app = make_app(make_recording());
  EXPECT_EQ(app.row_report(RegionReportFormat::json), "") << "clicks are no rows";
  auto settings = app.state().settings;
  settings.layer = Layer::scroll;
  app.apply(command::ChangePicture{.settings = settings});
  finish_work(app);
  EXPECT_NE(app.row_report(RegionReportFormat::json).find("\"reach\":[[0,1,5],[701,0,0]]"), std::string::npos)
      << app.row_report(RegionReportFormat::json);
  EXPECT_EQ(app.row_report(RegionReportFormat::csv).find("from_px,to_px,depth_share,share,n,of"), 0u);
}

TEST(Rows, HaveTheirGraphBesideThePage) {
  auto app = make_app(make_recording());
  auto settings = app.state().settings;
  settings.layer = Layer::scroll;
  settings.scroll.shows_graph = true;
  app.apply(command::ChangePicture{.settings = settings});
  finish_work(app);
  const AppState& state = app.state();
  EXPECT_EQ(state.side_graph_px, 180);
  const double right = state.view_from_page.view_from_page(glm::dvec2(state.page_px.width, 0)).x;
  EXPECT_NEAR(right, state.view_px.width - 180, 1);
  app.apply(command::Hover{.view = glm::dvec2(state.view_px.width - 20, 300)});
  finish_work(app);
  ASSERT_TRUE(state.hover) << "a row is read in the graph, too";
  EXPECT_EQ(state.hover->of, 5u);
  app.resize(state.view_px, 2);
  EXPECT_EQ(state.side_graph_px, 360);
  settings.layer = Layer::clicks;
  app.apply(command::ChangePicture{.settings = settings});
  EXPECT_EQ(state.side_graph_px, 0);
}

TEST(Regions, BelongToTheirRecording) {
  auto app = make_app(make_recording());
  add_region(app, {0, 0, 10, 10});
  const std::string before = app.state().recording_id;
  TestOptions other;
  other.document_width = 1100;
  auto second = make_recording(other);
  load(app, second.bytes);
  EXPECT_TRUE(app.state().regions.list.empty());
  EXPECT_FALSE(app.state().can_undo);
  EXPECT_FALSE(before.empty());
}

TEST(Filters, KeepThePeopleOfARegion) {
  auto app = make_app(make_recording());
  add_region(app, {0, 0, 1000, 3000});
  app.apply(command::KeepSessionsOfRegion{.id = 1});
  finish_work(app);
  EXPECT_EQ(app.state().settings.conditions.sessions.size(), 5u);
  EXPECT_TRUE(app.state().can_undo);
}

TEST(Filters, AreCountedBeforeTheyAreApplied) {
  auto app = make_app(make_recording());
  const auto& filters = app.state().filters;
  ASSERT_TRUE(filters.facets.has_value());
  EXPECT_EQ(filters.facets->kept.sessions, 5u);
  EXPECT_EQ(filters.devices[static_cast<size_t>(DeviceChoice::mobile)], (FacetCount{1, 1}));
  Conditions conditions;
  conditions.viewport_width_min = 800;
  app.apply(command::PreviewFilters{.conditions = conditions});
  finish_work(app);
  ASSERT_TRUE(filters.preview && filters.preview->kept);
  EXPECT_EQ(*filters.preview->kept, (FacetCount{4, 4}));
  EXPECT_EQ(app.state().settings.conditions, Conditions{});
  auto settings = app.state().settings;
  settings.conditions = conditions;
  app.apply(command::ChangePicture{.settings = settings});
  app.apply(command::PreviewFilters{});
  finish_work(app);
  EXPECT_EQ(filters.facets->kept, (FacetCount{4, 4}));
  EXPECT_FALSE(filters.preview.has_value());
}

TEST(TimeBrush, TellsWhatRangesKeepBeforeAndWhenTheyAreApplied) {
  auto app = make_app(make_recording());  // a page view of 30 s each minute, the page's from the first on
  const auto& state = app.state();
  EXPECT_EQ(state.time.kept, (FacetCount{5, 5}));
  const auto expect_kept = [&](TimeSpan span, auto from, auto to, FacetCount expected) {
    app.apply(command::PreviewTime{.span = span});
    EXPECT_FALSE(state.time.preview->kept) << "no command waits for it";
    finish_work(app);
    ASSERT_TRUE(state.time.preview && state.time.preview->kept);
    EXPECT_EQ(*state.time.preview->kept, expected);
    EXPECT_EQ(state.time.kept, (FacetCount{5, 5})) << "it is not in force";
    auto settings = state.settings;
    settings.*from = span.from;
    settings.*to = span.to;
    app.apply(command::ChangePicture{.settings = settings});
    EXPECT_EQ(state.time.kept, expected);
    finish_work(app);
    EXPECT_EQ(state.filters.facets->kept, expected);
    app.apply(command::Undo{});
  };
  const int64_t start = TestRecording::kStartMs;
  expect_kept({start + 60'000, start + 180'000}, &PictureSettings::time_from_ms, &PictureSettings::time_to_ms,
              {2, 2});
  app.apply(command::SetTimeAxis{TimeAxis::page_age});
  EXPECT_FALSE(state.time.preview) << "it was of the other axis";
  expect_kept({40'000, 50'000}, &PictureSettings::age_from_ms, &PictureSettings::age_to_ms, {0, 0});
  app.apply(command::PreviewTime{});
  EXPECT_FALSE(state.time.preview);
}

TEST(TimeBrush, PlaysToTheEndAsOneStepOfUndo) {
  auto app = make_app(make_recording());
  app.apply(command::SetTimeAxis{TimeAxis::page_age});
  fake_clock::step = 40;
  app.apply(command::PlayTime{});
  std::vector<int64_t> starts;
  for (int i = 0; i < 5000 && app.state().time.is_playing; ++i) {
    app.tick(5, fake_clock::read);
    starts.push_back(app.state().settings.age_from_ms.value_or(0));
  }
  fake_clock::step = 1;
  EXPECT_FALSE(app.state().time.is_playing);
  EXPECT_TRUE(std::is_sorted(starts.begin(), starts.end()));
  EXPECT_GT(starts.size(), 20u);
  EXPECT_EQ(app.state().settings.age_to_ms, int64_t{app.state().time.longest_view_ms} + 1);
  EXPECT_GT(app.work().brush.moves, 10u);
  EXPECT_EQ(app.work().brush.sorts, 1u);
  app.apply(command::Undo{});
  EXPECT_EQ(app.state().settings.age_from_ms, std::nullopt);
  EXPECT_FALSE(app.state().can_undo);
}

TEST(TimeBrush, RestsWhenItIsPaused) {
  auto app = make_app(make_recording());
  app.apply(command::PlayTime{});
  EXPECT_TRUE(app.tick(5, fake_clock::read));
  app.apply(command::PlayTime{.is_playing = false});
  finish_work(app);
  EXPECT_FALSE(app.tick(5, fake_clock::read));
}

}  // namespace
}  // namespace isotherm::numbers_test
