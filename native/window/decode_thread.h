#pragma once
// The decoder of the recording that is open, on a thread of its own: files are read and decoded there, the
// results are taken over by the window's thread.
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "intake/delivery.h"

namespace isotherm {

// How a file is read in places.
using OpenSource = std::function<Result<std::unique_ptr<Source>>(const std::string& path)>;

class DecodeThread {
 public:
  // `open` is called on the thread for regular files; other paths (pipes) are read once, in order. `on_news`
  // is called on the thread when deliveries wait to be taken.
  DecodeThread(std::string path, uint64_t load, OpenSource open, std::function<void()> on_news);
  ~DecodeThread();  // stops as soon as the item in work is done; no read of a pipe is waited for
  DecodeThread(const DecodeThread&) = delete;
  DecodeThread& operator=(const DecodeThread&) = delete;

  uint64_t load() const { return load_; }
  void wish(std::vector<uint32_t> blocks);
  void wish(ImageWish wish);
  // What has been decoded since, in order; empty = nothing.
  std::vector<Delivery> take();

 private:
  // Deliveries that may wait: the thread rests until they are taken.
  static constexpr size_t kMaxWaiting = 256;

  struct Orders {
    bool has_blocks = false;
    std::vector<uint32_t> blocks;
    std::vector<ImageWish> images;
  };

  void run();
  void run_in_order();
  bool read_pieces();  // false: stop
  void run_in_places();
  bool put(Delivery delivery);  // false: stop
  // Takes the orders that have come, waiting for the first. False: stop.
  bool wait_for_orders(Orders& orders);
  Orders take_orders();
  bool should_stop();

  std::string path_;
  uint64_t load_;
  OpenSource open_;
  std::function<void()> on_news_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Delivery> ready_;
  Orders orders_;
  bool should_stop_ = false;
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace isotherm
