#include "import/openreplay.h"

#include "imported.h"

namespace isotherm::openreplay_test {
namespace {

using Texts = std::vector<std::string>;

// A small encoder of its own, after the wire format: LEB128 numbers, zigzag for signed ones, texts with their
// length.
class Mob {
 public:
  enum class Kind { bare, marked, indexed, sized };
  explicit Mob(Kind kind = Kind::bare) : kind_(kind) {
    if (kind == Kind::marked) bytes_.assign(8, 0xFF);
  }

  struct Field {
    enum class Type { number, signed_number, text } type;
    uint64_t value = 0;
    std::string text = {};
  };
  static Field u(uint64_t value) { return {Field::Type::number, value}; }
  static Field i(int64_t value) {
    const uint64_t mapped =
        value < 0 ? static_cast<uint64_t>(-(value + 1)) * 2 + 1 : static_cast<uint64_t>(value) * 2;
    return {Field::Type::signed_number, mapped};
  }
  static Field s(std::string text) { return {Field::Type::text, 0, std::move(text)}; }

  Mob& message(uint64_t type, const std::vector<Field>& fields) {
    Bytes body;
    for (const Field& field : fields) {
      append_number(body, field.type == Field::Type::text ? field.text.size() : field.value);
      body.insert(body.end(), field.text.begin(), field.text.end());
    }
    for (int k = 0; kind_ == Kind::indexed && k < 8; ++k)
      bytes_.push_back(static_cast<uint8_t>(index_ >> (8 * k)));
    ++index_;
    append_number(bytes_, type);
    for (int k = 0; kind_ == Kind::sized && type != 81 && k < 3; ++k)
      bytes_.push_back(static_cast<uint8_t>(body.size() >> (8 * k)));
    bytes_.insert(bytes_.end(), body.begin(), body.end());
    return *this;
  }
  Mob& time(uint64_t ms) { return message(0, {u(1'700'000'000'000 + ms)}); }
  Mob& page(const std::string& url) { return message(122, {s(url), s(""), u(0), s("Title")}); }
  Mob& viewport(uint64_t width, uint64_t height) { return message(5, {u(width), u(height)}); }
  Mob& scroll(int64_t x, int64_t y) { return message(6, {i(x), i(y)}); }
  Mob& move(uint64_t x, uint64_t y) { return message(20, {u(x), u(y)}); }
  Mob& click(uint64_t id) { return message(68, {u(id), u(10), s("Buy"), s("#buy"), u(5000), u(2500)}); }
  Mob& dom() {
    return message(8, {u(5), u(1), u(0), s("div"), u(0)}).message(12, {u(5), s("class"), s("a")});
  }

  const Bytes& bytes() const { return bytes_; }

