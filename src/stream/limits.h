#pragma once
// What a reader accepts. Every claimed size is compared with these before anything is allocated for it.
#include <cstdint>

namespace isotherm::limits {

inline constexpr uint32_t kMaxEventsPerBlock = 1u << 20;
inline constexpr uint32_t kMaxBlocks = 1u << 22;
inline constexpr uint32_t kMaxPages = 1u << 20;
inline constexpr uint32_t kMaxSessions = 1u << 26;
inline constexpr uint32_t kMaxPageViews = 1u << 26;
inline constexpr uint32_t kMaxTextBytes = 64u << 10;        // one URL, id, tag
inline constexpr uint32_t kMaxCatalogBytes = 1u << 30;      // decompressed
inline constexpr uint32_t kMaxMetadataBytes = 1u << 20;     // the header's JSON
inline constexpr uint64_t kMaxAttachmentBytes = 256u << 20;
inline constexpr int kMaxWindowLog = 20;                    // zstd windows: 1 MiB
// Raw bytes of one column group of n events: at most this many per event, plus a constant.
inline constexpr uint64_t kMaxRawBytesPerEvent = 10;
inline constexpr uint64_t kMaxRawBytesConstant = 64u << 10;
// Page coordinates: +-2^21 px in 1/16 px units, so that sums of two stay far inside int32.
inline constexpr int32_t kMaxCoordinateUnits = (1 << 21) * 16;
inline constexpr int32_t kMaxTimeMs = 7 * 24 * 3600 * 1000;  // a page view's length

}  // namespace isotherm::limits
