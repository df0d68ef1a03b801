#include "viewer/gui_raster.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <utility>

namespace isotherm {
namespace {

using Color = std::array<float, 4>;  // straight alpha, 0..255

Color unpack(ImU32 color) {
  const auto channel = [&](int shift) { return static_cast<float>((color >> shift) & 0xFF); };
  return {channel(IM_COL32_R_SHIFT), channel(IM_COL32_G_SHIFT), channel(IM_COL32_B_SHIFT),
          channel(IM_COL32_A_SHIFT)};
}

struct Corner {
  float x = 0, y = 0;  // target px
  ImVec2 uv{0, 0};
  ImU32 color = 0;
};

// A value that is given at a triangle's corners, and linear between them.
struct Plane {
  float at_origin = 0, dx = 0, dy = 0;
  float at(float x, float y) const { return at_origin + dx * x + dy * y; }
};

uint8_t over(uint8_t below, uint32_t color, uint32_t alpha) {
  return static_cast<uint8_t>((color * alpha + below * (255 - alpha) + 127) / 255);
}

// The first px whose centre lies at `edge` or behind it.
int first_px(float edge) {
  return static_cast<int>(std::ceil(edge - 0.5f));
}

class Triangles {
 public:
  Triangles(const GlyphAtlas& atlas, ImVec2 white, Image& target)
      : atlas_(atlas), white_(white), target_(target) {}

  // What lies outside is not drawn; half-open target px.
  void clip_to(int x0, int y0, int x1, int y1) {
    x0_ = std::max(x0, 0);
    y0_ = std::max(y0, 0);
    x1_ = std::min(x1, target_.width);
    y1_ = std::min(y1, target_.height);
  }
  bool is_clipped_away() const { return x0_ >= x1_ || y0_ >= y1_; }

  void draw(const Corner& a, const Corner& b, const Corner& c) {
    corners_ = {&a, &b, &c};
    const float top = std::min({a.y, b.y, c.y}), bottom = std::max({a.y, b.y, c.y});
    if (!(bottom > static_cast<float>(y0_) && top < static_cast<float>(y1_))) return;
    const float area = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
    if (area == 0 || !std::isfinite(area)) return;
    is_white_ = is_white(a) && is_white(b) && is_white(c);
    is_flat_ = a.color == b.color && a.color == c.color;
    if (is_flat_ && unpack(a.color)[3] == 0) return;
    if (!is_white_ || !is_flat_) prepare_planes(1 / area);
    const int y_begin = std::max(first_px(std::max(top, -1.0f)), y0_);
    for (int y = y_begin; y < y1_ && static_cast<float>(y) + 0.5f < bottom; ++y)
      draw_row(y);
  }

 private:
  bool is_white(const Corner& corner) const { return corner.uv.x == white_.x && corner.uv.y == white_.y; }

  Plane plane(float a, float b, float c, float one_over_area) const {
    const Corner &p = *corners_[0], &q = *corners_[1], &r = *corners_[2];
    const float dx = ((b - a) * (r.y - p.y) - (c - a) * (q.y - p.y)) * one_over_area;
    const float dy = ((c - a) * (q.x - p.x) - (b - a) * (r.x - p.x)) * one_over_area;
    return {a - dx * p.x - dy * p.y, dx, dy};
  }

  void prepare_planes(float one_over_area) {
    const Corner &a = *corners_[0], &b = *corners_[1], &c = *corners_[2];
    if (!is_white_) {
      const auto width = static_cast<float>(atlas_.width), height = static_cast<float>(atlas_.height);
      u_ = plane(a.uv.x * width, b.uv.x * width, c.uv.x * width, one_over_area);
      v_ = plane(a.uv.y * height, b.uv.y * height, c.uv.y * height, one_over_area);
    }
    const Color ca = unpack(a.color), cb = unpack(b.color), cc = unpack(c.color);
    for (size_t i = 0; i < colors_.size(); ++i)
      colors_[i] = is_flat_ ? Plane{ca[i], 0, 0} : plane(ca[i], cb[i], cc[i], one_over_area);
  }

  // Triangles that share an edge find the same place on it, because its ends come in the same order.
  static bool crosses(const Corner* p, const Corner* q, float y, float& x) {
    if (p->y > q->y || (p->y == q->y && p->x > q->x)) std::swap(p, q);
    if (!(p->y <= y && y < q->y)) return false;
    x = p->x + (y - p->y) * ((q->x - p->x) / (q->y - p->y));
    return true;
  }

