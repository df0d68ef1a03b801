#pragma once
#include <deque>
#include <vector>

#include "intake/delivery.h"

namespace isotherm {

// An indexed file from a source that is read in places: first everything about it, then what is wished for.
// The source is borrowed and must outlive the decoder.
class WishDecoder {
 public:
  explicit WishDecoder(Source& source) : source_(source) {}

  // Reads the index and the catalogs. With a source that has to fetch (RangeCache), an error while bytes are
  // missing only means: fetch them and call again. `options`: whether a file without an index is read too.
  Status open(const ReaderOptions& options);
  bool is_open() const { return reader_.has_value(); }

  // The blocks (of the outline) that are wanted now, most urgent first; takes the place of the wish before.
  void wish(std::vector<uint32_t> blocks);
  void wish(ImageWish wish);
  // What is wished for and has not been delivered, as it lies in the file.
  std::vector<ByteRange> pending() const;

  // The next delivery; nullopt = nothing to do, or the source does not hold the bytes yet. The catalog and
  // the outline come first, in parts of kRowsPerDelivery rows. An Error says that a wish could not be read;
  // the decoder can be used on.
  std::optional<Delivery> next();

  static constexpr size_t kRowsPerDelivery = 1u << 14;

 private:
  bool is_of_file(const ImageWish& wish) const;
  std::optional<Delivery> tell();
  std::optional<Catalog> next_rows();
  std::optional<Delivery> next_block();
  std::optional<Delivery> next_image();

  Source& source_;
  std::optional<Reader> reader_;
  size_t told_pages_ = 0, told_sessions_ = 0, told_page_views_ = 0, told_warnings_ = 0;
  bool has_told_outline_ = false;
  std::deque<uint32_t> blocks_;
  std::deque<ImageWish> images_;
};

}  // namespace isotherm
