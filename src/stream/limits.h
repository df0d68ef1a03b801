#pragma once
// What a reader accepts. Every claimed size is compared with these before anything is allocated for it.
#include <cstdint>

namespace isotherm::limits {

inline constexpr uint32_t kMaxEventsPerBlock = 1u << 20;
inline constexpr uint32_t kMaxBlocks = 1u << 22;
inline constexpr uint32_t kMaxPages = 1u << 20;
inline constexpr uint32_t kMaxSessions = 1u << 26;
inline constexpr uint32_t kMaxPageViews = 1u << 26;
inline constexpr uint32_t kMaxTextBytes = 64u << 10;  // one URL, one title, one session with its tags
inline constexpr uint32_t kMaxTagsPerSession = 1u << 10;
inline constexpr uint32_t kMaxCatalogBytes = 64u << 20;  // one catalog record, decompressed
// A catalog record's tables hold at most this many bytes per stored byte, plus a constant: a small file
// cannot ask for much memory. Writers split records that compress better.
inline constexpr uint64_t kMaxCatalogRatio = 64;
inline constexpr uint64_t kMaxCatalogConstant = 256u << 10;
inline constexpr uint32_t kMaxMetadataBytes = 1u << 20;  // the header's JSON
inline constexpr uint64_t kMaxAttachmentBytes = 256u << 20;
inline constexpr uint32_t kMaxGroupsPerBlock = 16;
inline constexpr uint32_t kMaxBlockHeaderBytes = 4u << 10;
inline constexpr uint32_t kMaxAttachmentHeaderBytes = 4u << 10;
inline constexpr int kMaxWindowLog = 20;  // zstd windows: 1 MiB
// Raw bytes of one column group of n events: at most this many per event, plus a constant.
inline constexpr uint64_t kMaxRawBytesPerEvent = 10;
inline constexpr uint64_t kMaxRawBytesConstant = 64u << 10;
// Page coordinates: +-2^21 px in 1/16 px units, so that sums of two stay far inside int32.
inline constexpr int32_t kMaxCoordinateUnits = (1 << 21) * 16;
inline constexpr int32_t kMaxTimeMs = 7 * 24 * 3600 * 1000;  // a page view's length
inline constexpr int64_t kMaxEpochMs = int64_t{1} << 53;     // +-, so that numbers survive JavaScript
inline constexpr uint32_t kMaxSizePx = 1u << 21;             // viewports, documents, pictures, CSS px
inline constexpr uint32_t kMaxDevicePixelRatioX1000 = 1'000'000;

}  // namespace isotherm::limits
