#pragma once
// What the program tells on stderr: messages, exit codes, progress.
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace isotherm::cli {

enum ExitCode : int { kSuccess = 0, kFailure = 1, kUsage = 2 };

// Prints "isotherm: <text>" to stderr. Control bytes in the text are shown as '?', so that data cannot steer
// the terminal.
void say(std::string_view text);
// Says "<subject>: <error>" and returns the exit code for it: kFailure, or kUsage if the caller asked for
// what cannot be.
int fail(std::string_view subject, const Error& error);
int fail_usage(std::string_view text);
// The text with control bytes replaced by '?'.
std::string printable(std::string_view text);

// "name ... 42 %" on one line of a terminal, for work that takes longer than a second; nothing where stderr
// is none.
class Progress {
 public:
  explicit Progress(std::string_view name);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  void update(uint64_t done, uint64_t total);

 private:
  std::string name_;
  bool is_terminal_;
  bool has_shown_ = false;
  double started_s_;
  int percent_ = -1;
};

}  // namespace isotherm::cli
