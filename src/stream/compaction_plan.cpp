// Which rows become which: joining for merges, choosing for slices.
#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "stream/compaction.h"
#include "stream/limits.h"

namespace isotherm {

namespace {

Status check_room(const Catalog& catalog) {
  const auto fail = [](const char* table, uint32_t limit) {
    return make_error(ErrorCode::limit, "together they have more " + std::string(table) +
                                            " than a recording can hold, " + std::to_string(limit));
  };
  if (catalog.pages.size() > limits::kMaxPages) return fail("pages", limits::kMaxPages);
  if (catalog.sessions.size() > limits::kMaxSessions) return fail("sessions", limits::kMaxSessions);
  if (catalog.page_views.size() > limits::kMaxPageViews) return fail("page views", limits::kMaxPageViews);
  return success();
}

bool is_same_picture(const ScreenshotInfo& a, const ScreenshotInfo& b) {
  ScreenshotInfo moved = b;
  moved.page = a.page;
  return a == moved;
}

// Pages of the result by URL, with the pictures that they have so far.
class PageJoin {
 public:
  explicit PageJoin(Catalog& catalog) : catalog_(catalog) {}

  // The page of the result that stands for an input's page with these pictures.
  uint32_t join(const Page& page, std::span<const ScreenshotInfo> pictures);
  // False = the page has this picture already.
  bool add_picture(uint32_t page, const ScreenshotInfo& picture);

 private:
  // Where both have pictures of one width, they must be the same ones: else the page has changed its looks
  // between the recordings, and events of one would be drawn on a picture of the other.
  static bool is_compatible(std::span<const ScreenshotInfo> a, std::span<const ScreenshotInfo> b);

