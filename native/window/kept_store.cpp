#include "window/kept_store.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace isotherm {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kUnkept = ~uint64_t{0};  // no revision

// Empty where the environment names no home.
fs::path directory(const char* kind) {
  if (const char* state = std::getenv("XDG_STATE_HOME"); state && *state == '/')
    return fs::path(state) / "isotherm" / kind;
  if (const char* home = std::getenv("HOME"); home && *home != '\0')
    return fs::path(home) / ".local" / "state" / "isotherm" / kind;
  return {};
}

fs::path file_of(const char* kind, const std::string& recording_id) {
  const fs::path place = directory(kind);
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
  const Error failed = make_error(ErrorCode::io, path.string() + ": could not be kept");
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

const KeptKind kKeptRegions{
    .name = "regions",
    .revision = [](const AppState& state) { return state.regions.list_revision; },
    .is_empty = [](const AppState& state) { return state.regions.list.empty(); },
    .json = [](const App& app) { return app.regions_json(); },
    .restore = [](App& app, std::string_view json) { return app.restore_regions(json); },
};

const KeptKind kKeptSeen{
    .name = "seen",
    .revision = [](const AppState& state) { return state.replay.seen_revision; },
    .is_empty =
        [](const AppState& state) {
          const auto& is_seen = state.replay.is_seen;
          return std::find(is_seen.begin(), is_seen.end(), uint8_t{1}) == is_seen.end();
        },
    .json = [](const App& app) { return app.seen_json(); },
    .restore = [](App& app, std::string_view json) { return app.restore_seen(json); },
};

void KeptStore::restore(App& app) const {
  const fs::path path = file_of(kind_.name, recording_id_);
  const std::string text = path.empty() ? std::string() : read(path);
  if (text.empty()) return;
  if (const Status restored = kind_.restore(app, text); !restored) {
    Error error = restored.error();
    error.message = path.string() + ": " + error.message;
    app.report(std::move(error));
  }
}

void KeptStore::follow(App& app) {
  const AppState& state = app.state();
  if (state.recording_id != recording_id_) {
    recording_id_ = state.recording_id;
    has_failed_ = false;
    const bool is_new = kind_.is_empty(state);  // else there was time to add something while it loaded
    if (!recording_id_.empty()) restore(app);
    revision_ = is_new ? kind_.revision(state) : kUnkept;
  }
  if (recording_id_.empty() || kind_.revision(state) == revision_ || has_failed_) return;
  revision_ = kind_.revision(state);
  const fs::path path = file_of(kind_.name, recording_id_);
  if (path.empty()) return;
  if (const Status written = write(path, kind_.json(app)); !written) {
    has_failed_ = true;
    app.report(written.error());
  }
}

}  // namespace isotherm
