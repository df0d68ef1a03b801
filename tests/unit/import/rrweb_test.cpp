#include "imported.h"

namespace isotherm::rrweb_test {
namespace {

using Texts = std::vector<std::string>;

constexpr std::string_view kMeta =
    R"({"type":4,"timestamp":1000,"data":{"href":"https://a.example/","width":800,"height":600}})";

// The events wrapped into an array behind a Meta event.
std::string with_meta(const std::string& events) {
  return "[" + std::string(kMeta) + (events.empty() ? "" : "," + events) + "]";
}

std::string scroll(int64_t time_ms, int id, double x, double y) {
  return R"({"type":3,"timestamp":)" + std::to_string(time_ms) + R"(,"data":{"source":3,"id":)" +
         std::to_string(id) + R"(,"x":)" + std::to_string(x) + R"(,"y":)" + std::to_string(y) + "}}";
}

std::string interaction(int64_t time_ms, int type, const std::string& rest) {
  return R"({"type":3,"timestamp":)" + std::to_string(time_ms) + R"(,"data":{"source":2,"type":)" +
         std::to_string(type) + rest + "}}";
}

std::string snapshot(int64_t time_ms, const std::string& node, int left, int top) {
  return R"({"type":2,"timestamp":)" + std::to_string(time_ms) + R"(,"data":{"node":)" + node +
         R"(,"initialOffset":{"left":)" + std::to_string(left) + R"(,"top":)" + std::to_string(top) + "}}}";
}

Imported imported(const std::string& text) {
  auto result = import_rrweb_text(text);
  EXPECT_TRUE(result.ok()) << result.error().to_string();
  return result.ok() ? *result : Imported{};
}

TEST(Rrweb, TakesPageAndViewportFromMeta) {
  const Imported result = imported(with_meta(""));
  ASSERT_EQ(result.catalog.page_views.size(), 1u);
  EXPECT_EQ(result.catalog.pages[0].url, "https://a.example/");
  EXPECT_EQ(result.catalog.sessions[0].id, "s1");
  const PageView& view = result.catalog.page_views[0];
  EXPECT_EQ(view.start_ms, 1000);
  EXPECT_EQ(view.viewport_width, 800u);
  EXPECT_EQ(view.viewport_height, 600u);
  EXPECT_EQ(view.document_height, 0u);
  EXPECT_TRUE(result.report.skipped.empty());
}

// DOM changes, focus, input: none of them is taken over, but the page was open as long as they went on. The
// next page's do not count for the one before, and nothing counts that comes before the page.
TEST(Rrweb, LastsUntilTheLastEventOfAnyKind) {
  const auto lengths = [](const std::string& events) {
    std::vector<uint32_t> out;
    for (const PageView& view : imported("[" + events + "]").catalog.page_views)
      out.push_back(view.duration_ms);
    return out;
  };
  using Lengths = std::vector<uint32_t>;
  const std::string mutation = R"({"type":3,"data":{"source":0,"texts":[{"timestamp":9}]},"timestamp":)";
  const std::string meta(kMeta), click = interaction(1200, 2, R"(,"id":1,"x":1,"y":2)");
  EXPECT_EQ(lengths(meta + "," + click), Lengths{200});
  EXPECT_EQ(lengths(meta + "," + mutation + "5000}," + click), Lengths{4000});
  EXPECT_EQ(lengths(meta + "," + mutation + R"( 6000 , "sessionId" : "a,\"timestamp\":7000" } )"),
            Lengths{5000});
  EXPECT_EQ(lengths(meta + R"(,{"timestamp":7000,"type":3,"data":{"source":0,"timestamp":9000}})"),
            Lengths{6000});
  EXPECT_EQ(lengths(meta + "," + interaction(8000, 5, R"(,"id":1)")), Lengths{7000});
  EXPECT_EQ(lengths(meta + R"(,{"type":3,"timestamp":4000,"data":{"source":5,"text":"a"}})"), Lengths{3000});
  EXPECT_EQ(
      lengths(meta +
              R"(,{"type":5,"timestamp":3000,"data":{}},{"type":4,"timestamp":9000,"data":{"href":"b"}},)" +
              mutation + "9500}"),
      (Lengths{2000, 500}));
  EXPECT_EQ(lengths(R"({"type":0,"timestamp":400,"data":{}},)" + meta + "," + click), Lengths{200});
  EXPECT_EQ(lengths(meta + "," + mutation + "999999999999}"), Lengths{0});  // beyond seven days
  EXPECT_EQ(lengths(mutation + "5000}," + mutation + "6000}"), Lengths{});
}

// The batch is sent at 1600 but its samples are from 1100, 1300 and 1600; scrolls at 1200 and 1500 lie
// between them.
TEST(Rrweb, AddsTheScrollOffsetOfTheSamplesOwnTime) {
  const Imported result = imported(with_meta(scroll(1200, 1, 0, 100) + "," + scroll(1500, 1, 30, 250) + "," +
                                             R"({"type":3,"timestamp":1600,"data":{"source":1,"positions":[
        {"x":10,"y":20,"id":5,"timeOffset":-500},{"x":11,"y":21,"id":5,"timeOffset":-300},{"x":12,"y":22,"id":5,"timeOffset":0}]}})"));
  EXPECT_EQ(result.texts(), (Texts{"move 10,20 @100", "scroll 0,100 @200", "move 11,121 @300",
                                   "scroll 30,250 @500", "move 42,272 @600"}));
  EXPECT_EQ(result.report.events, 5u);
}

