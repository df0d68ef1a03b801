#pragma once
// A recording as the model reads it, from an importer.
#include "model/recording.h"
#include "unit/import/imported.h"

namespace isotherm {

template <typename Import>
Recording import_recording(const Import& import) {
  MemorySink sink;
  Writer writer(sink, WriterOptions{});
  EXPECT_TRUE(import(writer).ok());
  EXPECT_TRUE(writer.finish().ok());
  MemorySource source(sink.bytes());
  const auto reader = Reader::open(source);
  EXPECT_TRUE(reader.ok());
  Recording recording;
  recording.catalog = reader->catalog();
  for (size_t i = 0; i < reader->blocks().size(); ++i)
    recording.blocks.push_back(reader->read_block(i).value());
  recording.revision = 1;
  return recording;
}

}  // namespace isotherm
