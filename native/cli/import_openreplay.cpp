// isotherm import openreplay
#include "cli/import_format.h"
#include "import/openreplay.h"

namespace isotherm::cli {
namespace {

constexpr std::string_view kOpenReplayFooter =
    "Each FILE is one session, named after its file; each also gzipped. A file that names no page and goes "
    "on\n"
    "where the file before it ended continues that session, so give .mobs and .mobe in their order. Batches "
    "as\n"
    "the tracker sends them are read, too.\n"
    "Viewport positions become page positions by the scroll offset, which the tracker samples: positions "
    "while\n"
    "the page scrolls are marked approximate. DOM, style, network and input messages are ignored.\n\n"
    "Examples:\n"
    "  isotherm import openreplay session-1.mob session-2.mob.gz -o site.ist\n"
    "  isotherm import openreplay 42/dom.mobs 42/dom.mobe -o session-42.ist";

}  // namespace

const ImportFormat kOpenreplayImport{.name = "openreplay",
                                     .description = "From OpenReplay recordings (.mob, .mobs, .mobe)",
                                     .inputs = "Recordings; - is stdin",
                                     .footer = kOpenReplayFooter,
                                     .create = [](const ImportOptions& options, Writer& writer) {
                                       return make_openreplay_importer({options.url}, writer);
                                     }};

}  // namespace isotherm::cli
