// The rrweb importer beside plain simdjson parsing of the same bytes.
// import_bench [MB]            times both on generated recordings of that size (default 32)
// import_bench FILE.json...    on these recordings, each a JSON array
// import_bench --write FILE MB writes a generated recording as NDJSON, one event per line
// import_bench --write-moves FILE MB the same, of moves, scrolls and clicks only
#include <simdjson.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "import/json_items.h"
#include "import/rrweb.h"
#include "side_by_side.h"

namespace isotherm {
namespace {

// A recording as a page makes it: a snapshot of some 300 KB for each page, twice a second a batch of samples
// and often scrolls, clicks, mutations of very different sizes, input. Deterministic.
class Recorder {
 public:
  explicit Recorder(bool has_dom) : has_dom_(has_dom) {}

  // The next event, without a separator. It begins with a page.
  std::string next() {
    ++count_;
    if (count_ % kEventsPerPage == 1) {
      time_ms_ += 1000;
      return event(4, R"({"href":"https://shop.example/item/)" +
                          std::to_string(count_ / kEventsPerPage % 40) + R"(","width":1440,"height":900})");
    }
    if (count_ % kEventsPerPage == 2 && has_dom_) {
      return event(2, R"({"node":{"type":0,"childNodes":[)" + nodes(2000) +
                          R"(],"id":1},"initialOffset":{"left":0,"top":0}})");
    }
    const uint32_t kind = random(has_dom_ ? 10 : 5);
    if (kind < 3) return samples();
    if (kind == 3) return event(3, R"({"source":3,"id":1,"x":0,"y":)" + std::to_string(random(5000)) + "}");
    if (kind == 4) {
      return event(3,
                   R"({"source":2,"type":)" + std::to_string(random(3)) + place() + R"(,"pointerType":0})");
    }
    if (kind < 9) {
      const uint32_t size = random(20) == 0 ? 60 : 1 + random(6);
      return event(
          3,
          std::string(R"({"source":0,"texts":[],"attributes":[{"id":77,"attributes":{)") +
              R"("class":"row open","style":{"height":"120px","color":"red"}}}],)" +
              R"("removes":[{"parentId":9,"id":10}],"adds":[{"parentId":9,"nextId":null,"node":{"childNodes":[)" +
              nodes(size) + "],\"id\":11}}]}");
    }
    return event(3, R"({"source":5,"text":"search \"words\"","isChecked":false,"id":)" +
                        std::to_string(random(900)) + "}");
  }

 private:
  static constexpr uint64_t kEventsPerPage = 400;

  uint32_t random(uint32_t below) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<uint32_t>((state_ >> 33) % below);
  }
  std::string event(int type, const std::string& data) {
    time_ms_ += 5 + random(60);
    return "{\"type\":" + std::to_string(type) + ",\"data\":" + data +
           ",\"timestamp\":" + std::to_string(time_ms_) + "}";
  }
  std::string place() {
    x_ = (x_ + random(41) + 1400) % 1440;
    y_ = (y_ + random(31) + 885) % 900;
    return ",\"id\":" + std::to_string(20 + random(800)) + ",\"x\":" + std::to_string(x_) +
           ",\"y\":" + std::to_string(y_);
  }
  std::string samples() {
    std::string text = R"({"source":1,"positions":[)";
    time_ms_ += 500;
    for (int i = 0; i < 10; ++i) {
      text +=
          (i == 0 ? "{" : ",{") + place().substr(1) + ",\"timeOffset\":" + std::to_string(50 * (i - 9)) + "}";
    }
    return event(3, text + "]}");
  }
  std::string nodes(uint32_t count) {
    std::string text;
    for (uint32_t i = 0; i < count; ++i) {
      text +=
          (i == 0 ? "" : ",") +
          std::string(R"({"type":2,"tagName":"div","attributes":{"class":"card item-)") +
          std::to_string(random(1000)) +
          R"(","data-href":"/p/1?a=b&c=\"d\""},"childNodes":[{"type":3,"textContent":"A line of words that stands on the page.\n","id":)" +
          std::to_string(id_ + 1) + R"(}],"id":)" + std::to_string(id_ + 2) + "}";
      id_ += 2;
    }
    return text;
  }

  bool has_dom_;
  uint64_t count_ = 0, state_ = 42;
  int64_t time_ms_ = 1'700'000'000'000;
  uint32_t x_ = 700, y_ = 400, id_ = 1000;
};

