// Streaming: however the input is cut into pieces, the result is the same.
#include "import/json_items.h"
#include "imported.h"

namespace isotherm::pieces_test {
namespace {

// A recording with what real ones have: snapshots, mutations with markup in their strings, batches of samples
// that overlap scrolls, clicks, an iframe, input, a second page.
std::vector<std::string> sample_events(int rounds) {
  std::vector<std::string> events;
  int64_t time_ms = 1'700'000'000'000;
  const auto add = [&](int type, const std::string& data) {
    events.push_back("{\"type\":" + std::to_string(type) + ",\"data\":" + data +
                     ",\"timestamp\":" + std::to_string(time_ms) + "}");
  };
  const std::string markup = R"("<p class=\"a {[\\\" b\">\\\\ \u00e4 ]}</p>\\")";
  for (int page = 0; page < 2; ++page) {
    add(4, R"({"href":"https://a.example/)" + std::to_string(page) + R"(","width":1200,"height":800})");
    add(2,
        R"({"node":{"type":0,"childNodes":[{"type":2,"tagName":"html","attributes":{"id":"x"},"childNodes":[{"type":3,"textContent":)" +
            markup + R"(,"id":4}],"id":3}],"id":1},"initialOffset":{"left":0,"top":12}})");
    for (int i = 0; i < rounds; ++i) {
      time_ms += 500;
      std::string positions;
      for (int k = 0; k < 5; ++k) {
        positions += (k == 0 ? "" : ",") + std::string(R"({"x":)") + std::to_string(10 + i + k) + R"(,"y":)" +
                     std::to_string(20 + 3 * k) + R"(.5,"id":4,"timeOffset":)" +
                     std::to_string(-100 * (4 - k)) + "}";
      }
      add(3, R"({"source":3,"id":1,"x":0,"y":)" + std::to_string(40 * i) + "}");
      add(3, R"({"source":1,"positions":[)" + positions + "]}");
      add(3, R"({"source":0,"texts":[],"attributes":[{"id":3,"attributes":{"style":)" + markup +
                 R"(}}],"removes":[],"adds":[{"parentId":3,"nextId":null,"node":{"type":3,"textContent":)" +
                 markup + R"(,"id":)" + std::to_string(100 + i) + "}}]}");
      add(3, R"({"source":2,"type":2,"id":)" + std::to_string(i % 2 == 0 ? 4 : 22) + R"(,"x":30,"y":40})");
      add(3, R"({"source":5,"text":)" + markup + R"(,"isChecked":false,"id":9})");
      if (i == 2) {
        add(3,
            R"({"source":0,"adds":[{"parentId":4,"nextId":null,"node":{"type":0,"childNodes":[{"type":2,"childNodes":[],"rootId":20,"id":22}],"id":20}}],"removes":[],"texts":[],"attributes":[],"isAttachIframe":true})");
      }
    }
  }
  events.push_back(R"({"type":3,"data":{"source":2,"type":2,"x":1},"timestamp":5})");  // no y
  return events;
}

std::string joined(const std::vector<std::string>& events, const std::string& separator) {
  std::string text;
  for (const std::string& event : events)
    text += (text.empty() ? "" : separator) + event;
  return text;
}

std::string indented(const std::string& json) {
  std::string out;
  bool is_string = false, is_escaped = false;
  for (const char c : json) {
    out += c;
    if (is_escaped) {
      is_escaped = false;
    } else if (c == '\\') {
      is_escaped = true;
    } else if (c == '"') {
      is_string = !is_string;
    } else if (!is_string && (c == ',' || c == '{' || c == '[')) {
      out += "\n  ";
    } else if (!is_string && c == ':') {
      out += ' ';
    }
  }
  return out;
}

Result<Imported> imported_in_pieces(std::string_view text, size_t piece_bytes) {
  return import_with([&](Writer& writer) -> Result<ImportReport> {
    const auto importer = make_rrweb_importer({}, writer);
    ISOTHERM_TRY(importer->begin("s1"));
    for (size_t at = 0; at < text.size(); at += piece_bytes)
      ISOTHERM_TRY(importer->feed(bytes_of(text.substr(at, piece_bytes))));
    return importer->end();
  });
}

struct Whole {
  std::string name, text;
};

std::vector<Whole> layouts() {
  const auto events = sample_events(6);
  const std::string array = "[" + joined(events, ",") + "]";
  return {
      {"array", array},
      {"array of lines", "[\n" + joined(events, ",\n") + "\n]\n"},
      {"indented", indented(array)},
      {"object", R"({"sessionId":"named","n":[1,"]"],"events":)" + array + R"(,"more":{"a":"}"}})"},
      {"indented object", indented(R"({"events":)" + array + "}")},
      {"lines", joined(events, "\n")},
      {"lines with a mark, CRLF and nonsense", "\xEF\xBB\xBF\r\n" + joined(events, "\r\n") +
                                                   "\r\n\r\nnonsense\n{\"type\":3,\"da\n" + events[3] + "\n"},
      {"recordings per line",
       array + "\n" + array + "\n[" + events[0] + "\n{\"events\":" + array + ",\"session_id\":7}\n"},
      {"cut", array.substr(0, array.size() - 50)},
      {"cut lines", joined(events, "\n").substr(0, 3000)},
      {"followed by text", array + " more {"}};
}

