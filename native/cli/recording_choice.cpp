#include "cli/recording_choice.h"

#include <algorithm>
#include <charconv>

#include "cli/page_choice.h"
#include "cli/time_text.h"
#include "model/filter.h"

namespace isotherm::cli {
namespace {

// By number, address or part of one; an address stands for all pages that have it.
Status choose_pages(const Catalog& catalog, const std::vector<std::string>& names,
                    std::vector<uint8_t>& pages) {
  std::vector<std::string> urls;
  for (const Page& page : catalog.pages)
    urls.push_back(page.url);
  for (const std::string& name : names) {
    ISOTHERM_ASSIGN(const uint32_t chosen, choose_page(urls, name));
    pages[chosen] = 1;
    if (urls[chosen] != name) continue;
    for (size_t page = 0; page < urls.size(); ++page)
      if (urls[page] == name) pages[page] = 1;
  }
  return success();
}

// By id, which several sessions may have, or by number.
Status choose_sessions(const Catalog& catalog, const std::vector<std::string>& names,
                       std::vector<uint8_t>& sessions) {
  for (const std::string& name : names) {
    bool is_found = false;
    for (size_t session = 0; session < catalog.sessions.size(); ++session) {
      if (catalog.sessions[session].id == name) sessions[session] = is_found = true;
    }
    if (is_found) continue;
    uint32_t number = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (error != std::errc() || end != name.data() + name.size() || number >= catalog.sessions.size()) {
      return make_error(ErrorCode::invalid_argument,
                        "there is no session \"" + name + "\"; the recording has " +
                            std::to_string(catalog.sessions.size()) +
                            " sessions, numbered from 0 (isotherm cat lists them)");
    }
    sessions[number] = 1;
  }
  return success();
}

uint8_t device_bits(const std::vector<std::string>& names) {
  uint8_t bits = 0;
  for (const std::string& name : names) {
    for (const Device device : {Device::mobile, Device::tablet, Device::desktop, Device::unknown}) {
      if (name == "all" || name == to_string(device))
        bits = static_cast<uint8_t>(bits | 1u << static_cast<unsigned>(device));
    }
  }
  return bits == 0 ? 0x0F : bits;
}

}  // namespace

Result<ChosenRows> choose_rows(const Catalog& catalog, const RecordingChoice& choice) {
  ChosenRows rows;
  rows.pages.assign(catalog.pages.size(), choice.pages.empty() ? 1 : 0);
  ISOTHERM_TRY(choose_pages(catalog, choice.pages, rows.pages));
  std::vector<uint8_t> sessions(catalog.sessions.size(), choice.sessions.empty() ? 1 : 0);
  ISOTHERM_TRY(choose_sessions(catalog, choice.sessions, sessions));
  if (!choice.from.empty()) {
    ISOTHERM_ASSIGN(rows.time_from_ms, parse_time(choice.from));
  }
  if (!choice.to.empty()) {
    ISOTHERM_ASSIGN(rows.time_to_ms, parse_time(choice.to));
  }
  const uint8_t devices = device_bits(choice.devices);
  rows.page_views.assign(catalog.page_views.size(), 0);
  for (size_t i = 0; i < catalog.page_views.size(); ++i) {
    const PageView& view = catalog.page_views[i];
    const bool has_device = (devices >> static_cast<unsigned>(device_of(view.viewport_width)) & 1) != 0;
    const bool begins_before = choice.to.empty() || view.start_ms < rows.time_to_ms;
    const bool ends_behind =
        choice.from.empty() || view.start_ms + int64_t{view.duration_ms} >= rows.time_from_ms;
    if (rows.pages[view.page] == 0 || sessions[view.session] == 0 || !has_device || !begins_before ||
        !ends_behind) {
      continue;
    }
    rows.page_views[i] = 1;
    ++rows.page_view_count;
  }
  // Pages that nobody asked for by name stay only with a page view.
  const bool is_everything = choice.pages.empty() && choice.sessions.empty() && devices == 0x0F &&
                             choice.from.empty() && choice.to.empty();
  if (choice.pages.empty() && !is_everything) std::fill(rows.pages.begin(), rows.pages.end(), uint8_t{0});
  return rows;
}

}  // namespace isotherm::cli
