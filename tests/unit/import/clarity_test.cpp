#include "import/clarity.h"

#include <algorithm>

#include "spread_import.h"

namespace isotherm::clarity_test {
namespace {

using Texts = std::vector<std::string>;

Result<Imported> import_clarity(const std::vector<std::string>& inputs) {
  return import_spread([](Writer& writer) { return make_clarity_importer({}, writer); }, inputs);
}

Imported imported(const std::vector<std::string>& inputs) {
  auto result = import_clarity(inputs);
  EXPECT_TRUE(result.ok()) << result.error().to_string();
  return result.ok() ? *result : Imported{};
}

// A payload of session s, page 1.
std::string payload(int sequence, const std::string& events, const std::string& playback = "") {
  return R"({"e":["0.8.70",)" + std::to_string(sequence) +
         R"(,0,100,"p","u","s",1,0,0,0,"https://a.example/"],"a":[)" + events + R"(],"p":[)" + playback +
         "]}";
}

size_t count_of(const Imported& imported, EventKind kind) {
  return static_cast<size_t>(
      std::count_if(imported.events.begin(), imported.events.end(),
                    [&](const ReadEvent& read) { return kind_of(read.event.tag) == kind; }));
}

TEST(Clarity, TakesEveryKind) {
  const Imported result =
      imported({payload(1, R"([5,12,7,10,20,"","true"],[6,13,7,11,21,"","true"],[7,14,7,11,21,"","true"],
      [8,9,7,11,21,100,200,0,1,0,"t",null,"a.b",1],[9,16,7,11,21,"","true"],[10,17,8,30,40,0,"true"],[11,19,8,31,41,0,"true"],
      [12,18,8,500,41,0,"true"],[13,20,8,32,42,0,"true"],[14,10,3,0,300,"","",1],[15,10,19,5,60,"","",1],
      [16,48,7,11,21,16383,16383,2,1,0,"t",null,"a.b",1])")});
  EXPECT_EQ(result.texts(),
            (Texts{"move 10,20 @5", "mouse_down 11,21 @6 #7", "mouse_up 11,21 @7 #7", "click 11,21 @8 #7",
                   "double_click 11,21 @9 #7", "touch_start 30,40 @10 #8", "touch_move 31,41 @11 #8",
                   "touch_end 500,41 @12 #8", "touch_cancel 32,42 @13 #8", "scroll 0,300 @14",
                   "element_scroll 5,60 @15 #19", "context_menu 11,21 @16 A #7"}));
  EXPECT_EQ(result.catalog.pages[0].url, "https://a.example/");
  EXPECT_EQ(result.catalog.sessions[0].id, "s");
  EXPECT_TRUE(result.report.skipped.empty());
}

TEST(Clarity, LearnsThePageView) {
  const Imported result =
      imported({payload(1, R"([0,11,1280,720],[0,8,1280,3000],[3,8,1300,2900],[700,11,800,600],
      [5,1,0,["agent"],1,["https://b.example/x"],3,["Title"],26,["1.5"]],[5,0,0,1700000000000,14,1920],[900,99,1])")});
  ASSERT_EQ(result.catalog.page_views.size(), 1u);
  const PageView& view = result.catalog.page_views[0];
  EXPECT_EQ(result.catalog.pages[0].url, "https://b.example/x");
  EXPECT_EQ(result.catalog.pages[0].title, "Title");
  EXPECT_EQ(view.start_ms, 1700000000000);
  EXPECT_EQ(view.viewport_width, 1280u);
  EXPECT_EQ(view.document_width, 1300u);
  EXPECT_EQ(view.document_height, 3000u);
  EXPECT_EQ(view.device_pixel_ratio_x1000, 1500u);
  EXPECT_EQ(view.duration_ms, 900u);  // until the last event, of use or not
  EXPECT_EQ(result.texts(), (Texts{"resize 800,600 @700"}));
}

// Payloads of one page view in two files, the later one first, one of them twice.
TEST(Clarity, JoinsPayloadsAndCountsRepeatsOnce) {
  const std::string first = payload(1, R"([5,12,7,1,1,"","true"])"),
                    second = payload(2, R"([9,12,7,2,2,"","true"])");
  const Imported result = imported({second + "\n" + second, first});
  EXPECT_EQ(result.catalog.page_views.size(), 1u);
  EXPECT_EQ(result.texts(), (Texts{"move 1,1 @5", "move 2,2 @9"}));
  EXPECT_EQ(find_issue(result.report.ignored, "sent it again")->count, 1u);
}

TEST(Clarity, KnowsThePagesOwnScrolling) {
  const std::string scrolls = R"([5,10,2,0,20,"","",1],[6,10,4,0,40,"","",1],[7,10,9,0,90,"","",1])";
  EXPECT_EQ(imported({payload(1, scrolls)}).texts(),
            (Texts{"scroll 0,20 @5", "element_scroll 0,40 @6 #4", "element_scroll 0,90 @7 #9"}));
  // a page with a comment in front: <html> is number 4
  EXPECT_EQ(imported({payload(1, scrolls, R"([1,5,2,"*D","name=html",4,1,2,"HTML","lang=en",5,4,"HEAD"])")})
                .texts(),
            (Texts{"element_scroll 0,20 @5 #2", "scroll 0,40 @6", "element_scroll 0,90 @7 #9"}));
}

TEST(Clarity, TheClickOfATapIsTheFingers) {
  const Imported result = imported({payload(1, R"([10,17,8,30,40,0,"true"],[50,18,8,30,40,0,"true"],
      [51,13,8,30,40,"","true"],[52,9,8,30,41,1,1,0,1,0,"",null,"a.b",1],[60,9,8,300,41,1,1,0,1,0,"",null,"a.b",1],
      [1200,9,8,30,40,1,1,0,1,0,"",null,"a.b",1])")});
  EXPECT_EQ(result.texts(),
            (Texts{"touch_start 30,40 @10 #8", "touch_end 30,40 @50 #8", "mouse_down 30,40 @51 T #8",
                   "click 30,41 @52 T #8", "click 300,41 @60 #8", "click 30,40 @1200 #8"}));
}

TEST(Clarity, ReportsWhatItCannotUse) {
  const Imported result =
      imported({payload(1, R"([5,12,7,"x",1,"","true"],[-1,12,7,1,1],[5],[5,12,7,1e9,1],5,[5,10,3,0],
      [5,11,0,700],[5,15,7,1,1,"","true"],[6,22,9,"a.b",1,1,1,0],[6,4,1,1,1],[6,9999])") +
                "\n{\"e\":[],\"a\":[]}\n{\"x\":1}\n[1]\nnonsense\n"});
  EXPECT_TRUE(result.events.empty());
  EXPECT_EQ(find_issue(result.report.skipped, "pointer event without")->count, 2u);
  EXPECT_EQ(find_issue(result.report.skipped, "usable time")->count, 2u);
  EXPECT_NE(find_issue(result.report.skipped, "not a list"), nullptr);
  EXPECT_NE(find_issue(result.report.skipped, "scroll without"), nullptr);
  EXPECT_NE(find_issue(result.report.skipped, "resize without"), nullptr);
  EXPECT_NE(find_issue(result.report.skipped, "no session id"), nullptr);
  EXPECT_NE(find_issue(result.report.skipped, "not a Clarity payload"), nullptr);
  EXPECT_EQ(find_issue(result.report.ignored, "wheel")->count, 2u);
}

TEST(Clarity, RefusesOtherFiles) {
  for (const char* text : {"", "hello", "a,b\n1,2\n"})
    EXPECT_FALSE(import_clarity({text}).ok()) << text;
}

// Payloads that the recorder itself made in a browser (tests/import_peers/record_clarity.mjs); there
// clarity-decode checks them event by event.
TEST(Clarity, ReadsWhatTheRecorderSends) {
  const std::string folder = std::string(ISOTHERM_TESTS_DIR) + "/import_peers/clarity/";
  const Imported mouse = imported({file_text(folder + "mouse.ndjson").value()});
  EXPECT_TRUE(mouse.report.skipped.empty());
  EXPECT_EQ(count_of(mouse, EventKind::click), 4u);
  EXPECT_EQ(count_of(mouse, EventKind::scroll), 3u);
  EXPECT_EQ(count_of(mouse, EventKind::element_scroll), 1u);
  EXPECT_EQ(count_of(mouse, EventKind::resize), 1u);
  EXPECT_EQ(mouse.catalog.page_views[0].viewport_width, 1280u);
  EXPECT_EQ(mouse.catalog.page_views[0].document_height, 4021u);
  EXPECT_EQ(find_issue(mouse.report.approximate, "middle")->count, 1u);
  // Without the page's content <html> is found by its number.
  const Imported lean = imported({file_text(folder + "lean.ndjson").value()});
  EXPECT_EQ(count_of(lean, EventKind::scroll), 3u);
  EXPECT_EQ(count_of(lean, EventKind::element_scroll), 1u);
  const Imported touch = imported({file_text(folder + "touch.ndjson").value()});
  EXPECT_EQ(count_of(touch, EventKind::touch_end), 2u);
  for (const ReadEvent& read : touch.events) {
    const bool is_tap = (read.event.tag & kFlagTouchPointer) != 0;
    EXPECT_TRUE(kind_of(read.event.tag) != EventKind::click || is_tap);
  }
  EXPECT_EQ(touch.catalog.page_views[0].device_pixel_ratio_x1000, 2000u);
}

}  // namespace
}  // namespace isotherm::clarity_test
