#pragma once
// What an importer is to whoever brings it the bytes.
#include "import/import.h"

namespace isotherm {

// Takes recordings of one kind into a writer. For each input: begin(), feed() with its bytes in order, end();
// after the last input finish(). How the bytes are cut into pieces makes no difference to the result. Memory
// is bounded by limits that the importer states, not by the size of an input.
// An input that is no such recording, or that cannot be read further, is an Error of feed() or end(); the
// input is then over, and the writer may hold a part of it. Bad parts of a readable input are counted in the
// report instead.
class Importer {
 public:
  virtual ~Importer() = default;
  // `name` tells inputs apart and names their sessions ("visit" of visit.json.gz).
  virtual Status begin(const std::string& name) = 0;
  // The next bytes, any number; what was gzipped comes unpacked (gzip.h).
  virtual Status feed(ByteSpan bytes) = 0;
  // The input is complete. Returns what it brought.
  virtual Result<ImportReport> end() = 0;
  // There are no more inputs. For kinds whose sessions spread over several inputs: what became of those.
  virtual Result<ImportReport> finish() { return ImportReport{}; }
};

// The whole of one input at once, plain or gzipped.
Result<ImportReport> import_input(Importer& importer, const std::string& name, ByteSpan bytes);

}  // namespace isotherm
