#pragma once
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace isotherm {

// The desktop's own file dialog, run as a program of its own (zenity or kdialog) beside the window.
class FileDialog {
 public:
  ~FileDialog();
  // False where this desktop has no such program.
  bool open();
  bool is_open() const { return child_ > 0; }
  // Files that were chosen, once the dialog is closed; call between frames.
  std::vector<std::string> take_choice();

 private:
  void close_pipe();
  pid_t child_ = -1;
  int pipe_ = -1;
  std::string output_;
};

}  // namespace isotherm
