#include "stream/segment_base.h"

#include <algorithm>
#include <iterator>

namespace isotherm {

void rebase_catalog(Catalog& added, const SegmentBase& base) {
  for (PageView& view : added.page_views) {
    view.session += base.first_session;
    view.page += base.first_page;
  }
}

void append_catalog(Catalog& catalog, Catalog&& added, const SegmentBase& base) {
  rebase_catalog(added, base);
  std::move(added.pages.begin(), added.pages.end(), std::back_inserter(catalog.pages));
  std::move(added.sessions.begin(), added.sessions.end(), std::back_inserter(catalog.sessions));
  std::move(added.page_views.begin(), added.page_views.end(), std::back_inserter(catalog.page_views));
}

}  // namespace isotherm
