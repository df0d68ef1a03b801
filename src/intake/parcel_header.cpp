#include "intake/parcel_header.h"

#include "stream/limits.h"

namespace isotherm {

namespace {

// One visitor for both directions: writing and reading cannot drift apart. A field that cannot be read leaves
// zero and is remembered.
class Out {
 public:
  static constexpr bool kReads = false;
  template <typename T>
  void number(const T& value) {
    writer_.signed_varint(static_cast<int64_t>(value));
  }
  void text(const std::string& value) {
    writer_.varint(value.size());
    writer_.text(value);
  }
  template <typename T>
  void size(const std::vector<T>& column, uint64_t /*limit*/) {
    writer_.varint(column.size());
  }
  Bytes take() { return writer_.take(); }

 private:
  ByteWriter writer_;
};

class In {
 public:
  static constexpr bool kReads = true;
  explicit In(ByteSpan bytes) : reader_(bytes) {}

  template <typename T>
  void number(T& value) {
    const auto read = reader_.signed_varint64("number");
    if (read.ok()) {
      value = static_cast<T>(read.value());
    } else {
      has_failed_ = true;
    }
  }
  void text(std::string& value) {
    const auto size = reader_.varint64("text length");
    const auto bytes = size.ok() ? reader_.take(size.value(), "text") : Result<ByteSpan>(size.error());
    if (bytes.ok()) {
      value.assign(bytes->begin(), bytes->end());
    } else {
      has_failed_ = true;
    }
  }
  template <typename T>
  void size(std::vector<T>& column, uint64_t limit) {
    const auto size = reader_.varint64("size");
    if (size.ok() && size.value() <= limit) {
      column.resize(static_cast<size_t>(size.value()));
    } else {
      has_failed_ = true;
    }
  }
  // Rows take at least a byte each.
  uint64_t room() const { return reader_.remaining(); }
  bool is_whole() const { return !has_failed_ && reader_.remaining() == 0; }
  bool has_failed() const { return has_failed_; }