// A scroll and a sample of the same millisecond: input is dispatched before scroll events. A click keeps its
// place.
TEST(Rrweb, SamplesComeBeforeAScrollOfTheirMillisecond) {
  const Imported result = imported(with_meta(
      scroll(1200, 1, 0, 100) + "," + interaction(1200, 2, R"(,"id":1,"x":5,"y":5)") +
      R"(,{"type":3,"timestamp":1300,"data":{"source":1,"positions":[{"x":10,"y":20,"id":5,"timeOffset":-100}]}})"));
  EXPECT_EQ(result.texts(), (Texts{"move 10,20 @200", "click 5,105 @200 #1", "scroll 0,100 @200"}));
}

TEST(Rrweb, BeginsAtTheOffsetOfTheFirstSnapshot) {
  const Imported result = imported(with_meta(snapshot(1050, R"({"type":0,"childNodes":[],"id":1})", 5, 400) +
                                             "," + interaction(1100, 2, R"(,"id":9,"x":1,"y":2)")));
  EXPECT_EQ(result.texts(), (Texts{"scroll 5,400 @0", "click 6,402 @100 #9"}));
}

TEST(Rrweb, TakesTheDocumentNodeFromTheSnapshot) {
  const std::string node =
      R"({"type":0,"childNodes":[{"type":2,"id":8,"childNodes":[{"type":3,"id":1}]}],"id":77})";
  const Imported result =
      imported(with_meta(snapshot(1010, node, 0, 0) + "," + scroll(1100, 77, 0, 50) + "," +
                         scroll(1200, 1, 0, 60) + "," + interaction(1300, 2, R"(,"id":8,"x":1,"y":1)")));
  EXPECT_EQ(result.texts(), (Texts{"scroll 0,50 @100", "element_scroll 0,60 @200 #1", "click 1,51 @300 #8"}));
}

TEST(Rrweb, MapsEveryInteraction) {
  std::string events;
  for (const int type : {0, 1, 2, 3, 4, 7, 8, 9, 10}) {
    events += (events.empty() ? "" : ",") + interaction(1000 + type, type, R"(,"id":3,"x":1.5,"y":2.0625)");
  }
  const Imported result = imported(with_meta(events));
  EXPECT_EQ(
      result.texts(),
      (Texts{"mouse_up 1.5,2.0625 @0 #3", "mouse_down 1.5,2.0625 @1 #3", "click 1.5,2.0625 @2 #3",
             "context_menu 1.5,2.0625 @3 #3", "double_click 1.5,2.0625 @4 #3", "touch_start 1.5,2.0625 @7 #3",
             "touch_move 1.5,2.0625 @8", "touch_end 1.5,2.0625 @9 #3", "touch_cancel 1.5,2.0625 @10 #3"}));
}

TEST(Rrweb, FlagsTouchAndPenPointers) {
  const Imported result =
      imported(with_meta(interaction(1001, 2, R"(,"id":-1,"x":1,"y":2,"pointerType":0)") + "," +
                         interaction(1002, 2, R"(,"id":-1,"x":1,"y":2,"pointerType":1)") + "," +
                         interaction(1003, 2, R"(,"id":-1,"x":1,"y":2,"pointerType":2)")));
  EXPECT_EQ(result.texts(), (Texts{"click 1,2 @1", "click 1,2 @2 T", "click 1,2 @3 T"}));
}

