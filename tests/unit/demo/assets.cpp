#include "unit/demo/assets.h"

#include <cstdio>

namespace isotherm {

Bytes read_asset(const std::string& name) {
  const std::string path = std::string(ISOTHERM_ASSETS_DIR) + "/demo/" + name;
  Bytes bytes;
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (!file) return bytes;
  uint8_t piece[65536];
  for (size_t count; (count = std::fread(piece, 1, sizeof piece, file)) > 0;)
    bytes.insert(bytes.end(), piece, piece + count);
  std::fclose(file);
  return bytes;
}

}  // namespace isotherm
