#pragma once
// Regions as text: what is kept between visits, and what is exported.
#include <string>
#include <string_view>

#include "app/page_region.h"
#include "base/result.h"
#include "stream/catalog.h"

namespace isotherm {

// {"version":1,"regions":[{"page":"https://…","name":"…","x":0,"y":0,"width":1,"height":1}, …]}
std::string regions_to_json(const std::vector<PageRegion>& regions, const std::vector<Page>& pages);
// Ids are given from 1. Regions of pages that the recording does not have are left out. Errors: damaged.
Result<std::vector<PageRegion>> regions_from_json(std::string_view json, const std::vector<Page>& pages);

// The regions with their numbers (model/region_report.h); null or nothing where they were not counted.
std::string region_report_csv(const RegionsState& regions, uint32_t page);
std::string region_report_json(const RegionsState& regions, uint32_t page, std::string_view url,
                               std::string_view layer, std::string_view sample_line);

// The same for the same recording whatever its file is called, 16 hex digits.
std::string recording_identity(const Catalog& catalog);

}  // namespace isotherm