TEST(Rrweb, CountsFocusAndBlurAsIgnored) {
  const Imported result =
      imported(with_meta(interaction(1001, 5, R"(,"id":4)") + "," + interaction(1002, 6, R"(,"id":4)")));
  EXPECT_EQ(result.report.events, 0u);
  ASSERT_NE(find_issue(result.report.ignored, "focus"), nullptr);
  EXPECT_EQ(find_issue(result.report.ignored, "focus")->count, 2u);
  EXPECT_TRUE(result.report.skipped.empty());
}

TEST(Rrweb, TakesTouchMovesDragsAndResizes) {
  const Imported result = imported(with_meta(
      R"({"type":3,"timestamp":1100,"data":{"source":6,"positions":[{"x":1,"y":2,"id":3,"timeOffset":-50}]}},)"
      R"({"type":3,"timestamp":1200,"data":{"source":12,"positions":[{"x":3,"y":4,"id":3,"timeOffset":-50}]}},)"
      R"({"type":3,"timestamp":1300,"data":{"source":4,"width":500,"height":400}})"));
  EXPECT_EQ(result.texts(), (Texts{"touch_move 1,2 @50", "move 3,4 @150", "resize 500,400 @300"}));
}

TEST(Rrweb, MetaWithAnotherAddressIsANewPageView) {
  const Imported result = imported(with_meta(
      scroll(1100, 1, 0, 90) +
      R"(,{"type":4,"timestamp":2000,"data":{"href":"https://a.example/b","width":800,"height":600}},)" +
      interaction(2100, 2, R"(,"id":1,"x":7,"y":8)") +
      R"(,{"type":4,"timestamp":3000,"data":{"href":"https://a.example/","width":800,"height":600}})"));
  ASSERT_EQ(result.catalog.page_views.size(), 3u);
  EXPECT_EQ(result.catalog.pages.size(), 2u);
  EXPECT_EQ(result.catalog.page_views[2].page, result.catalog.page_views[0].page);
  EXPECT_EQ(result.catalog.page_views[1].start_ms, 2000);
  // the offset of the first page does not reach into the second
  EXPECT_EQ(result.texts(), (Texts{"scroll 0,90 @100", "click 7,8 @100 #1"}));
  EXPECT_EQ(result.events[1].page_view, 1u);
}

TEST(Rrweb, MetaWithTheSameAddressIsAResize) {
  const Imported result = imported(with_meta(
      R"({"type":4,"timestamp":2000,"data":{"href":"https://a.example/","width":800,"height":600}},)"
      R"({"type":4,"timestamp":3000,"data":{"href":"https://a.example/","width":640,"height":480}})"));
  EXPECT_EQ(result.catalog.page_views.size(), 1u);
  EXPECT_EQ(result.texts(), (Texts{"resize 640,480 @2000"}));
}

TEST(Rrweb, SamplesBeforeTheFirstMetaBeginThePageViewEarlier) {
  const Imported result = imported(with_meta(
      R"({"type":3,"timestamp":1100,"data":{"source":1,"positions":[{"x":1,"y":2,"id":3,"timeOffset":-400},{"x":2,"y":2,"id":3,"timeOffset":0}]}})"));
  EXPECT_EQ(result.catalog.page_views[0].start_ms, 700);
  EXPECT_EQ(result.texts(), (Texts{"move 1,2 @0", "move 2,2 @400"}));
}

TEST(Rrweb, WithoutMetaTheFallbackAddressStandsIn) {
  const Imported result = imported("[" + interaction(5000, 2, R"(,"id":1,"x":7,"y":8)") + "]");
  EXPECT_EQ(result.catalog.pages[0].url, "about:blank");
  EXPECT_EQ(result.texts(), (Texts{"click 7,8 @0 #1"}));
  EXPECT_NE(find_issue(result.report.ignored, "no page (Meta)"), nullptr);
}

// Node 20 is an iframe's document, 22 inside it, 30 joins it later; 40 joins the page itself.
TEST(Rrweb, FlagsEventsInsideIframes) {
  const Imported result = imported(with_meta(
      snapshot(1010,
               R"({"type":0,"childNodes":[{"type":2,"tagName":"iframe","id":10,"childNodes":[]}],"id":1})", 0,
               0) +
      R"(,{"type":3,"timestamp":1020,"data":{"source":0,"adds":[{"parentId":10,"nextId":null,"node":{"type":0,"childNodes":[
           {"type":2,"childNodes":[],"rootId":20,"id":22}],"id":20}}],"removes":[],"texts":[],"attributes":[],"isAttachIframe":true}},)"
      R"({"type":3,"timestamp":1030,"data":{"source":0,"adds":[{"parentId":22,"node":{"type":2,"childNodes":[],"id":30}},
           {"parentId":1,"node":{"type":2,"childNodes":[],"id":40}}],"removes":[],"texts":[],"attributes":[]}},)" +
      interaction(1100, 2, R"(,"id":22,"x":1,"y":2)") + "," +
      interaction(1200, 2, R"(,"id":30,"x":3,"y":4)") + "," +
      interaction(1300, 2, R"(,"id":40,"x":5,"y":6)") + "," + scroll(1400, 20, 0, 33)));
  EXPECT_EQ(result.texts(), (Texts{"click 1,2 @100 A #22", "click 3,4 @200 A #30", "click 5,6 @300 #40",
                                   "element_scroll 0,33 @400 #20"}));
  ASSERT_EQ(result.report.approximate.size(), 1u);
  EXPECT_EQ(result.report.approximate[0].count, 2u);
  EXPECT_EQ(result.report.approximate[0].lines, (std::vector<uint64_t>{5, 6}));
  EXPECT_TRUE(result.report.skipped.empty());
}

