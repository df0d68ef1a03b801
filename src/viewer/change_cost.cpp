#include "viewer/change_cost.h"

#include <algorithm>
#include <utility>

#include "model/wording.h"

namespace isotherm {

namespace {

// A new picture counts from 0 on.
WorkCounters difference(const WorkCounters& now, const WorkCounters& before) {
  if (now.selections < before.selections) return now;
  WorkCounters work;
  const auto subtract = [&](uint64_t WorkCounters::*counter) {
    work.*counter = now.*counter - std::min(now.*counter, before.*counter);
  };
  for (const auto counter :
       {&WorkCounters::selections, &WorkCounters::binnings, &WorkCounters::peaks, &WorkCounters::blurs,
        &WorkCounters::reaches, &WorkCounters::blurred_cells, &WorkCounters::sorts}) {
    subtract(counter);
  }
  work.brush.moves = now.brush.moves - std::min(now.brush.moves, before.brush.moves);
  work.brush.points = now.brush.points - std::min(now.brush.points, before.brush.points);
  return work;
}

std::string times(uint64_t count) {
  return count == 0 ? "no" : count == 1 ? "once" : with_thousands(count) + " times";
}

std::string bytes_text(uint64_t bytes) {
  if (bytes < 1000) return counted(bytes, "byte", "bytes");
  return bytes < 1'000'000 ? fixed_decimals(static_cast<double>(bytes) / 1e3, 1) + " KB"
                           : fixed_decimals(static_cast<double>(bytes) / 1e6, 1) + " MB";
}

std::string uploads_text(uint64_t uploads, uint64_t bytes) {
  return uploads == 0 ? "nothing" : counted(uploads, "texture", "textures") + ", " + bytes_text(bytes);
}

// No count of the frames put on the canvas: its line would be another in each, and so put there the next.
void add_rows(std::vector<ui::CostRow>& rows, const MemoryCost& memory) {
  rows.push_back({"Page drawn", times(memory.stages.pages)});
  rows.push_back({"Density evaluated", times(memory.stages.evaluations)});
  rows.push_back({"Coloured", times(memory.stages.drawn)});
  rows.push_back({"Put on the canvas, per frame",
                  memory.bytes_per_frame == 0 ? "nothing" : bytes_text(memory.bytes_per_frame)});
}

}  // namespace

void CostMeter::begin_frame(const App& app) {
  const AppState& state = app.state();
  Shown shown{state.settings, state.view_from_page, state.view_px, app.recording().revision};
  if (shown != shown_) {
    shown_ = std::move(shown);
    before_ = newest_;
    stages_before_ = newest_stages_;
    cost_ = {};
  }
  newest_ = app.work();
  cost_.work = difference(newest_, before_);
  ++cost_.frames;
}

void CostMeter::add_frame(const App& app, const FrameStats& stats) {
  begin_frame(app);
  cost_.last_frame = stats;
  cost_.passes = std::max(cost_.passes, stats.passes);
  cost_.draw_calls = std::max(cost_.draw_calls, stats.draw_calls);
  cost_.uploads += stats.uploads;
  cost_.uploaded_bytes += stats.uploaded_bytes;
}

void CostMeter::add_memory_frame(const App& app, const KeptBase::Work& stages, uint64_t canvas_bytes) {
  begin_frame(app);
  if (stages.drawn < stages_before_.drawn) stages_before_ = {};  // another frame, counting from 0 on
  newest_stages_ = stages;
  if (!cost_.memory) cost_.memory.emplace();
  MemoryCost& memory = *cost_.memory;
  memory.stages = {.pages = stages.pages - stages_before_.pages,
                   .evaluations = stages.evaluations - stages_before_.evaluations,
                   .drawn = stages.drawn - stages_before_.drawn};
  memory.last_frame_bytes = canvas_bytes;
  if (canvas_bytes == 0) return;
  ++memory.canvas_frames;
  memory.canvas_bytes += canvas_bytes;
  memory.bytes_per_frame = canvas_bytes;
}

std::vector<ui::CostRow> cost_rows(const ChangeCost& cost) {
  const WorkCounters& work = cost.work;
  std::string blurred = times(work.blurs);
  if (work.blurs > 0) blurred += ", " + counted(work.blurred_cells, "cell", "cells");
  std::vector<ui::CostRow> rows{{"Page views chosen", times(work.selections)},
                                {"Points counted", times(work.binnings)},
                                {"Density blurred", blurred}};
  if (work.reaches > 0) rows.push_back({"Rows counted", times(work.reaches)});
  if (work.brush.moves > 0)
    rows.push_back({"Points moved by the time range", with_thousands(work.brush.points)});
  if (cost.memory) {
    add_rows(rows, *cost.memory);
    return rows;
  }
  rows.push_back({"Uploaded", uploads_text(cost.uploads, cost.uploaded_bytes)});
  rows.push_back(
      {"Passes, draw calls", with_thousands(cost.passes) + ", " + with_thousands(cost.draw_calls)});
  const FrameStats& frame = cost.last_frame;
  rows.push_back({"Last frame", with_thousands(frame.passes) + ", " + with_thousands(frame.draw_calls) +
                                    "; uploaded " + uploads_text(frame.uploads, frame.uploaded_bytes)});
  return rows;
}

}  // namespace isotherm
