#include "model/data_checksum.h"

#include "base/hash.h"
#include "model/points.h"

namespace isotherm {
namespace {

uint64_t points_checksum(const Recording& recording, const Picture& picture, Layer layer) {
  uint64_t sum = 0;
  for_each_point(recording, picture.selection(), picture.filter(), layer, [&](const Point& point) {
    const int32_t fields[] = {point.x, point.y, point.t_ms, static_cast<int32_t>(point.weight)};
    sum +=
        xxh64({reinterpret_cast<const uint8_t*>(fields), sizeof fields});  // both targets are little-endian
  });
  return sum;
}

template <typename T>
uint64_t rows_checksum(const std::vector<T>& rows) {
  return xxh64({reinterpret_cast<const uint8_t*>(rows.data()), rows.size() * sizeof(T)});
}

// How many page views' furthest line is each row.
std::vector<uint64_t> furthest_by_row(const ScrollMap& rows, int height_px) {
  std::vector<uint64_t> counts(static_cast<size_t>(height_px) + 1);
  for (const int32_t y : rows.furthest_px()) {
    if (y >= 0) ++counts[static_cast<size_t>(std::min(y, height_px))];
  }
  return counts;
}

}  // namespace

uint64_t data_checksum(const Recording& recording, const Picture& picture, Layer layer) {
  switch (layer) {
    case Layer::clicks:
    case Layer::moves:
      return points_checksum(recording, picture, layer);
    case Layer::scroll:
      return rows_checksum(furthest_by_row(picture.rows(), picture.page_px().height));
    case Layer::attention:
      return rows_checksum(picture.rows().attention().visible_ms);
    case Layer::drop_off:
      return rows_checksum(picture.rows().ends().ends);
  }
  return 0;
}

}  // namespace isotherm