TEST(Rrweb, CountsDomEventsAsIgnored) {
  const Imported result = imported(with_meta(
      R"({"type":0,"data":{},"timestamp":1000},{"type":1,"data":{},"timestamp":1000},)"
      R"({"type":3,"data":{"source":0,"texts":[],"adds":[]},"timestamp":1001},{"type":3,"data":{"source":5,"text":"x","id":1},"timestamp":1002},)"
      R"({"type":5,"data":{"tag":"t","payload":{}},"timestamp":1003},{"type":6,"data":{},"timestamp":1004})"));
  EXPECT_EQ(find_issue(result.report.ignored, "page load")->count, 2u);
  EXPECT_EQ(find_issue(result.report.ignored, "DOM mutation")->count, 1u);
  EXPECT_EQ(find_issue(result.report.ignored, "input, style")->count, 1u);
  EXPECT_EQ(find_issue(result.report.ignored, "custom")->count, 2u);
  EXPECT_TRUE(result.report.skipped.empty());
}

TEST(Rrweb, FieldOrderDoesNotMatter) {
  const Imported result =
      imported(R"([{"data":{"height":6,"width":8,"href":"u"},"timestamp":10,"type":4},)"
               R"({"data":{"y":2,"x":1,"id":3,"type":2,"source":2},"timestamp":20,"type":3}])");
  EXPECT_EQ(result.texts(), (Texts{"click 1,2 @10 #3"}));
}

TEST(Rrweb, ReadsAnObjectWithEvents) {
  const Imported result =
      imported(R"({"id":"x","meta":{"events":5},"events":)" +
               with_meta(interaction(1100, 2, R"(,"id":1,"x":7,"y":8)")) + R"(,"more":[]})");
  EXPECT_EQ(result.texts(), (Texts{"click 7,8 @100 #1"}));
}

TEST(Rrweb, ReadsNdjsonWithBadLines) {
  const std::string text = "\xEF\xBB\xBF" + std::string(kMeta) + "\r\n" +
                           interaction(1100, 2, R"(,"id":1,"x":7,"y":8)") + "\n\nnonsense\n" +
                           R"({"type":3,"timestamp":1200,"data":{"source":2)" + "\n" +
                           interaction(1300, 2, R"(,"id":1,"x":9,"y":8)");
  const Imported result = imported(text);
  EXPECT_EQ(result.texts(), (Texts{"click 7,8 @100 #1", "click 9,8 @300 #1"}));
  ASSERT_NE(find_issue(result.report.skipped, "not valid JSON"), nullptr);
  EXPECT_EQ(find_issue(result.report.skipped, "not valid JSON")->lines, (std::vector<uint64_t>{4, 5}));
}

