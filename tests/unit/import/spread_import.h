#pragma once
// Importers whose sessions spread over several inputs: their counts come with finish().
#include "import/importer.h"
#include "imported.h"

namespace isotherm {

// The inputs one after the other; the report has the issues of all of them.
template <typename Create>
Result<Imported> import_spread(const Create& create, const std::vector<std::string>& inputs) {
  return import_with([&](Writer& writer) -> Result<ImportReport> {
    const std::unique_ptr<Importer> importer = create(writer);
    std::vector<ImportReport> reports;
    for (const std::string& input : inputs) {
      ISOTHERM_ASSIGN(ImportReport report, import_input(*importer, "input", bytes_of(input)));
      reports.push_back(std::move(report));
    }
    ISOTHERM_ASSIGN(ImportReport total, importer->finish());
    const auto append = [](auto& to, const auto& from) { to.insert(to.end(), from.begin(), from.end()); };
    for (const ImportReport& report : reports) {
      append(total.skipped, report.skipped);
      append(total.approximate, report.approximate);
      append(total.ignored, report.ignored);
    }
    return total;
  });
}

}  // namespace isotherm