  Catalog& catalog_;
  std::unordered_multimap<std::string, uint32_t> by_url_;  // looked up only, never iterated as a whole
  std::vector<std::vector<ScreenshotInfo>> pictures_;      // by page of the result
};

bool PageJoin::is_compatible(std::span<const ScreenshotInfo> a, std::span<const ScreenshotInfo> b) {
  const auto has = [](std::span<const ScreenshotInfo> all, const ScreenshotInfo& one) {
    return std::any_of(all.begin(), all.end(),
                       [&](const ScreenshotInfo& other) { return is_same_picture(one, other); });
  };
  const auto has_width = [](std::span<const ScreenshotInfo> all, uint32_t width) {
    return std::any_of(all.begin(), all.end(),
                       [&](const ScreenshotInfo& other) { return other.css_width == width; });
  };
  const auto covers = [&](std::span<const ScreenshotInfo> all, std::span<const ScreenshotInfo> some) {
    return std::all_of(some.begin(), some.end(), [&](const ScreenshotInfo& one) {
      return !has_width(all, one.css_width) || has(all, one);
    });
  };
  return covers(a, b) && covers(b, a);
}

uint32_t PageJoin::join(const Page& page, std::span<const ScreenshotInfo> pictures) {
  const auto [begin, end] = by_url_.equal_range(page.url);
  uint32_t found = kLeftOut;
  for (auto known = begin; known != end; ++known) {
    if (is_compatible(pictures_[known->second], pictures)) found = std::min(found, known->second);
  }
  if (found != kLeftOut) {
    Page& existing = catalog_.pages[found];
    if (existing.title.empty()) existing.title = page.title;
    return found;
  }
  catalog_.pages.push_back(page);
  pictures_.emplace_back();
  const auto id = static_cast<uint32_t>(catalog_.pages.size() - 1);
  by_url_.emplace(page.url, id);
  return id;
}

bool PageJoin::add_picture(uint32_t page, const ScreenshotInfo& picture) {
  auto& known = pictures_[page];
  if (std::any_of(known.begin(), known.end(),
                  [&](const ScreenshotInfo& other) { return is_same_picture(picture, other); })) {
    return false;
  }
  known.push_back(picture);
  return true;
}

std::vector<std::vector<uint32_t>> pictures_by_page(const Reader& reader) {
  std::vector<std::vector<uint32_t>> pictures(reader.catalog().pages.size());
  for (uint32_t index = 0; index < reader.screenshots().size(); ++index)
    pictures[reader.screenshots()[index].page].push_back(index);
  return pictures;
}

CompactionInput join_input(const Reader& reader, PageJoin& join, Catalog& catalog) {
  CompactionInput input;
  input.reader = &reader;
  const auto pictures = pictures_by_page(reader);
  for (uint32_t page = 0; page < reader.catalog().pages.size(); ++page) {
    std::vector<ScreenshotInfo> infos;
    for (const uint32_t index : pictures[page])
      infos.push_back(reader.screenshots()[index]);
    const uint32_t id = join.join(reader.catalog().pages[page], infos);
    input.page_ids.push_back(id);
    for (const uint32_t index : pictures[page]) {
      if (join.add_picture(id, reader.screenshots()[index])) input.screenshots.push_back(index);
    }
  }
  std::sort(input.screenshots.begin(), input.screenshots.end());  // the file's order
  const auto first_session = static_cast<uint32_t>(catalog.sessions.size());
  catalog.sessions.insert(catalog.sessions.end(), reader.catalog().sessions.begin(),
                          reader.catalog().sessions.end());
  for (PageView view : reader.catalog().page_views) {
    view.session += first_session;
    view.page = input.page_ids[view.page];
    input.page_view_ids.push_back(static_cast<uint32_t>(catalog.page_views.size()));
    catalog.page_views.push_back(view);
  }
  return input;
}

// Numbers the rows with a mark, in their order.
std::vector<uint32_t> numbered(std::span<const uint8_t> marks) {
  std::vector<uint32_t> ids(marks.size(), kLeftOut);
  uint32_t next = 0;
  for (size_t row = 0; row < marks.size(); ++row)
    if (marks[row] != 0) ids[row] = next++;
  return ids;
}

}  // namespace

Result<CompactionPlan> plan_merge(std::span<const Reader* const> readers) {
  CompactionPlan plan;
  PageJoin join(plan.catalog);
  for (const Reader* reader : readers) {
    plan.inputs.push_back(join_input(*reader, join, plan.catalog));
    ISOTHERM_TRY(check_room(plan.catalog));
  }
  return plan;
}

CompactionPlan plan_slice(const Reader& reader, std::span<const uint8_t> keeps_page_view,
                          std::span<const uint8_t> keeps_page, int64_t time_from_ms, int64_t time_to_ms) {
  const Catalog& catalog = reader.catalog();
  std::vector<uint8_t> sessions(catalog.sessions.size()), pages(keeps_page.begin(), keeps_page.end());
  for (size_t view = 0; view < catalog.page_views.size(); ++view) {
    if (keeps_page_view[view] == 0) continue;
    sessions[catalog.page_views[view].session] = pages[catalog.page_views[view].page] = 1;
  }
  const std::vector<uint32_t> session_ids = numbered(sessions);
  CompactionPlan plan;
  CompactionInput input;
  input.reader = &reader;
  input.page_ids = numbered(pages);
  input.page_view_ids = numbered(keeps_page_view);
  input.time_from_ms = time_from_ms;
  input.time_to_ms = time_to_ms;
  for (size_t page = 0; page < pages.size(); ++page)
    if (pages[page] != 0) plan.catalog.pages.push_back(catalog.pages[page]);
  for (size_t session = 0; session < sessions.size(); ++session)
    if (sessions[session] != 0) plan.catalog.sessions.push_back(catalog.sessions[session]);
  for (size_t row = 0; row < catalog.page_views.size(); ++row) {
    if (keeps_page_view[row] == 0) continue;
    PageView view = catalog.page_views[row];
    view.session = session_ids[view.session];
    view.page = input.page_ids[view.page];
    plan.catalog.page_views.push_back(view);
  }
  for (uint32_t index = 0; index < reader.screenshots().size(); ++index)
    if (pages[reader.screenshots()[index].page] != 0) input.screenshots.push_back(index);
  plan.inputs.push_back(std::move(input));
  return plan;
}

}  // namespace isotherm
