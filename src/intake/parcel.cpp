#include "intake/parcel.h"

#include "intake/parcel_header.h"

namespace isotherm {

namespace {

template <typename T>
std::span<uint8_t> bytes_of(std::vector<T>& column) {
  static_assert(std::is_trivially_copyable_v<T>);
  return {reinterpret_cast<uint8_t*>(column.data()), column.size() * sizeof(T)};
}

}  // namespace

Parcel::Parcel(Delivery delivery) : delivery_(std::move(delivery)) {}

Result<Parcel> Parcel::unpack(ByteSpan header) {
  ISOTHERM_ASSIGN(Delivery delivery, read_parcel_header(header));
  return Parcel(std::move(delivery));
}

Bytes Parcel::header() const {
  return write_parcel_header(delivery_);
}

std::vector<std::span<uint8_t>> Parcel::columns() {
  std::vector<std::span<uint8_t>> columns;
  if (auto* decoded = std::get_if<DecodedBlock>(&delivery_)) {
    EventBlock& block = decoded->block;
    columns = {bytes_of(block.runs), bytes_of(block.t_ms), bytes_of(block.x),
               bytes_of(block.y),    bytes_of(block.tags), bytes_of(block.targets)};
  } else if (auto* screenshot = std::get_if<Screenshot>(&delivery_)) {
    columns = {bytes_of(screenshot->encoded)};
  } else if (auto* image = std::get_if<DecodedImage>(&delivery_)) {
    columns = {bytes_of(image->image.pixels)};
  }
  std::erase_if(columns, [](const auto& column) { return column.empty(); });
  return columns;
}

}  // namespace isotherm