TEST(Rrweb, ReadsASingleEventLine) {
  EXPECT_EQ(imported(std::string(kMeta) + "\n").catalog.page_views.size(), 1u);
}

TEST(Rrweb, ReportsBadEventsByTheirNumber) {
  const Imported result = imported(with_meta(
      interaction(1100, 2, R"(,"id":1,"x":7)") + "," +                         // 2: no y
      interaction(1100, 2, R"(,"id":1,"x":"7","y":8)") + "," +                 // 3: text
      interaction(1100, 2, R"(,"id":1,"x":1e300,"y":8)") + "," +               // 4: absurd
      interaction(1100, 99, R"(,"id":1,"x":1,"y":8)") + "," +                  // 5: unknown
      R"({"type":3,"data":{"source":3,"id":1,"x":0,"y":1}},)"                  // 6: no timestamp
      R"({"type":3,"timestamp":-5,"data":{"source":3,"id":1,"x":0,"y":1}},)"   // 7: before 1970
      R"({"type":3,"timestamp":1100},42,"packed",{"type":17,"timestamp":1},)"  // 8 - 11
      R"({"type":3,"timestamp":1100,"data":{"source":1,"positions":[{"x":1,"y":2,"id":1},{"x":1,"y":2,"id":1,"timeOffset":-1}]}},)" +  // 12
      scroll(1000 + 8ll * 24 * 3600 * 1000, 1, 0, 0)));  // 13: too late
  EXPECT_EQ(result.texts(), (Texts{"move 1,2 @99"}));
  const auto& skipped = result.report.skipped;
  EXPECT_EQ(find_issue(skipped, "mouse interaction without a usable position")->lines,
            (std::vector<uint64_t>{2, 3, 4}));
  EXPECT_EQ(find_issue(skipped, "unknown mouse interaction")->lines, (std::vector<uint64_t>{5}));
  EXPECT_EQ(find_issue(skipped, "no timestamp")->lines, (std::vector<uint64_t>{6}));
  EXPECT_EQ(find_issue(skipped, "timestamp out of range")->lines, (std::vector<uint64_t>{7}));
  EXPECT_EQ(find_issue(skipped, "no event data")->lines, (std::vector<uint64_t>{8}));
  EXPECT_EQ(find_issue(skipped, "not a JSON object")->lines, (std::vector<uint64_t>{9}));
  EXPECT_EQ(find_issue(skipped, "packed")->lines, (std::vector<uint64_t>{10}));
  EXPECT_EQ(find_issue(skipped, "unknown event type")->lines, (std::vector<uint64_t>{11}));
  EXPECT_EQ(find_issue(skipped, "time offset")->lines, (std::vector<uint64_t>{12}));
  EXPECT_EQ(find_issue(skipped, "7 days")->lines, (std::vector<uint64_t>{13}));
  EXPECT_EQ(result.report.skipped_count(), 12u);
}

TEST(Rrweb, RefusesWhatIsNotARecording) {
  const struct {
    std::string_view text, part;
    ErrorCode code;
  } cases[] = {{"", "empty", ErrorCode::truncated},
               {"   \n", "empty", ErrorCode::truncated},
               {"hello", "begins with \"hello\"", ErrorCode::unsupported},
               {R"({"a":1})", "without them", ErrorCode::unsupported},
               {R"({"events":5})", "without them", ErrorCode::unsupported},
               {"{", "without them", ErrorCode::unsupported}};
  for (const auto& bad : cases) {
    const auto result = import_rrweb_text(bad.text);
    ASSERT_FALSE(result.ok()) << bad.text;
    EXPECT_NE(result.error().message.find(bad.part), std::string::npos) << result.error().message;
    EXPECT_EQ(result.error().code, bad.code) << bad.text;
  }
}

