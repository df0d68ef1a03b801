// What is written comes back, through the Reader and through the parser.
#include <cstdio>
#include <fstream>
#include <sstream>

#include "unit/stream/sample_recordings.h"

namespace isotherm::round_trip_test {
namespace {

void expect_round_trip(const SampleRecording& recording, const WriterOptions& options) {
  const Bytes bytes = recording.written(options);
  const ReadResult read = read_all(bytes);
  EXPECT_EQ(read.failure, "");
  EXPECT_FALSE(read.is_recovered);
  for (const Warning& warning : read.warnings)
    ADD_FAILURE() << warning.error.to_string();
  EXPECT_EQ(read.catalog, recording.catalog);
  EXPECT_TRUE(flat(read.blocks) == flat(recording));
  for (const size_t piece : {size_t{1}, size_t{7}, size_t{65536}}) {
    const ReadResult parsed = parse_all(bytes, piece);
    EXPECT_EQ(parsed.failure, "") << piece;
    EXPECT_TRUE(parsed.warnings.empty());
    EXPECT_EQ(parsed.catalog, read.catalog);
    EXPECT_TRUE(parsed.blocks == read.blocks) << piece;
  }
}

TEST(RoundTrip, UsualRecording) {
  expect_round_trip(make_sample({}), {});
}

TEST(RoundTrip, AllKindsFlagsAndTargets) {
  expect_round_trip(make_sample({.seed = 2, .has_targets = true, .has_flags = true, .has_all_kinds = true}),
                    {});
}

TEST(RoundTrip, FractionalCoordinates) {
  for (const int step : {1, 2, 4, 8})
    expect_round_trip(make_sample({.seed = 3, .coordinate_step = step}), {});
}

TEST(RoundTrip, SmallBlocksSplitPageViews) {
  WriterOptions options;
  for (const uint32_t events : {1u, 2u, 7u, 64u}) {
    options.events_per_block = events;
    expect_round_trip(make_sample({.seed = 4, .events_per_view = 40, .has_all_kinds = true}), options);
  }
}

TEST(RoundTrip, ManyEvents) {
  expect_round_trip(make_sample({.seed = 5, .sessions = 20, .events_per_view = 2500}), {});
}

TEST(RoundTrip, EmptyRecording) {
  expect_round_trip({}, {});
}

TEST(RoundTrip, ExtremesOfTheLimits) {
  SampleRecording recording = make_sample({.sessions = 1, .views_per_session = 1, .events_per_view = 0});
  constexpr int32_t kFar = limits::kMaxCoordinateUnits;
  recording.catalog.page_views[0].duration_ms = limits::kMaxTimeMs;
  recording.catalog.page_views[0].start_ms = -limits::kMaxEpochMs;
  for (const auto& [x, y] : {std::pair{kFar, -kFar}, {-kFar, kFar}, {kFar, kFar}, {-kFar, -kFar}, {0, 1}}) {
    recording.events.push_back({0, {0, x, y, make_tag(EventKind::click), UINT32_MAX}});
    recording.events.push_back({0, {limits::kMaxTimeMs, y, x, make_tag(EventKind::click), 0}});
  }
  expect_round_trip(recording, {});
}

TEST(RoundTrip, AdserpStaysSmall) {
  std::ifstream events(std::string(ISOTHERM_SHARED_DATA_DIR) + "/adserp/events.csv");
  std::ifstream sessions(std::string(ISOTHERM_SHARED_DATA_DIR) + "/adserp/sessions.csv");
  if (!events || !sessions) GTEST_SKIP() << "the shared recordings are not here";
  SampleRecording recording;
  std::vector<std::string> names;
  std::string line;
  std::getline(sessions, line);
  while (std::getline(sessions, line)) {
    std::istringstream row(line);
    std::vector<std::string> cells;
    for (std::string cell; std::getline(row, cell, ',');)
      cells.push_back(cell);
    names.push_back(cells[0]);
    const uint32_t id = static_cast<uint32_t>(recording.catalog.pages.size());
    recording.catalog.pages.push_back({cells[1], ""});
    recording.catalog.sessions.push_back({cells[0], {}});
    const auto number = [&](size_t column) { return static_cast<uint32_t>(std::stoul(cells[column])); };
    recording.catalog.page_views.push_back(
        {id, id, std::stoll(cells[2]), number(3), number(4), number(5), number(6), number(7), 0});
  }
  std::getline(events, line);
  while (std::getline(events, line)) {
    std::istringstream row(line);
    std::vector<std::string> cells;
    for (std::string cell; std::getline(row, cell, ',');)
      cells.push_back(cell);
    const auto view = std::find(names.begin(), names.end(), cells[0]) - names.begin();
    const EventKind kind = cells[2] == "move"    ? EventKind::move
                           : cells[2] == "click" ? EventKind::click
                                                 : EventKind::scroll;
    recording.events.push_back(
        {static_cast<uint32_t>(view),
         {static_cast<int32_t>(std::stol(cells[1])), units_from_px(std::stod(cells[3])),
          units_from_px(std::stod(cells[4])), make_tag(kind), 0}});
  }
  ASSERT_EQ(recording.events.size(), 23'968u);
  const Bytes bytes = recording.written();
  const double bytes_per_event =
      static_cast<double>(bytes.size()) / static_cast<double>(recording.events.size());
  RecordProperty("bytes_per_event", std::to_string(bytes_per_event));
  std::printf("AdSERP: %zu bytes, %.4f per event\n", bytes.size(), bytes_per_event);
  EXPECT_LE(bytes_per_event, 1.60);
  const ReadResult read = read_all(bytes);
  EXPECT_TRUE(flat(read.blocks) == flat(recording));
}

}  // namespace
}  // namespace isotherm::round_trip_test
