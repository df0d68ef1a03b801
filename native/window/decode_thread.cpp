#include "window/decode_thread.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <iterator>
#include <utility>

#include "intake/stream_decoder.h"
#include "intake/wish_decoder.h"

namespace isotherm {

namespace {

constexpr size_t kPieceBytes = 1 << 20;

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

Error reading_failed() {
  return make_error(ErrorCode::io, std::string("reading failed: ") + std::strerror(errno));
}

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
  const auto source = open_(path_);
  if (!source.ok()) {
    put(source.error());
    return;
  }
  WishDecoder decoder(**source);
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

// A pipe: it comes once, in order.
void DecodeThread::run_in_order() {
  const std::unique_ptr<std::FILE, Close> file(std::fopen(path_.c_str(), "rb"));
  if (!file) {
    put(make_error(ErrorCode::io, std::string("opening failed: ") + std::strerror(errno)));
    return;
  }
  StreamDecoder decoder;
  Bytes piece(kPieceBytes);
  for (bool is_whole = false; !is_whole && !should_stop();) {
    const size_t count = std::fread(piece.data(), 1, piece.size(), file.get());
    if (std::ferror(file.get()) != 0) {
      put(reading_failed());
      return;
    }
    decoder.push({piece.data(), count});
    is_whole = count < piece.size();
    if (is_whole) decoder.finish();
    while (auto delivery = decoder.next()) {
      if (!put(std::move(*delivery))) return;
    }
  }
  for (Orders orders; wait_for_orders(orders);) {
    for (const auto& wish : orders.images) {
      if (!put(decode(wish))) return;
    }
  }
}

}  // namespace isotherm
