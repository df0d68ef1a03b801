#pragma once
// PostHog's points, whatever they came in -> page views and events.
#include "import/visits.h"

namespace isotherm::posthog {

// Who, when and on what screen. Texts are borrowed.
struct Origin {
  std::string_view session, person, page_view, url;
  std::optional<int64_t> time_ms;  // Unix
  double viewport_width = 0, viewport_height = 0;
  uint64_t number = 0;  // of the item in its input
};

struct Point {
  std::string_view type;
  std::optional<double> x, y;  // px
  std::optional<bool> is_fixed;
  bool is_rounded = false;  // to a grid
};

class Points {
 public:
  void add(const Origin& origin, const Point& point);
  void skip(std::string_view reason, uint64_t number) { issues_.skipped.add(reason, number); }
  void ignore(std::string_view reason) { issues_.ignored.add(reason); }
  // What the input brought so far; counts come from write().
  ImportReport take_report();
  Result<ImportReport> write(Writer& writer) { return visits_.write(writer); }

 private:
  struct Size {
    uint32_t width = 0, height = 0;
    friend bool operator==(const Size&, const Size&) = default;
  };
  std::optional<EventKind> kind_of_type(std::string_view type, uint64_t number);
  uint32_t visit_of(const Origin& origin, Size viewport);

  Visits visits_;
  IssueLogs issues_;
};

}  // namespace isotherm::posthog
