#pragma once
// A recording on its way in: what a decoder has delivered and is not on screen yet, and what is still wanted.
#include <optional>
#include <string>
#include <vector>

#include "intake/delivery.h"
#include "model/block_need.h"
#include "model/recording.h"

namespace isotherm {

// What has been delivered and not yet joined to the recording on screen.
struct DecodedRows {
  Catalog catalog;
  bool has_outline = false;  // it came since the last join
  std::vector<DecodedBlock> blocks;
  std::vector<Screenshot> screenshots;

  bool empty() const {
    return catalog.pages.empty() && catalog.sessions.empty() && catalog.page_views.empty() && !has_outline &&
           blocks.empty() && screenshots.empty();
  }
};

class Loader {
 public:
  Loader(uint64_t session, std::string name) : session_(session), name_(std::move(name)) {}

  uint64_t session() const { return session_; }  // which load of the App's
  const std::string& name() const { return name_; }

  void keep(Catalog&& rows);
  void keep(Outline&& outline);
  void keep(DecodedBlock&& block);
  void keep(Screenshot&& screenshot);
  void end() { has_ended_ = true; }

  DecodedRows& rows() { return rows_; }
  const DecodedRows& rows() const { return rows_; }

  // The file is read in places: only what is needed comes.
  bool is_outlined() const { return outline_.has_value(); }
  const Outline& outline() const { return *outline_; }
  uint64_t events_in_file() const { return events_in_file_; }  // outlined: what the headers claim
  uint64_t events_of(uint32_t block) const {
    return block < outline_->blocks.size() ? outline_->blocks[block].event_count : 0;
  }
  // Looks at the whole catalog beside the outline.
  void compare(const Catalog& catalog);
  // What the picture is made of now; all of the file where only its events tell how long page views are. Asks
  // again for what could not be read before.
  void need(const BlockNeed& need);
  void need_all();
  // Something of the file has not been read: what is needed matters.
  bool can_need_more() const { return is_outlined() && blocks_to_come_ > 0; }
  // Blocks that are needed and have not come, in the file's order.
  const std::vector<uint32_t>& missing() const { return missing_; }
  // Changes when a decoder should be told of missing() anew.
  uint64_t wish_revision() const { return wish_revision_; }
  // A wish could not be read, or the load has been given up: nothing more comes until the next need().
  void give_up() { has_given_up_ = true; }
  bool has_given_up() const { return has_given_up_; }

  // Something is still to come for the picture.
  bool is_waiting() const { return !has_given_up_ && !has_all(); }
  // All that the picture is made of has come (it may not have been joined).
  bool has_all() const { return is_outlined() ? missing_.empty() : has_ended_; }

 private:
  uint64_t session_;
  std::string name_;
  DecodedRows rows_;
  std::optional<Outline> outline_;
  template <typename Includes>
  void need_where(Includes&& includes);

  std::vector<uint8_t> has_come_;  // per block of the outline
  std::vector<uint32_t> missing_;
  size_t blocks_to_come_ = 0;
  uint64_t events_in_file_ = 0;
  uint64_t wish_revision_ = 0;
  bool has_ended_ = false, has_given_up_ = false, needs_all_ = false;
};

// Adds what has come and leaves the loader's rows empty. Does not touch the revision.
void join(Loader& loader, Recording& recording);

}  // namespace isotherm
