#include "cli/message.h"

#include <unistd.h>

#include <chrono>
#include <cstdio>

namespace isotherm::cli {
namespace {

double now_s() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

std::string printable(std::string_view text) {
  std::string shown(text);
  for (char& c : shown) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = '?';
  }
  return shown;
}

void say(std::string_view text) {
  std::fprintf(stderr, "isotherm: %s\n", printable(text).c_str());
}

int fail(std::string_view subject, const Error& error) {
  say(std::string(subject) + ": " + error.to_string());
  return error.code == ErrorCode::invalid_argument ? kUsage : kFailure;
}

int fail_usage(std::string_view text) {
  say(std::string(text) + "; see --help");
  return kUsage;
}

Progress::Progress(std::string_view name)
    : name_(name), is_terminal_(isatty(STDERR_FILENO) != 0), started_s_(now_s()) {}

Progress::~Progress() {
  if (has_shown_) std::fprintf(stderr, "\r\033[K");
}

void Progress::update(uint64_t done, uint64_t total) {
  if (!is_terminal_ || total == 0 || now_s() - started_s_ < 1) return;
  const int percent = static_cast<int>(static_cast<double>(done) * 100 / static_cast<double>(total));
  if (percent == percent_) return;
  percent_ = percent;
  has_shown_ = true;
  std::fprintf(stderr, "\r%s ... %d %%\033[K", name_.c_str(), percent);
  std::fflush(stderr);
}

}  // namespace isotherm::cli
