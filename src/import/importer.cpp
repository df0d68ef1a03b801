#include "import/importer.h"

#include "import/gzip.h"

namespace isotherm {

Result<ImportReport> import_input(Importer& importer, const std::string& name, ByteSpan bytes) {
  ISOTHERM_TRY(importer.begin(name));
  Unpacker unpacker([&](ByteSpan piece) { return importer.feed(piece); });
  ISOTHERM_TRY(unpacker.feed(bytes));
  ISOTHERM_TRY(unpacker.finish());
  return importer.end();
}

}  // namespace isotherm
