// Replay of real recordings; skipped where those do not lie beside the project.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "model/replay_track.h"
#include "unit/replay/imported_recording.h"

namespace isotherm::shared_data_test {
namespace {

// What a plain reading of the table says about one session.
struct PlainSession {
  std::map<int, std::set<std::pair<double, double>>> pointer;  // several samples can share a millisecond
  std::map<int, std::set<std::pair<double, double>>> scroll;
};

std::map<std::string, PlainSession> plain_sessions(const std::string& text) {
  std::map<std::string, PlainSession> sessions;
  for (size_t position = text.find('\n') + 1; position < text.size();) {
    const size_t end = std::min(text.find('\n', position), text.size());
    const std::string line = text.substr(position, end - position);
    position = end + 1;
    char session[64], kind[32];
    int time_ms = 0;
    double x = 0, y = 0;
    if (std::sscanf(line.c_str(), "%63[^,],%d,%31[^,],%lf,%lf", session, &time_ms, kind, &x, &y) != 5) {
      ADD_FAILURE() << "unexpected row " << line;
      continue;
    }
    auto& own = sessions[session];
    (std::string(kind) == "scroll" ? own.scroll : own.pointer)[time_ms].insert({x, y});
  }
  return sessions;
}

TEST(ReplayOfSharedData, AdserpCursorsAndScrollsAreWhereTheTableSays) {
  const auto events = file_text(std::string(ISOTHERM_SHARED_DATA_DIR) + "/adserp/events.csv");
  const auto sessions = file_text(std::string(ISOTHERM_SHARED_DATA_DIR) + "/adserp/sessions.csv");
  if (!events || !sessions) GTEST_SKIP() << "the AdSERP recordings are not there";
  const Recording recording = import_recording([&](Writer& writer) {
    return import_csv(bytes_of(*events), bytes_of(*sessions), CsvOptions{}, writer);
  });
  const SessionIndex index(recording);
  size_t samples = 0, scrolls = 0;
  auto plain = plain_sessions(*events);
  for (uint32_t s = 0; s < recording.catalog.sessions.size(); ++s) {
    const ReplayTrack track(recording, index, s);
    ASSERT_EQ(track.visits().size(), 1u);
    const ReplayVisit& visit = track.visits()[0];
    const PlainSession& expected = plain.at(recording.catalog.sessions[s].id);
    for (const auto& [t_ms, places] : expected.pointer) {
      const auto cursor = visit.cursor_at(t_ms);
      ASSERT_TRUE(cursor) << recording.catalog.sessions[s].id << " at " << t_ms;
      ASSERT_TRUE(places.count({cursor->page.x, cursor->page.y}) == 1)
          << recording.catalog.sessions[s].id << " at " << t_ms << ": " << cursor->page.x << ","
          << cursor->page.y;
      samples += places.size();
    }
    for (const auto& [t_ms, places] : expected.scroll) {
      const auto scroll = visit.scroll_at(t_ms);
      ASSERT_TRUE(places.count({scroll.x, scroll.y}) == 1);
      ++scrolls;
    }
  }
  EXPECT_GT(samples, 16'000u);
  EXPECT_GT(scrolls, 5'000u);
}

TEST(ReplayOfSharedData, RrwebDemoPlaysItsSamples) {
  const auto text = file_text(std::string(ISOTHERM_SHARED_DATA_DIR) + "/rrweb/demoit.json");
  if (!text) GTEST_SKIP() << "the rrweb recording is not there";
  const Recording recording = import_recording(
      [&](Writer& writer) { return import_input(*make_rrweb_importer({}, writer), "s1", bytes_of(*text)); });
  const SessionIndex index(recording);
  const ReplayTrack track(recording, index, 0);
  ASSERT_FALSE(track.empty());
  EXPECT_EQ(track.duration_ms(), 81'080);  // the recording's last event of any kind
  size_t samples = 0;
  for (const ReplayVisit& visit : track.visits()) {
    EXPECT_EQ(visit.viewport_at(0), glm::dvec2(1166, 705));
    for (size_t i = 0; i < visit.pointer.size(); ++i) {
      const bool is_last_of_its_time =
          i + 1 == visit.pointer.size() || visit.pointer.t_ms[i + 1] > visit.pointer.t_ms[i];
      if (!is_last_of_its_time) continue;
      const auto cursor = visit.cursor_at(visit.pointer.t_ms[i]);
      ASSERT_TRUE(cursor);
      EXPECT_EQ(cursor->page, visit.sample_page(i));
      ++samples;
    }
  }
  EXPECT_GE(samples, 87u);
}

}  // namespace
}  // namespace isotherm::shared_data_test
