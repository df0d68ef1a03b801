#include "window/file_feed.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "stream/limits.h"

namespace isotherm {
namespace {

namespace fs = std::filesystem;

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

Error file_error(const std::string& path, const char* doing) {
  return make_error(ErrorCode::io, path + ": " + doing + " failed: " + std::strerror(errno));
}

std::string lower_extension(const std::string& path) {
  auto extension = fs::path(path).extension().string();
  for (char& c : extension) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return extension;
}

bool is_image(const std::string& path) {
  const auto extension = lower_extension(path);
  return extension == ".png" || extension == ".jpg" || extension == ".jpeg" || extension == ".webp";
}

std::optional<uint64_t> file_size(const std::string& path) {
  std::error_code failed;
  const auto size = fs::file_size(path, failed);
  return failed ? std::nullopt : std::optional<uint64_t>(size);
}

// A picture as it is on disk. Never waits for a pipe.
Result<Bytes> picture_bytes(const std::string& path) {
  std::error_code failed;
  if (!fs::is_regular_file(path, failed) && !failed)
    return make_error(ErrorCode::invalid_argument, path + " is not a regular file");
  errno = failed.value();
  const File file(failed ? nullptr : std::fopen(path.c_str(), "rb"));
  const auto size = file_size(path);
  if (!file || !size) return file_error(path, "opening");
  if (*size > limits::kMaxAttachmentBytes)
    return make_error(ErrorCode::limit, path + " is larger than 256 MiB");
  Bytes bytes(static_cast<size_t>(*size));
  if (std::fread(bytes.data(), 1, bytes.size(), file.get()) != bytes.size())
    return file_error(path, "reading");
  return bytes;
}

// nullopt: the name is taken or the folder refuses; errno says why.
bool write_new(const fs::path& path, ByteSpan bytes) {
  std::FILE* file = std::fopen(path.c_str(), "wbx");
  if (file == nullptr) return false;
  const bool is_written = std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
  const bool is_closed = std::fclose(file) == 0;
  if (is_written && is_closed) return true;
  std::error_code ignored;  // the write's own error is the one to report
  const int reason = errno;
  fs::remove(path, ignored);
  errno = reason;
  return false;
}

fs::path numbered(const fs::path& folder, const std::string& name, int number) {
  if (number == 1) return folder / name;
  const fs::path plain(name);
  return folder / (plain.stem().string() + "-" + std::to_string(number) + plain.extension().string());
}

}  // namespace

uint32_t css_width_from_name(const std::string& path) {
  const auto stem = fs::path(path).stem().string();
  const auto at = stem.rfind('@');
  if (at == std::string::npos || at + 1 == stem.size() || stem.size() - at > 6) return 0;
  uint32_t width = 0;
  for (const char c : stem.substr(at + 1)) {
    if (c < '0' || c > '9') return 0;
    width = width * 10 + static_cast<uint32_t>(c - '0');
  }
  return width < 100 ? 0 : width;  // "@2x" and "@2" mean a pixel ratio
}

void FileFeed::step(App& app) {
  take_picture(app);
  if (is_busy() && app.state().load.phase != LoadState::Phase::loading) {
    const auto path = std::move(waiting_.front());
    waiting_.pop_front();
    open(app, path);
  }
  for (auto& thread : threads_) {
    for (auto& delivery : thread->take())
      app.deliver(thread->load(), std::move(delivery));
  }
  std::erase_if(threads_, [&](const auto& thread) { return !app.wants(thread->load()); });
  pass_wishes(app);
}

void FileFeed::pass_wishes(App& app) {
  const auto wishes = app.block_wishes();
  const auto thread =
      std::find_if(threads_.begin(), threads_.end(), [&](const auto& t) { return t->load() == wishes.load; });
  if (thread == threads_.end()) return;
  if (wishes.load != told_load_ || wishes.revision != told_revision_) {
    (*thread)->wish({wishes.blocks.begin(), wishes.blocks.end()});
    told_load_ = wishes.load;
    told_revision_ = wishes.revision;
  }
  for (auto& wish : app.take_image_wishes())
    (*thread)->wish(std::move(wish));
}

void FileFeed::open(App& app, const std::string& path) {
  if (fs::is_directory(path)) {
    app.report(
        make_error(ErrorCode::invalid_argument, path + " is a folder; open an .ist file or a picture"));
  } else if (is_image(path)) {
    read_picture(path);
  } else {
    open_recording(app, path);
  }
}

void FileFeed::open_recording(App& app, const std::string& path) {
  if (access(path.c_str(), R_OK) != 0) {  // not opened here: a pipe is opened once only
    app.report(file_error(path, "opening"));
    return;
  }
  recording_path_ = path;
  const auto load = app.begin_recording(fs::path(path).filename().string());
  threads_.push_back(std::make_unique<DecodeThread>(path, load, open_source_, on_news_));
}

void FileFeed::read_picture(std::string path) {
  picture_path_ = path;
  std::promise<Result<Bytes>> bytes;
  picture_ = bytes.get_future();
  reader_ = std::jthread([bytes = std::move(bytes), path = std::move(path), on_news = on_news_]() mutable {
    bytes.set_value(picture_bytes(path));
    on_news();  // not before: who is woken looks once
  });
}

void FileFeed::take_picture(App& app) {
  if (!picture_.valid() || picture_.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return;
  auto bytes = picture_.get();
  if (!bytes.ok()) return app.report(bytes.error());
  app.set_screenshot(fs::path(picture_path_).filename().string(), std::move(bytes).value(),
                     css_width_from_name(picture_path_));
}

Result<std::string> save_beside(const std::string& sibling, const std::string& name, ByteSpan bytes) {
  constexpr int kTries = 10'000;
  for (const auto& folder : {fs::path(sibling).parent_path(), fs::path()}) {
    for (int number = 1; number <= kTries; ++number) {
      const auto path = numbered(folder, name, number);
      if (write_new(path, bytes)) return path.string();
      if (errno != EEXIST) break;
    }
    if (errno != EACCES && errno != EROFS) break;
  }
  return file_error(name, "saving");
}

}  // namespace isotherm
