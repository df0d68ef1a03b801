#pragma once
#include <utility>

namespace isotherm::gl {

// Owns one GL name and deletes it in the context that is current then; 0 = none.
template <void (*Delete)(unsigned)>
class Object {
 public:
  Object() = default;
  explicit Object(unsigned id) : id_(id) {}
  ~Object() { reset(); }
  Object(Object&& other) noexcept : id_(std::exchange(other.id_, 0)) {}
  Object& operator=(Object&& other) noexcept {
    if (this != &other) {
      reset();
      id_ = std::exchange(other.id_, 0);
    }
    return *this;
  }

  unsigned id() const { return id_; }
  // After a lost context: the name means nothing any more and must not be deleted.
  void forget() { id_ = 0; }

 private:
  void reset() {
    if (id_ != 0) Delete(std::exchange(id_, 0));
  }
  unsigned id_ = 0;
};

}  // namespace isotherm::gl
