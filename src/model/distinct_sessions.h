#pragma once
// How many sessions page views belong to, each counted once.
#include <cstdint>
#include <vector>

#include "stream/catalog.h"

namespace isotherm {

class DistinctSessions {
 public:
  explicit DistinctSessions(const Catalog& catalog) : catalog_(catalog), is_seen_(catalog.sessions.size()) {}

  void add_page_view(uint32_t page_view) {
    const uint32_t session = catalog_.page_views[page_view].session;
    if (session >= is_seen_.size()) is_seen_.resize(size_t{session} + 1);
    count_ += !is_seen_[session];
    is_seen_[session] = true;
  }
  uint32_t count() const { return count_; }

 private:
  const Catalog& catalog_;
  std::vector<bool> is_seen_;
  uint32_t count_ = 0;
};

}  // namespace isotherm