TEST(Pieces, MakeNoDifference) {
  for (const Whole& whole : layouts()) {
    const auto expected = imported_in_pieces(whole.text, whole.text.size());
    ASSERT_TRUE(expected.ok()) << whole.name << ": " << expected.error().to_string();
    EXPECT_GT(expected->events.size(), 20u) << whole.name;
    for (const size_t piece : {size_t{1}, size_t{2}, size_t{3}, size_t{5}, size_t{16}, size_t{63}, size_t{64},
                               size_t{65}, size_t{127}, size_t{1000}, size_t{4096}, whole.text.size() - 1}) {
      const auto result = imported_in_pieces(whole.text, piece);
      ASSERT_TRUE(result.ok()) << whole.name << ", pieces of " << piece;
      EXPECT_EQ(result->texts(), expected->texts()) << whole.name << ", pieces of " << piece;
      EXPECT_EQ(result->catalog, expected->catalog) << whole.name << ", pieces of " << piece;
      EXPECT_EQ(result->report.skipped, expected->report.skipped) << whole.name << ", pieces of " << piece;
      EXPECT_EQ(result->report.approximate, expected->report.approximate) << whole.name << " " << piece;
      EXPECT_EQ(result->report.ignored, expected->report.ignored) << whole.name << " " << piece;
    }
  }
}

// One recording gives the same events whichever way it is laid out.
TEST(Pieces, LayoutsAgree) {
  const auto all = layouts();
  const auto array = imported_in_pieces(all[0].text, 1 << 20);
  for (size_t i = 0; i < 6; ++i) {
    const auto result = imported_in_pieces(all[i].text, 1 << 20);
    EXPECT_EQ(result->texts(), array->texts()) << all[i].name;
    EXPECT_EQ(result->report.ignored, array->report.ignored) << all[i].name;
    EXPECT_EQ(result->catalog.sessions[0].id, all[i].name == "object" ? "named" : "s1");
  }
}

TEST(Pieces, EachLineMayBeARecording) {
  const auto result = imported_in_pieces(layouts()[7].text, 1 << 20);
  ASSERT_EQ(result->catalog.sessions.size(), 4u);
  EXPECT_EQ(result->catalog.sessions[0].id, "s1");
  EXPECT_EQ(result->catalog.sessions[1].id, "s1-2");
  EXPECT_EQ(result->catalog.sessions[2].id, "s1-3");
  EXPECT_EQ(result->catalog.sessions[3].id, "7");
  EXPECT_EQ(result->catalog.page_views.size(), 7u);
  // The third line is cut; that costs nothing of the others.
  ASSERT_NE(find_issue(result->report.skipped, "not closed"), nullptr);
  EXPECT_EQ(find_issue(result->report.skipped, "not closed")->lines, (std::vector<uint64_t>{3}));
  size_t of_first = 0, of_last = 0;
  for (const ReadEvent& event : result->events) {
    of_first += result->catalog.page_views[event.page_view].session == 0 ? 1 : 0;
    of_last += result->catalog.page_views[event.page_view].session == 3 ? 1 : 0;
  }
  EXPECT_EQ(of_first, of_last);
}

