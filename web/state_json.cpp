#include "state_json.h"

#include <algorithm>

#include "base/json_writer.h"
#include "model/condition_text.h"
#include "model/region_report.h"

namespace isotherm::web {

namespace {

const char* name_of(LoadState::Phase phase) {
  switch (phase) {
    case LoadState::Phase::empty:
      return "empty";
    case LoadState::Phase::loading:
      return "loading";
    case LoadState::Phase::ready:
      return "ready";
    case LoadState::Phase::failed:
      return "failed";
  }
  return "";
}

std::optional<double> optional_number(const std::optional<int64_t>& value) {
  if (!value) return std::nullopt;
  return static_cast<double>(*value);
}

void write_load(JsonWriter& json, const LoadState& load) {
  json.text("phase", name_of(load.phase));
  json.text("name", load.name);
  json.integer("receivedBytes", load.received_bytes);
  json.integer("decodedBytes", load.decoded_bytes);
  json.number("totalBytes",
              load.total_bytes ? std::optional(static_cast<double>(*load.total_bytes)) : std::nullopt);
  json.boolean("isOutlined", load.is_outlined);
  json.key("warnings");
  json.begin_array();
  for (const auto& warning : load.warnings)
    json.text(warning);
  json.end_array();
  json.integer("warningCount", load.warning_count);
  json.integer("eventsLost", load.events_lost);
}

void write_error(JsonWriter& json, const std::optional<Error>& error) {
  json.key("error");
  if (!error) return json.null();
  json.begin_object();
  json.integer("code", 1 + static_cast<uint64_t>(error->code));
  json.text("message", error->to_string());
  json.number("offset", error->offset ? std::optional(static_cast<double>(*error->offset)) : std::nullopt);
  json.end_object();
}

void write_settings(JsonWriter& json, const PictureSettings& settings) {
  json.key("settings");
  json.begin_object();
  json.integer("page", settings.page);
  json.text("layer", to_string(settings.layer));
  json.text("device", to_string(settings.device));
  json.number("radius", settings.radius_px);
  json.text("ramp", to_string(settings.ramp));
  json.number("opacity", settings.opacity);
  json.text("scale", to_string(settings.look.scale));
  json.number("clip", settings.look.clip_percent);
  json.number("fadeBelow", settings.look.fade_below);
  json.text("color", hex_of(settings.look.mono_color));
  json.text("overlays", to_text(settings.overlays));
  json.boolean("contours", settings.look.shows_contours);
  json.number("maximum", settings.maximum);
  json.number("dimming", settings.dimming);
  json.number("from", optional_number(settings.time_from_ms));
  json.number("to", optional_number(settings.time_to_ms));
  json.boolean("markers", settings.shows_markers);
  json.text("unit", to_string(settings.scroll.unit));
  json.text("line", to_string(settings.scroll.line));
  json.text("depth", to_string(settings.scroll.depth));
  json.text("fold", to_string(settings.scroll.fold));
  json.integer("minExposure", settings.scroll.min_exposure_ms);
  json.boolean("smooth", settings.scroll.is_smooth);
  json.boolean("graph", settings.scroll.shows_graph);
  json.text("reachLines", markers_text(settings.scroll.markers));
  json.number("container",
              settings.scroll.container ? std::optional<double>(*settings.scroll.container) : std::nullopt);
  json.text("clicks", to_string(settings.clicks));
  json.text("fixed", to_string(settings.fixed));
  json.number("sinceOpenFrom", optional_number(settings.age_from_ms));
  json.number("sinceOpenTo", optional_number(settings.age_to_ms));
  for (const std::string_view name : condition_names()) {
    if (name == "tags" || name == "sessions") continue;
    json.text(name == "session-length" ? "sessionLength" : name, condition_text(settings.conditions, name));
  }
  json.key("tags");
  json.begin_array();
  for (const Tag& tag : settings.conditions.tags)
    json.text(tag.key + "=" + tag.value);
  json.end_array();
  json.key("sessions");
  json.begin_array();
  for (const std::string& id : settings.conditions.sessions)
    json.text(id);
  json.end_array();
  json.end_object();
}

void write_pages(JsonWriter& json, const AppState& state) {
  json.key("pages");
  json.begin_array();
  for (const auto& row : state.pages) {
    json.begin_object();
    json.integer("page", row.page);
    json.text("url", row.url);
    json.text("title", row.title);
    json.integer("pageViews", row.page_views);
    json.end_object();
  }
  json.end_array();
}

void write_containers(JsonWriter& json, const AppState& state) {
  json.key("containers");
  json.begin_array();
  for (const ScrollContainer& container : state.containers) {
    json.begin_object();
    json.integer("container", container.target);
    json.text("name", container_name(container.target));
    json.integer("pageViews", container.page_views);
    json.integer("sessions", container.sessions);
    json.number("depth", static_cast<double>(container.depth_px));
    json.end_object();
  }
  json.end_array();
}

void write_reading(JsonWriter& json, const HoverReading& hover) {
  json.integer("events", hover.events);
  json.integer("weight", hover.weight);
  json.integer("sessions", hover.sessions);
  json.integer("of", hover.of);
  json.number("share", hover.share);
  json.text("text", hover.text);
}

void write_hover(JsonWriter& json, const AppState& state) {
  json.key("hover");
  if (!state.hover) return json.null();
  const auto& hover = *state.hover;
  json.begin_object();
  if (state.hover_view) {
    const auto page = state.view_from_page.page_from_view(*state.hover_view);
    json.number("x", page.x);
    json.number("y", page.y);
  }
  write_reading(json, hover);
  json.key("overlays");
  json.begin_array();
  for (const HoverReading& over : hover.overlays) {
    json.begin_object();
    write_reading(json, over);
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

void write_size(JsonWriter& json, const char* name, PixelSize size) {
  json.key(name);
  json.begin_object();
  json.number("width", size.width);
  json.number("height", size.height);
  json.end_object();
}

void write_canvas(JsonWriter& json, const Rect& canvas) {
  json.key("canvas");
  json.begin_object();
  json.number("x", canvas.x0);
  json.number("y", canvas.y0);
  json.number("width", canvas.width());
  json.number("height", canvas.height());
  json.end_object();
}

void write_view(JsonWriter& json, const AppState& state) {
  write_size(json, "pageSize", state.page_px);
  write_size(json, "viewSize", state.view_px);
  json.number("pixelRatio", state.pixel_ratio);
  json.key("view");
  json.begin_object();
  json.number("originX", state.view_from_page.origin_page.x);
  json.number("originY", state.view_from_page.origin_page.y);
  json.number("scaleX", state.view_from_page.view_px_per_page_px.x);
  json.number("scaleY", state.view_from_page.view_px_per_page_px.y);
  json.end_object();
}

void write_ticks(JsonWriter& json, const Legend& legend) {
  json.key("ticks");
  json.begin_array();
  for (const auto& tick : legend.ticks) {
    json.begin_object();
    json.number("t", tick.t);
    json.text("label", tick.label);
    json.end_object();
  }
  json.end_array();
}

void write_legend(JsonWriter& json, const AppState& state) {
  json.key("legend");
  json.begin_object();
  json.boolean("shown", state.shows_legend);
  json.text("title", state.legend.title);
  write_ticks(json, state.legend);
  json.key("overlays");
  json.begin_array();
  for (const Legend& legend : state.overlay_legends) {
    json.begin_object();
    json.text("title", legend.title);
    write_ticks(json, legend);
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

void write_kept(JsonWriter& json, std::string_view name, const FacetCount& kept) {
  json.key(name);
  json.begin_object();
  json.integer("pageViews", kept.page_views);
  json.integer("sessions", kept.sessions);
  json.end_object();
}

void write_page_facets(JsonWriter& json, const char* name, const std::vector<PageFacet>& facets) {
  json.key(name);
  json.begin_array();
  for (const PageFacet& facet : facets) {
    json.begin_object();
    json.integer("page", facet.page);
    write_kept(json, "kept", facet.kept);
    json.end_object();
  }
  json.end_array();
}

void write_facets(JsonWriter& json, const FilterCounts& filters) {
  const Facets& facets = *filters.facets;
  write_kept(json, "kept", facets.kept);
  json.boolean("hasTimeZones", facets.has_utc_offsets);
  json.key("devices");
  json.begin_object();
  for (size_t i = 0; i < filters.devices.size(); ++i)
    write_kept(json, to_string(static_cast<DeviceChoice>(i)), filters.devices[i]);
  json.end_object();
  const auto write_list = [&](const char* name, const auto& counts) {
    json.key(name);
    json.begin_array();
    for (const FacetCount& count : counts)
      json.integer(count.page_views);
    json.end_array();
  };
  write_list("hours", facets.hours);
  write_list("weekdays", facets.weekdays);
  write_page_facets(json, "entry", facets.entry_pages);
  write_page_facets(json, "exit", facets.exit_pages);
  json.key("tags");
  json.begin_array();
  for (const TagFacet& tag : facets.tags) {
    json.begin_object();
    json.text("key", tag.key);
    json.key("values");
    json.begin_array();
    for (const auto& value : tag.values) {
      json.begin_object();
      json.text("value", value.value);
      write_kept(json, "kept", value.kept);
      json.end_object();
    }
    json.end_array();
    json.end_object();
  }
  json.end_array();
}

// What filters keep and would keep; null until counted.
void write_filters(JsonWriter& json, const FilterCounts& filters) {
  json.key("filters");
  if (!filters.facets) return json.null();
  json.begin_object();
  write_facets(json, filters);
  if (filters.preview && filters.preview->kept) {
    write_kept(json, "preview", *filters.preview->kept);
  } else {
    json.key("preview");
    json.null();
  }
  json.end_object();
}

void write_stats(JsonWriter& json, const RegionStats& stats) {
  json.key("numbers");
  json.begin_object();
  constexpr std::string_view kPlace[] = {"x", "y", "width", "height"};
  for (const ReportField& field : region_report({}, {}, stats)) {
    if (std::find(std::begin(kPlace), std::end(kPlace), field.name) != std::end(kPlace)) continue;
    if (const auto* whole = std::get_if<int64_t>(&field.value)) {
      json.number(field.name, static_cast<double>(*whole));
    } else if (const auto* number = std::get_if<double>(&field.value)) {
      json.number(field.name, *number);
    } else if (std::holds_alternative<std::monostate>(field.value)) {
      json.number(field.name, std::optional<double>());
    }
  }
  json.end_object();
}

// The current page's, with their numbers where they have been counted.
void write_regions(JsonWriter& json, const AppState& state) {
  json.key("regions");
  json.begin_array();
  for (const PageRegion& region : state.regions.list) {
    if (region.page != state.settings.page) continue;
    json.begin_object();
    json.integer("id", region.id);
    json.text("name", region.name);
    json.number("x", static_cast<double>(region.region.x));
    json.number("y", static_cast<double>(region.region.y));
    json.number("width", static_cast<double>(region.region.width));
    json.number("height", static_cast<double>(region.region.height));
    if (const RegionStats* stats = state.regions.stats_of(region.id)) {
      write_stats(json, *stats);
    } else {
      json.key("numbers");
      json.null();
    }
    json.end_object();
  }
  json.end_array();
}

}  // namespace

std::string state_json(const Instance& instance, Viewer& viewer) {
  const AppState& state = viewer.app().state();
  JsonWriter json;
  json.begin_object();
  write_load(json, state.load);
  write_error(json, state.error);
  write_settings(json, state.settings);
  write_pages(json, state);
  json.number("timeBegin", static_cast<double>(state.time_begin_ms));
  json.number("timeEnd", static_cast<double>(state.time_end_ms));
  json.integer("sessions", state.sessions);
  json.integer("pageViews", state.page_views);
  json.integer("events", state.events);
  json.boolean("isPartial", state.is_partial);
  json.integer("eventsInMemory", viewer.app().recording().event_count());
  json.integer("layerEvents", state.layer_events);
  json.integer("layerWeight", state.layer_weight);
  json.integer("outsidePage", state.outside_page);
  json.integer("fixedPoints", state.fixed_points);
  json.boolean("hasScreenshot", state.has_screenshot);
  json.number("opacity", state.opacity);
  json.number("maximum", state.maximum);
  json.number("automaticMaximum", state.automatic_maximum);
  json.boolean("isScaleExact", state.is_scale_exact);
  json.text("title", state.title);
  json.text("sampleLine", state.sample_line);
  write_containers(json, state);
  write_legend(json, state);
  write_hover(json, state);
  write_view(json, state);
  write_canvas(json, viewer.canvas_px());
  json.number("zoom", state.css_zoom());
  json.boolean("showsPanel", state.shows_panel);
  write_filters(json, state.filters);
  write_regions(json, state);
  json.boolean("hasRegionTool", state.regions.has_tool);
  json.text("recordingId", state.recording_id);
  json.text("timeAxis", state.time.axis == TimeAxis::recording ? "recording" : "sinceOpen");
  json.boolean("isPlaying", state.time.is_playing);
  json.boolean("canUndo", state.can_undo);
  json.boolean("canRedo", state.can_redo);
  json.integer("revision", state.revision);
  json.text("renderer", viewer.renderer_name());
  json.integer("frames", instance.frames);
  json.boolean("isIdle", !instance.needs_frame);
  json.end_object();
  return json.take();
}

std::string cost_json(const ChangeCost& cost) {
  JsonWriter json;
  json.begin_object();
  json.integer("frames", cost.frames);
  json.integer("passes", cost.passes);
  json.integer("drawCalls", cost.draw_calls);
  json.integer("uploads", cost.uploads);
  json.integer("uploadedBytes", cost.uploaded_bytes);
  json.integer("selections", cost.work.selections);
  json.integer("binnings", cost.work.binnings);
  json.integer("sorts", cost.work.sorts);
  json.integer("brushMoves", cost.work.brush.moves);
  json.integer("brushPoints", cost.work.brush.points);
  json.integer("rowCounts", cost.work.reaches);
  json.integer("peaks", cost.work.peaks);
  json.integer("blurs", cost.work.blurs);
  json.integer("blurredCells", cost.work.blurred_cells);
  json.key("lastFrame");
  json.begin_object();
  json.integer("passes", cost.last_frame.passes);
  json.integer("drawCalls", cost.last_frame.draw_calls);
  json.integer("uploads", cost.last_frame.uploads);
  json.integer("uploadedBytes", cost.last_frame.uploaded_bytes);
  json.integer("residentBytes", cost.last_frame.resident_bytes);
  json.end_object();
  if (cost.memory) {
    json.key("memory");
    json.begin_object();
    json.integer("pagesDrawn", cost.memory->stages.pages);
    json.integer("evaluations", cost.memory->stages.evaluations);
    json.integer("colorings", cost.memory->stages.drawn);
    json.integer("canvasFrames", cost.memory->canvas_frames);
    json.integer("canvasBytes", cost.memory->canvas_bytes);
    json.integer("lastFrameBytes", cost.memory->last_frame_bytes);
    json.end_object();
  }
  json.end_object();
  return json.take();
}

}  // namespace isotherm::web