 private:
  static void append_number(Bytes& out, uint64_t value) {
    for (; value >= 0x80; value >>= 7)
      out.push_back(static_cast<uint8_t>(value | 0x80));
    out.push_back(static_cast<uint8_t>(value));
  }
  Kind kind_;
  uint64_t index_ = 0;
  Bytes bytes_;
};

Mob sample(Mob::Kind kind) {
  Mob mob(kind);
  if (kind == Mob::Kind::sized)
    mob.message(81,
                {Mob::u(1), Mob::u(1), Mob::u(0), Mob::i(1'700'000'000'000), Mob::s("https://a.example/")});
  mob.time(0).page("https://a.example/").viewport(1200, 800).dom().dom();
  mob.time(100).move(10, 20).time(340).move(30, 40).click(7);
  mob.time(1000).scroll(0, 300).time(1500).move(50, 60).click(8).message(18,
                                                                         {Mob::u(5), Mob::s("x"), Mob::i(0)});
  mob.time(2000).message(16, {Mob::u(9), Mob::i(0), Mob::i(-40)}).viewport(900, 700);
  mob.time(2500).page("https://a.example/b").time(2600).move(1, 2).time(2700).message(114, {Mob::u(1)});
  return mob;
}

const Texts kSample = {
    "move 10,20 @100",   "move 30,40 @340",       "click 30,40 @340 #7",           "scroll 0,300 @1000",
    "move 50,360 @1500", "click 50,360 @1500 #8", "element_scroll 0,-40 @2000 #9", "resize 900,700 @2000",
    "move 1,2 @100"};

Result<Imported> imported(const std::vector<Bytes>& inputs, size_t piece_bytes = 1 << 20) {
  return import_with([&](Writer& writer) -> Result<ImportReport> {
    const auto importer = make_openreplay_importer({}, writer);
    ImportReport all;
    for (size_t k = 0; k < inputs.size(); ++k) {
      ISOTHERM_TRY(importer->begin("s" + std::to_string(k)));
      for (size_t at = 0; at < inputs[k].size(); at += piece_bytes) {
        const ByteSpan rest = ByteSpan(inputs[k]).subspan(at);
        ISOTHERM_TRY(importer->feed(rest.first(std::min(piece_bytes, rest.size()))));
      }
      ISOTHERM_ASSIGN(ImportReport report, importer->end());
      report.events += all.events;
      report.sessions += all.sessions;
      report.page_views += all.page_views;
      all = report;
    }
    return all;
  });
}

TEST(Openreplay, ReadsEveryFraming) {
  for (const auto kind : {Mob::Kind::bare, Mob::Kind::marked, Mob::Kind::indexed, Mob::Kind::sized}) {
    const auto result = imported({sample(kind).bytes()});
    ASSERT_TRUE(result.ok()) << result.error().to_string();
    EXPECT_EQ(result->texts(), kSample) << static_cast<int>(kind);
    ASSERT_EQ(result->catalog.page_views.size(), 2u);
    const PageView& view = result->catalog.page_views[0];
    EXPECT_EQ(view.start_ms, 1'700'000'000'000);
    EXPECT_EQ(view.viewport_width, 1200u);
    EXPECT_EQ(view.viewport_height, 800u);
    EXPECT_EQ(result->catalog.page_views[1].viewport_width, 900u);
    EXPECT_EQ(view.duration_ms, 2000u);
    EXPECT_EQ(result->catalog.page_views[1].duration_ms, 200u);  // until a message of no other use
    EXPECT_EQ(result->catalog.pages[1].url, "https://a.example/b");
    EXPECT_EQ(result->catalog.sessions[0].id, "s0");
    EXPECT_EQ(result->report.sessions, 1u);
    EXPECT_TRUE(result->report.skipped.empty());
    EXPECT_TRUE(result->report.approximate.empty());
    EXPECT_EQ(find_issue(result->report.ignored, "DOM")->count, 4u);
    EXPECT_EQ(find_issue(result->report.ignored, "input")->count, 1u);
    EXPECT_EQ(find_issue(result->report.ignored, "other message")->count, 1u);
  }
}

TEST(Openreplay, PiecesMakeNoDifference) {
  for (const auto kind : {Mob::Kind::bare, Mob::Kind::marked, Mob::Kind::indexed, Mob::Kind::sized}) {
    for (const size_t piece : {1, 2, 7, 100})
      EXPECT_EQ(imported({sample(kind).bytes()}, piece)->texts(), kSample) << piece;
  }
}

// The tracker samples the scroll offset: near a scroll nobody knows it exactly.
TEST(Openreplay, MarksPositionsWhileThePageScrolls) {
  Mob mob;
  mob.time(0).page("u").viewport(800, 600).time(1000).move(1, 1).time(1150).scroll(0, 100);
  mob.time(1300).move(2, 2).time(1600).move(3, 3).time(5000).click(4);
  const auto result = imported({mob.bytes()});
  EXPECT_EQ(result->texts(), (Texts{"move 1,1 @1000 A", "scroll 0,100 @1150", "move 2,102 @1300 A",
                                    "move 3,103 @1600", "click 3,103 @5000 A #4"}));
  EXPECT_EQ(result->report.approximate[0].count, 3u);
}

TEST(Openreplay, KeepsTabsApart) {
  Mob mob;
  mob.message(118, {Mob::s("t1")}).time(0).page("one").viewport(800, 600).scroll(0, 50);
  mob.message(118, {Mob::s("t2")}).time(10).page("two").viewport(400, 300).time(1000).move(1, 1);
  mob.message(118, {Mob::s("t1")}).time(2000).move(2, 2);
  const auto result = imported({mob.bytes()});
  EXPECT_EQ(result->texts(), (Texts{"scroll 0,50 @0", "move 2,52 @2000", "move 1,1 @990"}));
  ASSERT_EQ(result->catalog.page_views.size(), 2u);
  EXPECT_EQ(result->catalog.page_views[1].viewport_width, 400u);
}

TEST(Openreplay, AFileThatGoesOnContinuesTheSession) {
  Mob first, second, other;
  first.time(0).page("u").viewport(800, 600).time(100).scroll(0, 70);
  second.time(900).move(5, 5);
  other.time(900'000'000).move(6, 6);
  const auto result = imported({first.bytes(), second.bytes(), other.bytes()});
  EXPECT_EQ(result->texts(), (Texts{"scroll 0,70 @100", "move 5,75 @900", "move 6,6 @0"}));
  ASSERT_EQ(result->catalog.sessions.size(), 2u);
  EXPECT_EQ(result->catalog.sessions[1].id, "s2");
  EXPECT_EQ(result->catalog.pages[1].url, "about:blank");
}

TEST(Openreplay, OldClicksAndPages) {
  Mob mob;
  mob.time(0)
      .message(4, {Mob::s("old"), Mob::s(""), Mob::u(1)})
      .viewport(800, 600)
      .time(100)
      .click(1)
      .move(9, 8);
  mob.message(69, {Mob::u(3), Mob::u(0), Mob::s("l"), Mob::s("s")});
  const auto result = imported({mob.bytes()});
  EXPECT_EQ(result->texts(), (Texts{"move 9,8 @100", "click 9,8 @100 #3"}));
  EXPECT_EQ(find_issue(result->report.skipped, "click before any mouse position")->count, 1u);
}

// Whatever is behind the damage is lost, nothing before it; the report says where.
TEST(Openreplay, KeepsWhatComesBeforeDamage) {
  const Bytes whole = sample(Mob::Kind::marked).bytes();
  size_t events = 0;
  for (size_t size = 10; size < whole.size(); ++size) {
    const auto result = imported({Bytes(whole.begin(), whole.begin() + static_cast<ptrdiff_t>(size))});
    if (!result.ok()) continue;  // not one message
    EXPECT_GE(result->events.size(), events) << size;
    events = result->events.size();
    ASSERT_LE(result->report.skipped.size(), 1u) << size;
    if (!result->report.skipped.empty()) {
      EXPECT_NE(result->report.skipped[0].reason.find("the middle of a message at byte"), std::string::npos);
    }
  }
  EXPECT_GE(events, kSample.size() - 1);

  Bytes broken = whole;
  broken.push_back(100);
  const size_t at = broken.size() - 1;
  broken.insert(broken.end(), 50, 0);
  const auto result = imported({broken});
  EXPECT_EQ(result->texts(), kSample);
  ASSERT_EQ(result->report.skipped.size(), 1u);
  EXPECT_NE(result->report.skipped[0].reason.find("at byte " + std::to_string(at)), std::string::npos);
  EXPECT_NE(result->report.skipped[0].reason.find("type 100, which is of recordings of mobile apps"),
            std::string::npos);
}

// A sized message of another version, or of an unknown type, is passed over.
TEST(Openreplay, SizedMessagesOfUnknownTypesArePassedOver) {
  Mob mob(Mob::Kind::sized);
  mob.message(81, {Mob::u(1), Mob::u(1), Mob::u(0), Mob::i(1'700'000'000'000), Mob::s("u")});
  mob.message(200, {Mob::u(1), Mob::s("later")}).time(100).move(1, 2);
  const auto result = imported({mob.bytes()});
  EXPECT_EQ(result->texts(), (Texts{"move 1,2 @100"}));
  EXPECT_EQ(find_issue(result->report.ignored, "unknown type")->count, 1u);
}

TEST(Openreplay, RefusesWhatIsNoRecording) {
  const auto refusal = [](std::string_view text) {
    const auto result = imported({Bytes(text.begin(), text.end())});
    return result.ok() ? std::string() : result.error().message;
  };
  EXPECT_NE(refusal("").find("empty"), std::string::npos);
  EXPECT_NE(refusal("hello, this is no recording").find("not an OpenReplay recording"), std::string::npos);
  EXPECT_NE(refusal("[{\"type\":4}]").find("not an OpenReplay recording"), std::string::npos);
  EXPECT_NE(refusal("\x28\xB5\x2F\xFD__").find("packed with zstd"), std::string::npos);
  // a text of 2^60 bytes is not waited for
  Mob mob;
  mob.time(0).page("u").time(1).move(1, 1);
  Bytes huge = mob.bytes();
  huge.insert(huge.end(), {28, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10});
  const auto result = imported({huge});
  ASSERT_TRUE(result.ok()) << result.error().to_string();
  EXPECT_EQ(result->texts(), (Texts{"move 1,1 @1"}));
  EXPECT_EQ(result->report.skipped_count(), 1u);
}

TEST(Openreplay, SurvivesNoise) {
  const Bytes whole = sample(Mob::Kind::bare).bytes();
  for (size_t at = 0; at < whole.size(); ++at) {
    for (const int value : {0x00, 0x01, 0x7F, 0x80, 0xFF}) {
      Bytes noisy = whole;
      noisy[at] = static_cast<uint8_t>(value);
      const auto result = imported({noisy});
      if (result.ok()) {
        EXPECT_LE(result->events.size(), 60u);
      }
    }
  }
}

}  // namespace
}  // namespace isotherm::openreplay_test
