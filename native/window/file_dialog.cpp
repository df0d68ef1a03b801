#include "window/file_dialog.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <span>

namespace isotherm {
namespace {

constexpr std::array kZenity{"zenity",
                             "--file-selection",
                             "--multiple",
                             "--separator=\n",
                             "--title=Open a recording or a screenshot",
                             "--file-filter=Recordings and pictures | *.ist *.png *.jpg *.jpeg *.webp",
                             "--file-filter=All files | *"};
constexpr std::array kKdialog{"kdialog",    "--getopenfilename", ".", "*.ist *.png *.jpg *.jpeg *.webp",
                              "--multiple", "--separate-output"};

// The child's process id, or -1 where there is no such program.
pid_t spawn(std::span<const char* const> command, int output) {
  std::vector<char*> arguments;
  for (const char* argument : command)
    arguments.push_back(const_cast<char*>(argument));  // posix_spawn only reads them
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  pid_t child = -1;
  const int failed = posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  return failed == 0 ? child : -1;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  size_t start = 0;
  while (start < text.size()) {
    auto end = text.find('\n', start);
    if (end == std::string::npos) end = text.size();
    if (end > start) lines.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return lines;
}

}  // namespace

FileDialog::~FileDialog() {
  close_pipe();
  if (child_ <= 0) return;
  kill(child_, SIGTERM);
  waitpid(child_, nullptr, 0);
}

void FileDialog::close_pipe() {
  if (pipe_ >= 0) close(pipe_);
  pipe_ = -1;
}

bool FileDialog::open() {
  if (is_open()) return true;
  int ends[2];
  if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return false;
  for (const auto command : {std::span<const char* const>(kZenity), std::span<const char* const>(kKdialog)}) {
    child_ = spawn(command, ends[1]);
    if (child_ > 0) break;
  }
  close(ends[1]);
  pipe_ = ends[0];
  output_.clear();
  if (child_ <= 0) close_pipe();
  return child_ > 0;
}

std::vector<std::string> FileDialog::take_choice() {
  if (!is_open()) return {};
  char buffer[4096];
  ssize_t count = 0;
  while ((count = read(pipe_, buffer, sizeof buffer)) > 0)
    output_.append(buffer, static_cast<size_t>(count));
  int status = 0;
  if (waitpid(child_, &status, WNOHANG) == 0) return {};
  while ((count = read(pipe_, buffer, sizeof buffer)) > 0)
    output_.append(buffer, static_cast<size_t>(count));
  child_ = -1;
  close_pipe();
  return lines_of(output_);
}

}  // namespace isotherm
