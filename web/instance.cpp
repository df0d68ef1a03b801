#include "instance.h"

namespace isotherm::web {

Instance& instance() {
  static Instance the_instance;
  return the_instance;
}

Code answer(const Error& error) {
  instance().message = error.to_string();
  return 1 + static_cast<Code>(error.code);
}

Code answer(const Status& status) {
  return status.ok() ? kOk : answer(status.error());
}

Viewer* viewer_or(Code& code) {
  if (instance().viewer) return &*instance().viewer;
  code = answer(make_error(ErrorCode::graphics, "The viewer has not been created"));
  return nullptr;
}

}  // namespace isotherm::web