class Collected : public JsonItemTaker {
 public:
  Status take_item(std::string_view item, uint64_t number) override {
    items.push_back(std::to_string(number) + ":" + std::string(item));
    return success();
  }
  void take_problem(std::string_view reason, uint64_t number, std::string_view) override {
    problems.push_back(std::to_string(number) + ":" + std::string(reason));
  }
  std::vector<std::string> items, problems;
};

TEST(Pieces, LongItemsAreLeftOutAndCounted) {
  const std::string text = R"([{"a":1},{"b":")" + std::string(5000, '{') + R"("},[2],"x",null])";
  for (const size_t piece : {size_t{1}, size_t{100}, text.size()}) {
    Collected found;
    JsonItems items("events", found, 1000);
    for (size_t at = 0; at < text.size(); at += piece)
      ASSERT_TRUE(items.feed(bytes_of(std::string_view(text).substr(at, piece))).ok());
    ASSERT_TRUE(items.finish().ok());
    EXPECT_EQ(found.items, (std::vector<std::string>{"1:{\"a\":1}", "3:[2]", "4:\"x\"", "5:null"})) << piece;
    EXPECT_EQ(found.problems, std::vector<std::string>{"2:event longer than 1000 bytes"}) << piece;
  }
}

// A long object around a list is no long item.
TEST(Pieces, AnObjectAroundAListMayBeLong) {
  const std::string text = R"({"z":")" + std::string(5000, 'z') + R"(","events":[{"a":1}],"y":")" +
                           std::string(5000, 'y') + "\"}\n";
  for (const size_t piece : {size_t{1}, size_t{100}, text.size()}) {
    Collected found;
    JsonItems items("events", found, 1000);
    for (size_t at = 0; at < text.size(); at += piece)
      ASSERT_TRUE(items.feed(bytes_of(std::string_view(text).substr(at, piece))).ok());
    ASSERT_TRUE(items.finish().ok());
    EXPECT_EQ(found.items, std::vector<std::string>{"1:{\"a\":1}"}) << piece;
    EXPECT_TRUE(found.problems.empty()) << piece;
  }
}

// Samples of a batch that comes far too late still lie where they belong, up to a limit; what comes later is
// kept and marked.
TEST(Pieces, LateEventsKeepTheirPlaceWithinTheWindow) {
  const auto recording = [](int between) {
    std::string text = R"([{"type":4,"timestamp":1000,"data":{"href":"u","width":800,"height":600}})";
    for (int i = 0; i < between; ++i) {
      text += R"(,{"type":3,"timestamp":)" + std::to_string(2000 + i) +
              R"(,"data":{"source":3,"id":1,"x":0,"y":)" + std::to_string(i % 100) + "}}";
    }
    return text + R"(,{"type":3,"timestamp":1500,"data":{"source":2,"type":2,"id":5,"x":7,"y":8}}])";
  };
  const auto near = import_rrweb_text(recording(1000)), far = import_rrweb_text(recording(140'000));
  EXPECT_EQ(near->texts().front(), "click 7,8 @500 #5");
  EXPECT_EQ(far->texts().front().substr(0, 8), "click 7,");
  EXPECT_NE(far->texts().front().find(" A #5"), std::string::npos);
  EXPECT_EQ(far->report.approximate.size(), 1u);
  EXPECT_EQ(far->events.size(), 140'001u);
}

}  // namespace
}  // namespace isotherm::pieces_test
