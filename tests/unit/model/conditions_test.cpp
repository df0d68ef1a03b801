#include <gtest/gtest.h>

#include "model/condition_text.h"
#include "model/facets.h"
#include "unit/model/filtered.h"

namespace isotherm::conditions_test {
namespace {

TEST(UrlPattern, matches_exactly_by_prefix_and_with_stars) {
  EXPECT_TRUE(matches_pattern("https://a/b", "https://a/b"));
  EXPECT_FALSE(matches_pattern("https://a/b", "https://a/bc"));
  EXPECT_TRUE(matches_pattern("https://a/b*", "https://a/bc"));
  EXPECT_TRUE(matches_pattern("https://*/shop?id=*", "https://a.example/shop?id=4"));
  EXPECT_FALSE(matches_pattern("https://*/shop?id=*", "https://a.example/shopXid=4"));
  EXPECT_TRUE(matches_pattern("*", ""));
  EXPECT_TRUE(matches_pattern("*a*a*b", "aXaaYab"));
  EXPECT_FALSE(matches_pattern("", "a"));
  EXPECT_TRUE(matches_pattern("", ""));
  EXPECT_FALSE(matches_pattern("*ab", "abc"));
}

TEST(UrlPattern, takes_no_exponential_time) {
  std::string pattern, text(20'000, 'a');
  for (int i = 0; i < 200; ++i)
    pattern += "*a";
  EXPECT_FALSE(matches_pattern(pattern + "b", text));
}

TEST(LocalHour, counts_from_monday_by_the_given_clock) {
  // 2024-02-29T23:30:00Z was a Thursday.
  const int64_t time = 1'709'249'400'000;
  EXPECT_EQ(local_hour(time, 0).hour, 23);
  EXPECT_EQ(local_hour(time, 0).weekday, 3);
  EXPECT_EQ(local_hour(time, 60).hour, 0);
  EXPECT_EQ(local_hour(time, 60).weekday, 4);
  EXPECT_EQ(local_hour(time, -24 * 30).hour, 11);
  EXPECT_EQ(local_hour(-1, 0).hour, 23);
  EXPECT_EQ(local_hour(-1, 0).weekday, 2);
  for (const int64_t extreme : {std::numeric_limits<int64_t>::min(), std::numeric_limits<int64_t>::max()}) {
    for (const int32_t offset : {-kMaxUtcOffsetMin, kMaxUtcOffsetMin}) {
      EXPECT_LT(local_hour(extreme, offset).hour, 24);
      EXPECT_LT(local_hour(extreme, offset).weekday, 7);
    }
  }
}

TEST(UtcOffset, reads_what_recorders_write) {
  EXPECT_EQ(parse_utc_offset("+05:30"), 330);
  EXPECT_EQ(parse_utc_offset("-0330"), -210);
  EXPECT_EQ(parse_utc_offset("120"), 120);
  EXPECT_EQ(parse_utc_offset("-180"), -180);
  EXPECT_EQ(parse_utc_offset("Z"), 0);
  EXPECT_EQ(parse_utc_offset("UTC+02:00"), 120);
  for (const char* bad : {"", "+", "x", "+19:00", "+01:60", "1081", "12:3x"})
    EXPECT_EQ(parse_utc_offset(bad), std::nullopt) << bad;
}

TEST(ConditionText, says_what_it_reads) {
  const std::vector<std::pair<const char*, const char*>> texts{{"pages", "https://a/*"},
                                                               {"widths", "768-1024"},
                                                               {"widths", "768-"},
                                                               {"widths", "-767"},
                                                               {"widths", "1440"},
                                                               {"hours", "9-17,22"},
                                                               {"hours", "0-1,22-23"},
                                                               {"weekdays", "mon-fri"},
                                                               {"weekdays", "mon,wed"},
                                                               {"zone", "+05:30"},
                                                               {"zone", "utc"},
                                                               {"session-length", "10s-5min"},
                                                               {"session-length", "1.5h-"},
                                                               {"session-length", "-250ms"},
                                                               {"entry", "*/home"},
                                                               {"exit", "*/checkout"},
                                                               {"tags", "variant=B\ncountry=NO"},
                                                               {"sessions", "a\nb c"}};
  for (const auto& [name, text] : texts) {
    Conditions conditions;
    ASSERT_TRUE(set_condition(conditions, name, text).ok()) << name << " " << text;
    EXPECT_NE(conditions, Conditions{}) << name;
    EXPECT_EQ(condition_text(conditions, name), text);
    EXPECT_NE(describe(conditions).find(name), std::string::npos);
    ASSERT_TRUE(set_condition(conditions, name, "").ok());
    EXPECT_EQ(conditions, Conditions{}) << name;
  }
  Conditions conditions;
  ASSERT_TRUE(set_condition(conditions, "hours", "22-1").ok());
  EXPECT_EQ(condition_text(conditions, "hours"), "0-1,22-23");
  ASSERT_TRUE(set_condition(conditions, "weekdays", "Saturday-mon").ok());
  EXPECT_EQ(condition_text(conditions, "weekdays"), "mon,sat-sun");
}

TEST(ConditionText, refuses_what_it_does_not_understand_and_changes_nothing) {
  const std::vector<std::pair<const char*, const char*>> texts{
      {"widths", "1000-10"},   {"widths", "-"},
      {"widths", "wide"},      {"widths", "1-99999999999"},
      {"hours", "24"},         {"hours", "9-"},
      {"hours", "9,,10"},      {"weekdays", "someday"},
      {"zone", "Europe"},      {"session-length", "5x"},
      {"session-length", "."}, {"session-length", "1.-2"},
      {"tags", "variant"},     {"tags", "=B"},
      {"height", "10"},        {"session-length", "99999999999999999999h"}};
  for (const auto& [name, text] : texts) {
    Conditions conditions;
    EXPECT_FALSE(set_condition(conditions, name, text).ok()) << name << " " << text;
    EXPECT_EQ(conditions, Conditions{}) << name << " " << text;
  }
}

TEST(Select, keeps_what_a_plain_reading_of_the_definitions_keeps) {
  for (uint32_t seed = 0; seed < 6; ++seed) {
    const auto made = test::generate_visits(seed);
    const auto& views = made.recording.catalog.page_views;
    for (const Filter& filter : test::filter_pairs(made.recording)) {
      const Selection selection = select(made.recording, filter);
      uint32_t kept = 0;
      for (uint32_t i = 0; i < views.size(); ++i) {
        const bool expected = test::plainly_keeps(made.recording, filter, i);
        ASSERT_EQ(selection.keeps[i] != 0, expected) << describe(filter.conditions) << " view " << i;
        kept += expected;
      }
      EXPECT_EQ(selection.page_views, kept);
    }
  }
}

TEST(Points, are_those_of_a_plain_loop_for_every_pair_of_filters) {
  uint64_t compared = 0;
  for (uint32_t seed = 0; seed < 4; ++seed) {
    const auto made = test::generate_visits(seed);
    for (const Filter& filter : test::filter_pairs(made.recording)) {
      for (const Layer layer : {Layer::clicks, Layer::moves}) {
        const auto expected = test::plain_points(made, filter, layer);
        std::vector<Point> points;
        for_each_point(made.recording, select(made.recording, filter), filter, layer,
                       [&](const Point& point) { points.push_back(point); });
        ASSERT_EQ(points.size(), expected.size());
        for (size_t i = 0; i < points.size(); ++i) {
          ASSERT_EQ(points[i].page_view, expected[i].page_view);
          ASSERT_EQ(points[i].t_ms, expected[i].t_ms);
          ASSERT_EQ(points[i].x, expected[i].x);
          ASSERT_EQ(points[i].y, expected[i].y);
          ASSERT_EQ(points[i].weight, expected[i].weight);
        }
        compared += points.size();
      }
    }
  }
  EXPECT_GT(compared, 10'000u);
}

TEST(Points, of_rage_clicks_are_found) {
  Recording recording;
  recording.catalog.pages = {{"https://example.org/", ""}};
  recording.catalog.sessions = {{"s", {}}};
  recording.catalog.page_views = {PageView{.session = 0, .page = 0, .start_ms = 0, .duration_ms = 9000}};
  std::vector<test::FlatEvent> clicks;
  for (const int32_t t : {0, 900, 1800, 2700, 5000, 5500})
    clicks.push_back({0, test::make_event(EventKind::click, t, 100 + t % 7, 200)});
  test::append_block(recording, StreamClass::buttons, clicks);
  Filter filter;
  filter.clicks = ClickChoice::rage;
  std::vector<int32_t> times;
  for_each_point(recording, select(recording, filter), filter, Layer::clicks,
                 [&](const Point& point) { times.push_back(point.t_ms); });
  EXPECT_EQ(times, std::vector<int32_t>{1800});
}

// What select() keeps with one part of the filter replaced.
FacetCount kept_with(const Recording& recording, const Filter& filter) {
  const Selection selection = select(recording, filter);
  return {selection.page_views, selection.sessions};
}

Facets facets_of(const Recording& recording, const Filter& filter) {
  FacetCounter counter(recording, filter);
  while (counter.step(7)) {
  }
  return counter.take();
}

TEST(Facets, say_what_each_option_would_keep) {
  for (uint32_t seed = 0; seed < 3; ++seed) {
    const auto made = test::generate_visits(seed);
    const Recording& recording = made.recording;
    for (const Filter& filter : test::filter_pairs(recording)) {
      const Facets facets = facets_of(recording, filter);
      EXPECT_EQ(facets.kept, kept_with(recording, filter));
      const auto expect = [&](const FacetCount& count, auto&& change) {
        Filter changed = filter;
        change(changed);
        ASSERT_EQ(count, kept_with(recording, changed)) << describe(filter.conditions);
      };
      for (uint32_t hour = 0; hour < 24; ++hour)
        expect(facets.hours[hour], [&](Filter& f) { f.conditions.hours = 1u << hour; });
      for (uint32_t day = 0; day < 7; ++day)
        expect(facets.weekdays[day],
               [&](Filter& f) { f.conditions.weekdays = static_cast<uint8_t>(1u << day); });
      for (uint32_t device = 0; device < 4; ++device)
        expect(facets.devices[device], [&](Filter& f) {
          f.devices = static_cast<uint8_t>(1u << device);
          f.viewport_width_min = 0, f.viewport_width_max = 0xFFFFFFFF;
        });
      for (const PageFacet& page : facets.entry_pages)
        expect(page.kept,
               [&](Filter& f) { f.conditions.entry_page = recording.catalog.pages[page.page].url; });
      for (const PageFacet& page : facets.exit_pages)
        expect(page.kept,
               [&](Filter& f) { f.conditions.exit_page = recording.catalog.pages[page.page].url; });
      for (const TagFacet& facet : facets.tags) {
        for (const auto& value : facet.values)
          expect(value.kept, [&](Filter& f) {
            std::erase_if(f.conditions.tags, [&](const Tag& tag) { return tag.key == facet.key; });
            f.conditions.tags.push_back({facet.key, value.value});
          });
      }
      for (const auto& [min, max] : {std::pair<uint32_t, uint32_t>{0, 0xFFFFFFFF}, {768, 1440}, {1, 800}})
        expect(facets.with_width(min, max), [&, low = min, high = max](Filter& f) {
          f.conditions.viewport_width_min = low, f.conditions.viewport_width_max = high;
        });
      for (const uint64_t least : {uint64_t{0}, uint64_t{3'600'000} * 100, uint64_t{1'000'000'000'000}})
        expect(facets.with_session_length(least, ~uint64_t{0}), [&](Filter& f) {
          f.conditions.session_length_min_ms = least, f.conditions.session_length_max_ms = ~uint64_t{0};
        });
    }
  }
}

}  // namespace
}  // namespace isotherm::conditions_test
