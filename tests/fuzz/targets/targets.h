#pragma once
// One function per target; the comment says what its bytes are and what must hold.
#include "fuzz/target.h"

namespace isotherm::fuzz {

// A byte of options, then a file. Bit 0: its checksums are put right first, so that the fuzzer gets past
// them. Everything is read through the Reader and, in pieces, through the parser: events keep the limits and
// name rows that exist; with the file's own checksums the parser finds no block that the Reader does not.
void run_reader(ByteSpan input);

// A byte of options, a segment without its index (piece), the index's content uncompressed. Entries must come
// out in order and inside the segment, or not at all; the whole is then read as by `reader`.
void run_index(ByteSpan input);

// A block header's body (piece), then its groups uncompressed (pieces). What decodes and passes the checks
// must come back the same when it is encoded and decoded again.
void run_block(ByteSpan input);

// A byte that says which: a catalog's counts and tables, an attachment's header, or a file header. What is
// read must come back the same when it is written and read again.
void run_catalog(ByteSpan input);

// A PNG, JPEG or WebP picture.
void run_picture(ByteSpan input);

// A recording spelled out by the bytes is written and read back: the same events. Then the file is cut, and a
// byte of it changed: what is still read is a part of it, and loss is told.
void run_round_trip(ByteSpan input);

// Files of other recorders. What is imported must be readable without a warning and hold as many events as
// the report says.
void run_rrweb(ByteSpan input);
void run_posthog(ByteSpan input);
void run_clarity(ByteSpan input);
// A byte: the first file's length in units of 16 bytes (0 = there is but one), then one file or two.
void run_openreplay(ByteSpan input);
// Two tables with a NUL between them: events, and sessions where there is a NUL.
void run_csv(ByteSpan input);

}  // namespace isotherm::fuzz
