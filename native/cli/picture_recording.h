#pragma once
// A recording as far as a picture, or the numbers behind it, need it.
#include <string>

#include "cli/recording_file.h"
#include "model/picture.h"

namespace isotherm::cli {

// The page that `name` names (page_choice.h); without a name the one with the most page views, said on stderr
// where there are others.
Result<uint32_t> page_from(const RecordingFile& file, const std::string& name);

// All but screenshots and events.
Recording read_catalog(const RecordingFile& file);

// Adds what is known of the page's screenshots; with their pictures only if `with_pixels`, and without those
// that cannot be read (said on stderr).
void read_screenshots(RecordingFile& file, uint32_t page, bool with_pixels, Recording& recording);

// Adds the blocks that the picture is made of (model/block_need.h); all of them where page views last longer
// than the catalog says. The recording has its screenshots: which page views count depends on them.
void read_events(RecordingFile& file, const PictureSettings& settings, Recording& recording);

}  // namespace isotherm::cli
