#pragma once
// The numbers of the file format, as docs/format.md lists them. Frozen: never change a value, only add.
#include <array>
#include <cstddef>
#include <cstdint>

namespace isotherm::format {

inline constexpr uint16_t kMajorVersion = 1;
inline constexpr uint16_t kMinorVersion = 0;

// Not text, and damaged visibly by 7-bit channels and by line-end conversion, like PNG's.
inline constexpr std::array<uint8_t, 8> kMagic = {0x8B, 'I', 'S', 'T', '\r', '\n', 0x1A, '\n'};

// Frame magics. Everything in a file is a zstd frame; records of our own are skippable frames.
inline constexpr uint32_t kFileHeader = 0x184D2A50;
inline constexpr uint32_t kBlockHeader = 0x184D2A51;
inline constexpr uint32_t kIndex = 0x184D2A52;
inline constexpr uint32_t kAttachment = 0x184D2A53;
inline constexpr uint32_t kCatalog = 0x184D2A55;
inline constexpr uint32_t kSeekTable = 0x184D2A5E;
inline constexpr uint32_t kZstdFrame = 0xFD2FB528;
constexpr bool is_skippable(uint32_t magic) {
  return (magic & 0xFFFFFFF0u) == 0x184D2A50;
}

inline constexpr size_t kFrameHeaderBytes = 8;  // magic, size
inline constexpr size_t kChecksumBytes = 8;     // xxh64 at the end of a record

// zstd seekable format 0.1.0
inline constexpr uint32_t kSeekFooterMagic = 0x8F92EAB1;
inline constexpr size_t kSeekFooterBytes = 9;

// Column groups of a block.
enum class Group : uint8_t { runs = 0, tags = 1, time = 2, coordinates = 3, targets = 4 };
inline constexpr uint8_t kGroupCritical = 0x01;
// Encodings. 1 is the only one of every group but coordinates.
inline constexpr uint8_t kEncodingPlain = 1;
inline constexpr uint8_t kEncodingNibblePairs = 2;

// Entries of the index.
enum class IndexEntry : uint8_t { catalog = 1, block = 2, attachment = 3 };
// Kinds of attachment.
inline constexpr uint8_t kScreenshot = 1;

}  // namespace isotherm::format