  void draw_row(int y) {
    const float center = static_cast<float>(y) + 0.5f;
    float from = static_cast<float>(x1_), to = static_cast<float>(x0_), x = 0;
    for (size_t i = 0; i < 3; ++i) {
      if (!crosses(corners_[i], corners_[(i + 1) % 3], center, x)) continue;
      from = std::min(from, x);
      to = std::max(to, x);
    }
    const int begin = std::max(first_px(std::max(from, static_cast<float>(x0_) - 1)), x0_);
    const int end = std::min(first_px(std::min(to, static_cast<float>(x1_) + 1)), x1_);
    if (begin >= end) return;
    uint8_t* out = target_.row(y) + size_t{4} * static_cast<size_t>(begin);
    if (is_white_ && is_flat_) {
      fill(out, end - begin);
    } else {
      shade(out, begin, end, center);
    }
  }

  void fill(uint8_t* out, int count) const {
    const Color color = unpack(corners_[0]->color);
    const std::array<uint8_t, 4> px{static_cast<uint8_t>(color[0]), static_cast<uint8_t>(color[1]),
                                    static_cast<uint8_t>(color[2]), 255};
    const auto alpha = static_cast<uint32_t>(color[3]);
    if (alpha == 255) {
      uint32_t word;
      std::memcpy(&word, px.data(), sizeof word);
      std::fill_n(reinterpret_cast<uint32_t*>(out), count, word);
      return;
    }
    // A fourth channel of 255 over 255 stays what it is.
    for (int i = 0; i < count; ++i, out += 4) {
      for (size_t c = 0; c < 4; ++c)
        out[c] = over(out[c], px[c], alpha);
    }
  }

  void shade(uint8_t* out, int begin, int end, float y) const {
    for (int px = begin; px < end; ++px, out += 4) {
      const float x = static_cast<float>(px) + 0.5f;
      const float covered = is_white_ ? 1 : coverage(u_.at(x, y), v_.at(x, y));
      const float opacity = std::clamp(colors_[3].at(x, y), 0.0f, 255.0f) * covered;
      const auto alpha = static_cast<uint32_t>(opacity + 0.5f);
      if (alpha == 0) continue;
      for (size_t c = 0; c < 3; ++c)
        out[c] =
            over(out[c], static_cast<uint32_t>(std::clamp(colors_[c].at(x, y), 0.0f, 255.0f) + 0.5f), alpha);
    }
  }

  // Between texel centres, 0..1.
  float coverage(float u, float v) const {
    const float x = std::clamp(u - 0.5f, 0.0f, static_cast<float>(atlas_.width - 1)),
                y = std::clamp(v - 0.5f, 0.0f, static_cast<float>(atlas_.height - 1));
    const int left = static_cast<int>(x), above = static_cast<int>(y);
    const int right = std::min(left + 1, atlas_.width - 1), below = std::min(above + 1, atlas_.height - 1);
    const float fx = x - static_cast<float>(left), fy = y - static_cast<float>(above);
    const auto along = [&](int row) {
      const uint8_t* texels = atlas_.coverage + static_cast<size_t>(row) * static_cast<size_t>(atlas_.width);
      return static_cast<float>(texels[left]) * (1 - fx) + static_cast<float>(texels[right]) * fx;
    };
    return (along(above) * (1 - fy) + along(below) * fy) / 255;
  }

  const GlyphAtlas& atlas_;
  ImVec2 white_;
  Image& target_;
  int x0_ = 0, y0_ = 0, x1_ = 0, y1_ = 0;
  std::array<const Corner*, 3> corners_{};
  bool is_white_ = true, is_flat_ = true;
  Plane u_, v_;
  std::array<Plane, 4> colors_;
};

}  // namespace

void draw_gui(const ImDrawData& data, const GlyphAtlas& atlas, Image& target) {
  const ImVec2 offset = data.DisplayPos, scale = data.FramebufferScale;
  Triangles triangles(atlas, ImGui::GetIO().Fonts->TexUvWhitePixel, target);
  const auto to_x = [&](float x) { return (x - offset.x) * scale.x; };
  const auto to_y = [&](float y) { return (y - offset.y) * scale.y; };
  for (const ImDrawList* list : data.CmdLists) {
    for (const ImDrawCmd& command : list->CmdBuffer) {
      if (command.UserCallback != nullptr) continue;
      const ImVec4& clip = command.ClipRect;
      triangles.clip_to(static_cast<int>(to_x(clip.x)), static_cast<int>(to_y(clip.y)),
                        static_cast<int>(to_x(clip.z)), static_cast<int>(to_y(clip.w)));
      if (triangles.is_clipped_away()) continue;
      const ImDrawVert* vertices = list->VtxBuffer.Data + command.VtxOffset;
      const ImDrawIdx* indices = list->IdxBuffer.Data + command.IdxOffset;
      std::array<Corner, 3> corners;
      for (unsigned i = 0; i + 2 < command.ElemCount; i += 3) {
        for (unsigned j = 0; j < 3; ++j) {
          const ImDrawVert& vertex = vertices[indices[i + j]];
          corners[j] = {to_x(vertex.pos.x), to_y(vertex.pos.y), vertex.uv, vertex.col};
        }
        triangles.draw(corners[0], corners[1], corners[2]);
      }
    }
  }
}

}  // namespace isotherm
