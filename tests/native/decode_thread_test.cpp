// Decoding beside the window's thread: from files in places, and from pipes.
#include "window/decode_thread.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>

#include "unit/app/recordings.h"
#include "window/file_feed.h"

namespace isotherm::decode_thread_test {
namespace {

namespace fs = std::filesystem;

class Deliveries : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("isotherm-decode-" + std::to_string(getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string make_pipe() {
    const std::string path = folder_ / "pipe";
    EXPECT_EQ(mkfifo(path.c_str(), 0600), 0);
    return path;
  }
  std::unique_ptr<DecodeThread> decode(const std::string& path) {
    return std::make_unique<DecodeThread>(path, 1, open_, [this] { has_news_ = std::this_thread::get_id(); });
  }
  // Takes until `is_last` has come.
  template <typename Last>
  std::vector<Delivery> take_until(DecodeThread& thread) {
    std::vector<Delivery> all;
    while (all.empty() || !std::holds_alternative<Last>(all.back())) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      for (auto& delivery : thread.take())
        all.push_back(std::move(delivery));
    }
    return all;
  }

  fs::path folder_;
  Bytes file_;
  OpenSource open_ = [this](const std::string&) {
    return Result<std::unique_ptr<Source>>(std::make_unique<MemorySource>(file_));
  };
  std::atomic<std::thread::id> has_news_;
};

TEST_F(Deliveries, OfAFileComeFromAnotherThread) {
  file_ = make_recording().bytes;
  const std::string path = folder_ / "a.ist";
  fclose(fopen(path.c_str(), "w"));
  const auto thread = decode(path);
  const auto told = take_until<Outline>(*thread);
  EXPECT_NE(has_news_.load(), std::thread::id());
  EXPECT_NE(has_news_.load(), std::this_thread::get_id());
  thread->wish(std::vector<uint32_t>{0});
  EXPECT_EQ(std::get<DecodedBlock>(take_until<DecodedBlock>(*thread).back()).index, 0u);
}

TEST_F(Deliveries, OfAPipeComeAsItIsWritten) {
  const std::string path = make_pipe();
  const auto thread = decode(path);
  const Bytes bytes = make_recording().bytes;
  const int writer = open(path.c_str(), O_WRONLY);
  ASSERT_EQ(write(writer, bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
  take_until<LoadProgress>(*thread);  // what has been written is decoded before the end is known
  close(writer);
  take_until<Completed>(*thread);
}

TEST_F(Deliveries, OfAPipeThatBreaksEndWithAnErrorAndPicturesStillCome) {
  const std::string path = make_pipe();
  const auto thread = decode(path);
  const Bytes bytes = make_recording().bytes;
  const int writer = open(path.c_str(), O_WRONLY);
  ASSERT_GT(write(writer, bytes.data(), bytes.size() / 2), 0);
  close(writer);
  take_until<Error>(*thread);
  thread->wish(ImageWish{.ticket = 3, .screenshot = std::nullopt, .encoded = png_of(2, 2, {1, 2, 3, 255})});
  EXPECT_EQ(std::get<DecodedImage>(take_until<DecodedImage>(*thread).back()).image.width, 2);
}

// Would never end if the thread waited for somebody to write.
TEST_F(Deliveries, DoNotHoldUpTheEnd) {
  const std::string path = make_pipe();
  decode(path).reset();
  auto thread = decode(path);
  const int writer = open(path.c_str(), O_WRONLY);
  EXPECT_EQ(write(writer, "x", 1), 1);
  thread.reset();
  close(writer);
}

// Steps until a picture has been read; the first step only begins to.
void feed_picture(FileFeed& feed, App& app, const std::string& path) {
  feed.add(path);
  feed.step(app);
  while (feed.is_reading()) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    feed.step(app);
  }
}

TEST_F(Deliveries, PicturesAreReadOnAnotherThread) {
  FileFeed feed(open_, [this] { has_news_ = std::this_thread::get_id(); });
  App app;
  const std::string path = folder_ / "none.png";
  feed_picture(feed, app, path);
  EXPECT_NE(has_news_.load(), std::thread::id());
  EXPECT_NE(has_news_.load(), std::this_thread::get_id());
  ASSERT_TRUE(app.state().error.has_value());
  EXPECT_NE(app.state().error->message.find(path + ": opening failed: No such file"), std::string::npos)
      << app.state().error->message;
}

TEST_F(Deliveries, APipeIsNoPicture) {
  FileFeed feed(open_, [] {});
  App app;
  const std::string path = folder_ / "pipe.png";
  ASSERT_EQ(mkfifo(path.c_str(), 0600), 0);
  feed_picture(feed, app, path);  // without waiting for a writer
  ASSERT_TRUE(app.state().error.has_value());
  EXPECT_NE(app.state().error->message.find("not a regular file"), std::string::npos);
}

}  // namespace
}  // namespace isotherm::decode_thread_test
