#include "window/decode_thread.h"

#include <filesystem>
#include <iterator>
#include <utility>

#include "intake/stream_decoder.h"
#include "intake/wish_decoder.h"
#include "window/piece_reader.h"

namespace isotherm {

namespace {

// Reading a large file without an index takes long: whoever closes it does not wait for that.
class StoppableSource : public Source {
 public:
  StoppableSource(Source& source, std::function<bool()> should_stop)
      : source_(source), should_stop_(std::move(should_stop)) {}
  uint64_t size() const override { return source_.size(); }
  Status read(uint64_t offset, std::span<uint8_t> out) override {
    if (should_stop_()) return make_error(ErrorCode::io, "reading was given up", offset);
    return source_.read(offset, out);
  }

 private:
  Source& source_;
  std::function<bool()> should_stop_;
};

}  // namespace

DecodeThread::DecodeThread(std::string path, uint64_t load, OpenSource open, std::function<void()> on_news)
    : path_(std::move(path)),
      load_(load),
      open_(std::move(open)),
      on_news_(std::move(on_news)),
      thread_([this] { run(); }) {}

DecodeThread::~DecodeThread() {
  {
    const std::lock_guard lock(mutex_);
    should_stop_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void DecodeThread::wish(std::vector<uint32_t> blocks) {
  {
    const std::lock_guard lock(mutex_);
    orders_.blocks = std::move(blocks);
    orders_.has_blocks = true;
  }
  changed_.notify_all();
}

void DecodeThread::wish(ImageWish wish) {
  {
    const std::lock_guard lock(mutex_);
    orders_.images.push_back(std::move(wish));
  }
  changed_.notify_all();
}

std::vector<Delivery> DecodeThread::take() {
  std::vector<Delivery> taken;
  {
    const std::lock_guard lock(mutex_);
    taken.assign(std::make_move_iterator(ready_.begin()), std::make_move_iterator(ready_.end()));
    ready_.clear();
  }
  if (!taken.empty()) changed_.notify_all();
  return taken;
}

bool DecodeThread::put(Delivery delivery) {
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return should_stop_ || ready_.size() < kMaxWaiting; });
    if (should_stop_) return false;
    ready_.push_back(std::move(delivery));
  }
  on_news_();
  return true;
}

bool DecodeThread::should_stop() {
  const std::lock_guard lock(mutex_);
  return should_stop_;
}

DecodeThread::Orders DecodeThread::take_orders() {
  const std::lock_guard lock(mutex_);
  return std::exchange(orders_, {});
}

bool DecodeThread::wait_for_orders(Orders& orders) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return should_stop_ || orders_.has_blocks || !orders_.images.empty(); });
  orders = std::exchange(orders_, {});
  return !should_stop_;
}

void DecodeThread::run() {
  std::error_code ignored;
  if (std::filesystem::is_regular_file(path_, ignored)) {
    run_in_places();
  } else {
    run_in_order();
  }
}

void DecodeThread::run_in_places() {
  const auto file = open_(path_);
  if (!file.ok()) {
    put(file.error());
    return;
  }
  StoppableSource source(**file, [this] { return should_stop(); });
  WishDecoder decoder(source);
  const Status opened = decoder.open({});
  if (!opened.ok()) put(opened.error());
  const auto order = [&](Orders&& orders) {
    if (orders.has_blocks) decoder.wish(std::move(orders.blocks));
    for (auto& image : orders.images)
      decoder.wish(std::move(image));
  };
  for (;;) {
    while (auto delivery = decoder.next()) {
      if (!put(std::move(*delivery))) return;
      order(take_orders());
    }
    Orders orders;
    if (!wait_for_orders(orders)) return;
    order(std::move(orders));
  }
}

// It comes once; after that, or after an error, pictures are decoded for what has come.
void DecodeThread::run_in_order() {
  if (!read_pieces()) return;
  for (Orders orders; wait_for_orders(orders);) {
    for (const auto& wish : orders.images) {
      if (!put(decode(wish))) return;
    }
  }
}

bool DecodeThread::read_pieces() {
  auto pieces = PieceReader::open(path_);
  if (!pieces.ok()) return put(pieces.error());
  StreamDecoder decoder;
  for (bool is_whole = false; !is_whole;) {
    const auto piece = pieces->next([this] { return should_stop(); });
    if (should_stop()) return false;
    if (!piece.ok()) return put(piece.error());
    decoder.push(*piece);
    is_whole = piece->empty();
    if (is_whole) decoder.finish();
    while (auto delivery = decoder.next()) {
      if (!put(std::move(*delivery))) return false;
    }
  }
  return true;
}

}  // namespace isotherm
