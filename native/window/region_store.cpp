#include "window/region_store.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace isotherm {
namespace {

namespace fs = std::filesystem;

// Empty where the environment names no home.
fs::path directory() {
  if (const char* state = std::getenv("XDG_STATE_HOME"); state && *state == '/')
    return fs::path(state) / "isotherm" / "regions";
  if (const char* home = std::getenv("HOME"); home && *home != '\0')
    return fs::path(home) / ".local" / "state" / "isotherm" / "regions";
  return {};
}

fs::path file_of(const std::string& recording_id) {
  const fs::path place = directory();
  return place.empty() ? place : place / (recording_id + ".json");
}

std::string read(const fs::path& path) {
  constexpr size_t kMostBytes = 16u << 20;
  std::string text;
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (!file) return text;
  char piece[65536];
  for (size_t got = 1; got > 0 && text.size() < kMostBytes;) {
    got = std::fread(piece, 1, sizeof piece, file);
    text.append(piece, got);
  }
  std::fclose(file);
  return text;
}

// Whole or not at all: beside its place first, then renamed.
Status write(const fs::path& path, const std::string& text) {
  const Error failed = make_error(ErrorCode::io, path.string() + ": the regions could not be kept");
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  const fs::path beside = path.string() + ".part";
  std::FILE* file = std::fopen(beside.c_str(), "wb");
  if (!file) return failed;
  const bool is_written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
  const bool is_closed = std::fclose(file) == 0;
  if (is_written && is_closed) fs::rename(beside, path, error);
  if (is_written && is_closed && !error) return success();
  fs::remove(beside, error);
  return failed;
}

}  // namespace

void RegionStore::restore(App& app) const {
  const fs::path path = file_of(recording_id_);
  const std::string text = path.empty() ? std::string() : read(path);
  if (text.empty()) return;
  if (const Status restored = app.restore_regions(text); !restored) {
    Error error = restored.error();
    error.message = path.string() + ": " + error.message;
    app.report(std::move(error));
  }
}

void RegionStore::follow(App& app) {
  const AppState& state = app.state();
  if (state.recording_id != recording_id_) {
    recording_id_ = state.recording_id;
    has_failed_ = false;
    if (!recording_id_.empty()) restore(app);
    revision_ = state.regions.list_revision;
  }
  if (recording_id_.empty() || state.regions.list_revision == revision_ || has_failed_) return;
  revision_ = state.regions.list_revision;
  const fs::path path = file_of(recording_id_);
  if (path.empty()) return;
  if (const Status written = write(path, app.regions_json()); !written) {
    has_failed_ = true;
    app.report(written.error());
  }
}

}  // namespace isotherm