TEST(Rrweb, KeepsWhatIsCompleteOfADamagedRecording) {
  const std::string click = interaction(1100, 2, R"(,"id":1,"x":7,"y":8)");
  const struct {
    std::string tail;
    std::string_view part;
    uint64_t number;
  } cases[] = {{"", "not closed", 2},
               {R"(,{"type":3,"timestamp":5,"data":{"source":2,"te)", "in the middle of an event", 3},
               {R"(,{"type":3,"timestamp":5,"data":{})", "in the middle of an event", 3},
               {R"(,{"type" 3 "timestamp":1}])", "not valid JSON", 3},
               {R"(,{"type":3,"timestamp":0x5,"data":{"source":3}}])", "not valid JSON", 3},
               {",{\"type\":4,\"timestamp\":1,\"data\":{\"href\":\"\xFF\"}}]", "not valid UTF-8", 3},
               {",}]", "not a JSON object", 3},
               {"] more", "behind the end", 0}};
  for (const auto& damaged : cases) {
    const Imported result = imported("[" + std::string(kMeta) + "," + click + damaged.tail);
    EXPECT_EQ(result.texts(), (Texts{"click 7,8 @100 #1"})) << damaged.tail;
    ASSERT_EQ(result.report.skipped.size(), 1u) << damaged.tail;
    EXPECT_NE(result.report.skipped[0].reason.find(damaged.part), std::string::npos)
        << result.report.skipped[0].reason;
    EXPECT_EQ(result.report.skipped[0].lines,
              damaged.number == 0 ? std::vector<uint64_t>{} : std::vector<uint64_t>{damaged.number})
        << damaged.tail;
  }
}

// No prefix and no single changed byte may crash or hang; what a prefix lacks is said.
TEST(Rrweb, SurvivesEveryPrefixAndNoise) {
  const std::string whole = with_meta(
      scroll(1200, 1, 0, 100) + "," +
      snapshot(1210, R"({"type":0,"childNodes":[{"id":2,"childNodes":[]}],"id":1})", 0, 9) +
      R"(,{"type":3,"timestamp":1300,"data":{"source":0,"adds":[{"parentId":2,"node":{"id":3}}],"isAttachIframe":true}},)" +
      interaction(1400, 2, R"(,"id":3,"x":1,"y":2,"pointerType":2)"));
  ASSERT_TRUE(imported(whole).report.skipped.empty());
  EXPECT_FALSE(import_rrweb_text("").ok());
  for (size_t size = 1; size < whole.size(); ++size) {
    const auto result = import_rrweb_text(whole.substr(0, size));
    ASSERT_TRUE(result.ok()) << size;
    EXPECT_EQ(result->report.skipped_count(), 1u) << size;
  }
  for (size_t i = 0; i < whole.size(); ++i) {
    for (const char c : {'"', '{', ']', ',', '0', '\\', '\0'}) {
      std::string noisy = whole;
      noisy[i] = c;
      const auto result = import_rrweb_text(noisy);
      if (result.ok()) {
        EXPECT_LE(result->report.events, 4u);
      }
    }
  }
}

TEST(Rrweb, SurvivesDeepNestingAndHugeNumbers) {
  const std::string deep = std::string(200'000, '[') + std::string(200'000, ']');
  EXPECT_TRUE(import_rrweb_text(deep).ok());  // one event that is not an object
  EXPECT_EQ(imported(std::string(200'000, '[')).report.skipped_count(), 1u);
  std::string tree = R"({"id":5})";
  for (int i = 0; i < 5000; ++i)
    tree = R"({"id":5,"rootId":7,"childNodes":[)" + tree + "]}";
  EXPECT_TRUE(import_rrweb_text(
                  with_meta(R"({"type":3,"timestamp":1300,"data":{"source":0,"adds":[{"parentId":2,"node":)" +
                            tree + R"(}],"isAttachIframe":true}})"))
                  .ok());
  for (const char* number : {"1e999", "-1e999", "NaN", "Infinity", "99999999999999999999999999", "\"NaN\"",
                             "null", "{}", "[]", "true", "-"}) {
    const std::string text = std::string(number);
    for (const std::string& event :
         {R"({"type":)" + text + "}",
          R"({"type":3,"timestamp":)" + text + R"(,"data":{"source":3,"id":1,"x":0,"y":0}})",
          R"({"type":3,"timestamp":1,"data":{"source":3,"id":)" + text + R"(,"x":)" + text + R"(,"y":0}})",
          R"({"type":3,"timestamp":1,"data":{"source":1,"positions":[{"x":1,"y":2,"id":1,"timeOffset":)" +
              text + "}]}}"}) {
      const auto result = import_rrweb_text(with_meta(event));
      if (result.ok()) {
        EXPECT_EQ(result->report.events, 0u) << event;
      }
    }
  }
}

}  // namespace
}  // namespace isotherm::rrweb_test