 private:
  ByteReader reader_;
  bool has_failed_ = false;
};

template <typename Way, typename Rows, typename Visit>
void rows(Way& way, Rows& table, Visit&& visit) {
  if constexpr (Way::kReads) {
    way.size(table, way.room());
  } else {
    way.size(table, 0);
  }
  for (auto& row : table)
    visit(row);
}

template <typename Way, typename Value, typename Visit>
void optional(Way& way, Value& value, Visit&& visit) {
  uint8_t has = value ? 1 : 0;
  way.number(has);
  if constexpr (Way::kReads) {
    if (has != 0) value.emplace();
  }
  if (has != 0) visit(*value);
}

template <typename Way, typename T>
void pass(Way& way, T& error) requires std::is_same_v<std::remove_const_t<T>, Error> {
  way.number(error.code);
  way.text(error.message);
  optional(way, error.offset, [&](auto& offset) { way.number(offset); });
}

template <typename Way, typename T>
void pass(Way& way, T& catalog) requires std::is_same_v<std::remove_const_t<T>, Catalog> {
  rows(way, catalog.pages, [&](auto& page) {
    way.text(page.url);
    way.text(page.title);
  });
  rows(way, catalog.sessions, [&](auto& session) {
    way.text(session.id);
    rows(way, session.tags, [&](auto& tag) {
      way.text(tag.key);
      way.text(tag.value);
    });
  });
  rows(way, catalog.page_views, [&](auto& view) {
    way.number(view.session);
    way.number(view.page);
    way.number(view.start_ms);
    way.number(view.duration_ms);
    way.number(view.viewport_width);
    way.number(view.viewport_height);
    way.number(view.document_width);
    way.number(view.document_height);
    way.number(view.device_pixel_ratio_x1000);
  });
}

template <typename Way, typename T>
void pass(Way& way, T& info) requires std::is_same_v<std::remove_const_t<T>, ScreenshotInfo> {
  way.number(info.page);
  way.number(info.css_width);
  way.number(info.css_height);
  way.number(info.tile_x);
  way.number(info.tile_y);
  way.number(info.format);
  way.number(info.image_width);
  way.number(info.image_height);
  way.number(info.encoded_bytes);
  way.number(info.checksum);
}

template <typename Way, typename T>
void pass(Way& way, T& info) requires std::is_same_v<std::remove_const_t<T>, BlockInfo> {
  way.number(info.stream_class);
  way.number(info.segment);
  way.number(info.event_count);
  way.number(info.run_count);
  way.number(info.page_min);
  way.number(info.page_max);
  way.number(info.page_view_min);
  way.number(info.page_view_max);
  way.number(info.viewport_width_min);
  way.number(info.viewport_width_max);
  way.number(info.time_min_ms);
  way.number(info.time_max_ms);
  way.number(info.x_min);
  way.number(info.y_min);
  way.number(info.x_max);
  way.number(info.y_max);
  way.number(info.offset);
  way.number(info.stored_bytes);
}

template <typename Way, typename T>
void pass(Way& way, T& outline) requires std::is_same_v<std::remove_const_t<T>, Outline> {
  rows(way, outline.blocks, [&](auto& info) { pass(way, info); });
  rows(way, outline.screenshots, [&](auto& info) { pass(way, info); });
}

template <typename Way, typename T>
void pass(Way& way, T& decoded) requires std::is_same_v<std::remove_const_t<T>, DecodedBlock> {
  optional(way, decoded.index, [&](auto& index) { way.number(index); });
  optional(way, decoded.damage, [&](auto& damage) { pass(way, damage); });
  auto& block = decoded.block;
  way.number(block.stream_class);
  way.size(block.runs, limits::kMaxEventsPerBlock);
  for (auto* column : {&block.t_ms, &block.x, &block.y})
    way.size(*column, limits::kMaxEventsPerBlock);
  way.size(block.tags, limits::kMaxEventsPerBlock);
  way.size(block.targets, limits::kMaxEventsPerBlock);
}

template <typename Way, typename T>
void pass(Way& way, T& screenshot) requires std::is_same_v<std::remove_const_t<T>, Screenshot> {
  pass(way, screenshot.info);
  way.size(screenshot.encoded, limits::kMaxAttachmentBytes);
}

template <typename Way, typename T>
void pass(Way& way, T& decoded) requires std::is_same_v<std::remove_const_t<T>, DecodedImage> {
  way.number(decoded.ticket);
  optional(way, decoded.error, [&](auto& error) { pass(way, error); });
  way.number(decoded.image.width);
  way.number(decoded.image.height);
  way.number(decoded.image.channels);
  way.size(decoded.image.pixels, uint64_t{4} * kMaxImagePixels);
}

template <typename Way, typename T>
void pass(Way& way, T& warning) requires std::is_same_v<std::remove_const_t<T>, Warning> {
  pass(way, warning.error);
  way.number(warning.events_lost);
}

template <typename Way, typename T>
void pass(Way& way, T& progress) requires std::is_same_v<std::remove_const_t<T>, LoadProgress> {
  way.number(progress.received_bytes);
  way.number(progress.decoded_bytes);
  optional(way, progress.total_bytes, [&](auto& total) { way.number(total); });
}

template <typename Way, typename T>
void pass(Way&, T&) requires std::is_same_v<std::remove_const_t<T>, Completed> {}

// The alternative with this index, empty.
template <size_t kIndex = 0>
std::optional<Delivery> empty_delivery(size_t index) {
  if constexpr (kIndex < std::variant_size_v<Delivery>) {
    if (index == kIndex) return Delivery(std::in_place_index<kIndex>);
    return empty_delivery<kIndex + 1>(index);
  }
  return std::nullopt;
}

}  // namespace

Bytes write_parcel_header(const Delivery& delivery) {
  Out out;
  out.number(delivery.index());
  std::visit([&](const auto& value) { pass(out, value); }, delivery);
  return out.take();
}

Result<Delivery> read_parcel_header(ByteSpan header) {
  const auto bad = [] { return make_error(ErrorCode::damaged, "the decoder sent something unreadable"); };
  In in(header);
  size_t index = 0;
  in.number(index);
  auto delivery = empty_delivery(index);
  if (!delivery) return bad();
  std::visit([&](auto& value) { pass(in, value); }, *delivery);
  if (!in.is_whole()) return bad();
  return std::move(*delivery);
}

}  // namespace isotherm
