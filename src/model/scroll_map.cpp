#include "model/scroll_map.h"

#include <algorithm>

#include "model/wording.h"

namespace isotherm {

namespace {

constexpr int kBandLevels = 20, kSmoothLevels = 255;

std::string units_text(uint64_t count, ScrollUnit unit) {
  return unit == ScrollUnit::sessions ? counted(count, "session", "sessions")
                                      : counted(count, "page view", "page views");
}

std::string seconds_text(double ms) {
  return fixed_decimals(ms / 1000, ms < 9'950 ? 2 : 1) + " s";
}

}  // namespace

void ScrollMap::set_recording(const Recording& recording, Layer layer) {
  index_ = ReachIndex(recording);
  has_activity_ = layer == Layer::attention;
  activity_ = has_activity_ ? ActivityIndex(recording) : ActivityIndex();
}

void ScrollMap::count(const Recording& recording, const Selection& selection, const Filter& filter,
                      Layer layer, PixelSize page_px, const ScrollSettings& settings) {
  ++counts_;
  layer_ = layer;
  unit_ = settings.unit;
  line_ = settings.line;
  fold_ = settings.fold;
  page_px_ = page_px;
  container_ = settings.container;
  containers_ = scroll_containers(recording, index_, selection);
  rows_ = page_px.height;
  if (container_) {
    const auto own = std::find_if(containers_.begin(), containers_.end(),
                                  [&](const auto& container) { return container.target == *container_; });
    rows_ = own == containers_.end() ? 1 : own->depth_px + 1;
  }
  const auto height = static_cast<uint32_t>(rows_);
  furthest_ = furthest_lines(recording, index_, selection, filter, height, settings);
  reach_ = unit_ == ScrollUnit::sessions
               ? reach_curve(furthest_by_session(recording.catalog, furthest_), height)
               : reach_curve(furthest_, height);
  reach_.fold_px = fold_height(recording, selection, settings.fold);
  ends_ = drop_off(recording, index_, selection, filter, height, settings);
  attention_ = AttentionRows();
  if (layer == Layer::attention) {
    if (!has_activity_) activity_ = ActivityIndex(recording);
    has_activity_ = true;
    attention_ = attention_rows(recording, index_, activity_, selection, filter, height, settings);
  }
}

// An element's rows are its upper edge's only, so that single ones say little.
std::vector<double> ScrollMap::attention_band_means() const {
  std::vector<double> means((attention_.visible_ms.size() + kDropOffBandPx - 1) / kDropOffBandPx, 0);
  for (size_t y = 0; y < attention_.visible_ms.size(); ++y)
    means[y / kDropOffBandPx] += attention_.mean_ms(static_cast<int>(y));
  return means;
}

double ScrollMap::automatic_maximum() const {
  if (layer_ == Layer::attention && container_) {
    const std::vector<double> means = attention_band_means();
    const double most = means.empty() ? 0 : *std::max_element(means.begin(), means.end());
    return most > 0 ? most : 1;
  }
  const double most = layer_ == Layer::attention  ? attention_.longest_mean_ms()
                      : layer_ == Layer::drop_off ? ends_.largest_band()
                                                  : 1;
  return most > 0 ? most : 1;
}

std::vector<RowBand> ScrollMap::bands(const ScrollSettings& settings, const RowLook& look) const {
  const int height = page_px_.height;
  const int levels = settings.is_smooth ? kSmoothLevels : kBandLevels;
  if (reach_.units == 0 || container_) return {};
  const double maximum = look.maximum.value_or(automatic_maximum());
  switch (layer_) {
    case Layer::attention:
      return value_bands(height, levels, [&](int y) { return attention_.mean_ms(y) / maximum; });
    case Layer::drop_off: {
      std::vector<RowBand> bands;
      for (size_t i = 0; i < ends_.bands.size(); ++i) {
        if (ends_.bands[i] == 0) continue;  // the page shows
        const int y0 = static_cast<int>(i) * kDropOffBandPx;
        bands.push_back({y0, std::min(y0 + kDropOffBandPx, height), std::min(1.0, ends_.bands[i] / maximum)});
      }
      return bands;
    }
    default:
      if (!settings.is_smooth) return reach_bands(reach_, height);
      return value_bands(height, levels, [&](int y) { return reach_.share(y); });
  }
}

void ScrollMap::add_reach_graph(SideGraphData& data) const {
  const auto rows = static_cast<size_t>(rows_);
  data.curve.resize(rows);
  data.low.resize(rows);
  data.high.resize(rows);
  ShareInterval interval;
  for (size_t y = 0; y < rows; ++y) {
    if (y == 0 || reach_.reached[y] != reach_.reached[y - 1])
      interval = wilson_interval(reach_.reached[y], reach_.units);
    data.curve[y] = static_cast<float>(reach_.share(static_cast<int>(y)));
    data.low[y] = static_cast<float>(interval.low);
    data.high[y] = static_cast<float>(interval.high);
  }
  const double most = std::max(1u, ends_.largest_band());
  for (size_t i = 0; i < ends_.bands.size(); ++i) {
    const int y0 = static_cast<int>(i) * kDropOffBandPx;
    data.bars.push_back(
        {y0, std::min(y0 + kDropOffBandPx, rows_), static_cast<float>(0.5 * ends_.bands[i] / most)});
  }
  data.title = {"reach, 0 to 100 %; 95 % interval",
                "end here: " + with_thousands(ends_.largest_band()) + " at most"};
}

SideGraphData ScrollMap::graph(const RowLook& look) const {
  SideGraphData data;
  data.rows = rows_;
  if (!container_) data.fold_px = reach_.fold_px;
  const double maximum = look.maximum.value_or(automatic_maximum());
  if (layer_ == Layer::attention) {
    const std::vector<double> bands = container_ ? attention_band_means() : std::vector<double>{};
    data.curve.resize(static_cast<size_t>(rows_));
    for (size_t y = 0; y < data.curve.size(); ++y) {
      const double mean = container_ ? bands[y / kDropOffBandPx] : attention_.mean_ms(static_cast<int>(y));
      data.curve[y] = static_cast<float>(mean / maximum);
    }
    data.title = {"mean time, 0 to " + seconds_text(maximum)};
  } else {
    add_reach_graph(data);
  }
  if (container_) {
    data.title.insert(data.title.begin(),
                      {"Inside " + container_name(*container_) + ",",
                       "scrolled 0 to " + with_thousands(static_cast<uint64_t>(rows_ - 1)) + " px",
                       "(not in line with the page)"});
  }
  return data;
}

void ScrollMap::add_to(Scene& scene, const SceneView& view, const ScrollSettings& settings,
                       const RowLook& look) {
  const DrawnFrom bands_from{counts_, settings.is_smooth, look.maximum};
  if (bands_from != bands_from_) {
    bands_ = bands(settings, look);
    bands_from_ = bands_from;
  }
  add_bands(scene, view, bands_, look.ramp, look.opacity);
  auto markers = look.shows_markers && !container_ ? reach_markers(reach_, page_px_, settings)
                                                   : std::vector<ReachMarker>{};
  overlay_.set_markers(std::move(markers), look.text_scale);
  overlay_.add_to(scene, view);
  if (!has_side_graph(settings)) return;
  const DrawnFrom graph_from{counts_, false, look.maximum, look.text_scale};
  if (graph_from != graph_from_) {
    side_graph_.set(graph(look), look.text_scale);
    graph_from_ = graph_from;
  }
  side_graph_.add_to(scene, view);
}

RowReading ScrollMap::reading(int y_page) const {
  RowReading reading;
  const int y = std::clamp(y_page, 0, page_px_.height);
  const int row = container_ ? static_cast<int>(int64_t{y} * (rows_ - 1) / page_px_.height) : y;
  reading.row = row;
  reading.units = reach_.units;
  reading.share = reach_.share(row);
  reading.reached = reach_.reached.empty() ? 0 : reach_.reached[static_cast<size_t>(row)];
  reading.depth_share = static_cast<double>(row) / std::max(1, container_ ? rows_ - 1 : rows_);
  const auto whole_row = static_cast<size_t>(std::min(row, rows_ - 1));
  if (whole_row < attention_.visible_ms.size()) {
    reading.visible_ms = attention_.visible_ms[whole_row];
    reading.mean_ms = attention_.mean_ms(static_cast<int>(whole_row));
  }
  if (!ends_.bands.empty()) {
    const size_t band = std::min(static_cast<size_t>(row) / kDropOffBandPx, ends_.bands.size() - 1);
    reading.ends = ends_.bands[band];
    reading.band_y0 = static_cast<int>(band) * kDropOffBandPx;
    reading.band_y1 = std::min(reading.band_y0 + kDropOffBandPx, rows_);
  }
  return reading;
}

std::string ScrollMap::container_hover_text(const RowReading& row) const {
  const std::string name = container_name(*container_), units = units_text(row.units, unit_);
  const std::string band = with_thousands(static_cast<uint64_t>(row.band_y0)) + " to " +
                           with_thousands(static_cast<uint64_t>(row.band_y1)) + " px";
  if (layer_ == Layer::attention) {
    const std::vector<double> means = attention_band_means();
    const double mean = means.empty() ? 0 : means[static_cast<size_t>(row.band_y0) / kDropOffBandPx];
    return seconds_text(mean) + " on average (" + units + ") with " + name + " scrolled by " + band;
  }
  if (layer_ == Layer::drop_off) {
    const double share = row.units == 0 ? 0 : static_cast<double>(row.ends) / row.units;
    return percent_text(share) + " (" + with_thousands(row.ends) + " of " + units + ") end with " + name +
           " scrolled by " + band;
  }
  return percent_text(row.share) + " (" + with_thousands(row.reached) + " of " + units + ") scrolled " +
         name + " by " + with_thousands(static_cast<uint64_t>(row.row)) + " px or more (" +
         percent_text(row.depth_share) + " of its depth)";
}

std::string ScrollMap::hover_text(int y_page) const {
  const RowReading row = reading(y_page);
  if (container_) return container_hover_text(row);
  const int y = row.row;
  const std::string depth =
      with_thousands(static_cast<uint64_t>(y)) + " px, " + percent_text(row.depth_share) + " of the page";
  if (layer_ == Layer::attention) {
    return seconds_text(row.mean_ms) + " on screen on average (" + duration_text(row.visible_ms) +
           " in all, " + units_text(row.units, unit_) + "): " + depth;
  }
  if (layer_ == Layer::drop_off) {
    const double share = row.units == 0 ? 0 : static_cast<double>(row.ends) / row.units;
    return percent_text(share) + " (" + with_thousands(row.ends) + " of " + units_text(row.units, unit_) +
           ") end between " + with_thousands(static_cast<uint64_t>(row.band_y0)) + " and " +
           with_thousands(static_cast<uint64_t>(row.band_y1)) + " px";
  }
  return percent_text(row.share) + " (" + with_thousands(row.reached) + " of " +
         units_text(row.units, unit_) + ") " + std::string(reach_text(line_)) + ": " + depth;
}

Legend ScrollMap::legend(const RowLook& look) const {
  if (container_) {  // its rows are not on the page, and no colours either
    Legend legend;
    legend.title = "Scrolling inside " + container_name(*container_);
    legend.colors = opaque_color_table(look.ramp);
    return legend;
  }
  const double maximum = look.maximum.value_or(automatic_maximum());
  if (layer_ == Layer::attention) return row_legend("Mean time on screen", look.ramp, maximum / 1000, "s");
  const bool is_sessions = unit_ == ScrollUnit::sessions;
  if (layer_ == Layer::drop_off) {
    return row_legend(
        is_sessions ? "Sessions that end here, per 50 px" : "Page views that end here, per 50 px", look.ramp,
        maximum, is_sessions ? "sessions" : "page views");
  }
  return reach_legend(look.ramp, unit_, line_);
}

}  // namespace isotherm
