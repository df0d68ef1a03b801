#pragma once
// Our own JSON lines (docs/import.md): what `isotherm cat` prints, and what live recorders send.
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "import/importer.h"

namespace isotherm {

// Cuts bytes into lines as they come.
class LineSplitter {
 public:
  static constexpr size_t kMaxLineBytes = 4u << 20;

  void push(ByteSpan piece);
  // The next whole line, without its end; false = none is whole yet. Valid until the next push. A line that
  // is too long comes empty, with is_too_long.
  bool next(std::string_view& line);
  // What stands behind the last line's end.
  std::string_view rest() const { return std::string_view(text_).substr(start_); }
  uint64_t line_number() const { return line_number_; }  // of the line that came last, 1-based
  bool is_too_long() const { return is_too_long_; }

 private:
  std::string text_;
  size_t start_ = 0, searched_ = 0;
  uint64_t line_number_ = 0;
  bool is_too_long_ = false, is_dropping_ = false;
};

// Where the rows and events go.
class LineTarget {
 public:
  virtual ~LineTarget() = default;
  virtual Result<uint32_t> add_page(const Page& page) = 0;  // always a row of its own
  virtual Result<uint32_t> add_session(const Session& session) = 0;
  virtual Result<uint32_t> add_page_view(const PageView& page_view) = 0;
  virtual Status add_event(uint32_t page_view, const Event& event) = 0;
};

// Reads lines, one after another. Numbers of pages, sessions and page views are the sender's: any whole
// numbers, each given once and before it is used.
class RecordingLines {
 public:
  explicit RecordingLines(LineTarget& target);
  ~RecordingLines();

  // What is wrong with the line, in words; empty = it was taken. Errors are io errors of the target: they are
  // final.
  Result<std::string> take(std::string_view line);
  const ImportReport& added() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The kind of that name; nullopt = none of this version.
std::optional<EventKind> event_kind_from(std::string_view name);
// `text`: a JSON object whose values are strings. Keys that come twice stay twice. False = something else.
bool parse_tags(std::string_view text, std::vector<Tag>& tags);

// `isotherm import ndjson`. Every input is a recording of its own, whose numbers start anew.
std::unique_ptr<Importer> make_lines_importer(Writer& writer);

}  // namespace isotherm