std::string generated(bool has_dom, size_t bytes) {
  Recorder recorder(has_dom);
  std::string text = "[";
  while (text.size() < bytes)
    text += recorder.next() + ",\n";
  text += recorder.next() + "]";
  return text;
}

ByteSpan span_of(const std::string& text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

void check(bool ok, const char* what) {
  if (ok) return;
  std::fprintf(stderr, "import_bench: %s failed\n", what);
  std::exit(1);
}

class NoTaker : public JsonItemTaker {
 public:
  Status take_item(std::string_view, uint64_t) override { return success(); }
  void take_problem(std::string_view, uint64_t, std::string_view) override {}
};

uint64_t import_text(const std::string& text, bool finishes) {
  MemorySink sink;
  Writer writer(sink, WriterOptions{});
  const auto report = import_input(*make_rrweb_importer({}, writer), "bench", span_of(text));
  check(report.ok(), "the import");
  if (finishes) check(writer.finish().ok(), "the writer");
  return report->events;
}

void measure(const std::string& name, const std::string& text) {
  const simdjson::padded_string padded(text);
  simdjson::dom::parser parser;
  const double megabytes = static_cast<double>(text.size()) / 1e6;
  const std::vector<bench::Variant> variants = {
      {"finding the events only",
       [&] {
         NoTaker taker;
         JsonItems items("events", taker);
         check(items.feed(span_of(text)).ok() && items.finish().ok(), "splitting");
       }},
      {"import to events in memory", [&] { import_text(text, false); }},
      {"import to the finished .ist, level 9", [&] { import_text(text, true); }},
      {"simdjson: DOM of the whole", [&] { check(!parser.parse(padded).error(), "simdjson"); }}};
  const uint64_t events = import_text(text, false);
  std::printf("%s: %.1f MB, %llu events taken over (%.1f per KB)\n", name.c_str(), megabytes,
              static_cast<unsigned long long>(events), static_cast<double>(events) / megabytes / 1000);
  const std::vector<double> times =
      bench::compare(name + ", processor time", variants, 7, bench::cpu_time_ms);
  for (size_t i = 0; i < times.size(); ++i)
    std::printf("  %-44s %9.0f MB/s\n", variants[i].name.c_str(), megabytes / times[i] * 1000);
}

int write_lines(const char* path, bool has_dom, double megabytes) {
  std::ofstream file(path, std::ios::binary);
  Recorder recorder(has_dom);
  for (double left = megabytes * 1e6; left > 0;) {
    const std::string line = recorder.next() + "\n";
    file << line;
    left -= static_cast<double>(line.size());
  }
  return file.good() ? 0 : 1;
}

int run(int argc, char** argv) {
  const std::string first = argc > 1 ? argv[1] : "32";
  if (argc == 4 && (first == "--write" || first == "--write-moves"))
    return write_lines(argv[2], first == "--write", std::atof(argv[3]));
  if (std::atof(first.c_str()) > 0) {
    const auto bytes = static_cast<size_t>(std::atof(first.c_str()) * 1e6);
    measure("pages with snapshots and mutations", generated(true, bytes));
    measure("moves, scrolls and clicks only", generated(false, bytes));
    return 0;
  }
  for (int i = 1; i < argc; ++i) {
    std::ifstream file(argv[i], std::ios::binary);
    measure(argv[i], std::string(std::istreambuf_iterator<char>(file), {}));
  }
  return 0;
}

}  // namespace
}  // namespace isotherm

int main(int argc, char** argv) {
  return isotherm::run(argc, argv);
}
