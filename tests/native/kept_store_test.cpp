// Regions of the native viewer between visits: files in the user's state directory.
#include "window/kept_store.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "unit/app/recordings.h"

namespace isotherm::kept_store_test {
namespace {

namespace fs = std::filesystem;

class KeptStoreTest : public ::testing::Test {
 protected:
  void SetUp() override {
    home_ = fs::path(testing::TempDir()) / "isotherm_kept_store_test";
    fs::remove_all(home_);
    setenv("XDG_STATE_HOME", home_.c_str(), 1);
  }
  void TearDown() override {
    unsetenv("XDG_STATE_HOME");
    fs::remove_all(home_);
  }
  fs::path file_of(const App& app) const {
    return home_ / "isotherm" / "regions" / (app.state().recording_id + ".json");
  }

  fs::path home_;
  TestRecording recording_ = make_recording();
};

TEST_F(KeptStoreTest, BringsRegionsBackInTheNextVisit) {
  App app = make_app(recording_);
  KeptStore store(kKeptRegions);
  store.follow(app);
  EXPECT_FALSE(fs::exists(file_of(app)));  // nothing to keep yet
  app.apply(command::AddRegion{.region = {10, 20, 300, 400}, .name = "Buy \"now\""});
  store.follow(app);
  ASSERT_TRUE(fs::exists(file_of(app)));

  App again = make_app(recording_);
  KeptStore next(kKeptRegions);
  next.follow(again);
  ASSERT_EQ(again.state().regions.list.size(), 1u);
  EXPECT_EQ(again.state().regions.list[0], app.state().regions.list[0]);

  again.apply(command::RemoveRegion{.id = again.state().regions.list[0].id});
  next.follow(again);
  App last = make_app(recording_);
  KeptStore(kKeptRegions).follow(last);
  EXPECT_TRUE(last.state().regions.list.empty());
}

TEST_F(KeptStoreTest, SaysOnceWhatCannotBeReadOrWritten) {
  App app = make_app(recording_);
  fs::create_directories(file_of(app).parent_path());
  std::ofstream(file_of(app)) << "not regions";
  KeptStore store(kKeptRegions);
  store.follow(app);
  ASSERT_TRUE(app.state().error.has_value());
  EXPECT_NE(app.state().error->message.find(file_of(app).string()), std::string::npos);

  App blocked = make_app(recording_);
  fs::remove_all(home_);
  std::ofstream(home_) << "a file where the directory should be";
  KeptStore stuck(kKeptRegions);
  stuck.follow(blocked);
  blocked.apply(command::AddRegion{.region = {1, 2, 3, 4}, .name = "x"});
  stuck.follow(blocked);
  ASSERT_TRUE(blocked.state().error.has_value());
  EXPECT_NE(blocked.state().error->message.find("could not be kept"), std::string::npos);
}

}  // namespace
}  // namespace isotherm::kept_store_test
