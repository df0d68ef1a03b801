// The density at the pixel's centre: 16 coefficients of a uniform cubic B-spline surface, then the colour table.
// texelFetch only: R32F is not filterable everywhere.
uniform sampler2D u_coefficients;
uniform sampler2D u_colors;         // 256 x 1, straight alpha
uniform vec3 u_view_from_fragment;  // offset, direction of y
uniform vec2 u_origin_view;         // the view px whose centre lies ...
uniform vec2 u_first;               // ... this far after texel 0's place as the first of four
uniform vec2 u_step;                // coefficients per view px
uniform vec2 u_last;                // the last index that can be the first of four
uniform float u_maximum;
uniform float u_opacity;
uniform float u_log_range;          // 0: linear
uniform sampler2D u_curve;          // the position at each log position
uniform float u_curve_last;         // index of its last entry; below 1: there is no curve
uniform float u_fade_below;         // density; 0: off

out vec4 o_color;

vec4 cubic_weights(float f) {
  float g = 1.0 - f;
  return vec4(g * g * g, 4.0 - 6.0 * f * f + 3.0 * f * f * f, 4.0 - 6.0 * g * g + 3.0 * g * g * g, f * f * f) / 6.0;
}

float row_value(ivec2 base, vec4 weights) {
  vec4 row = vec4(texelFetch(u_coefficients, base, 0).r, texelFetch(u_coefficients, base + ivec2(1, 0), 0).r,
                  texelFetch(u_coefficients, base + ivec2(2, 0), 0).r, texelFetch(u_coefficients, base + ivec2(3, 0), 0).r);
  return dot(row, weights);
}

float position_of(float share) {
  if (u_log_range == 0.0) return share;
  float position = log2(1.0 + (u_log_range - 1.0) * share) / log2(u_log_range);
  if (u_curve_last < 1.0) return position;
  float place = clamp(position, 0.0, 1.0) * u_curve_last;
  float below = min(floor(place), u_curve_last - 1.0);
  return mix(texelFetch(u_curve, ivec2(int(below), 0), 0).r, texelFetch(u_curve, ivec2(int(below) + 1, 0), 0).r,
             place - below);
}

float visibility_of(float density) {
  if (u_fade_below <= 0.0) return u_opacity;
  float f = clamp(density / u_fade_below, 0.0, 1.0);
  return u_opacity * f * f * (3.0 - 2.0 * f);
}

void main() {
  vec2 view = vec2(floor(gl_FragCoord.x), floor(gl_FragCoord.y) * u_view_from_fragment.z) + u_view_from_fragment.xy;
  vec2 place = u_first + (view - u_origin_view) * u_step;
  vec2 base = clamp(floor(place), vec2(0.0), u_last);
  ivec2 texel = ivec2(base);
  vec4 x = cubic_weights(place.x - base.x);
  vec4 y = cubic_weights(place.y - base.y);
  float value = dot(vec4(row_value(texel, x), row_value(texel + ivec2(0, 1), x), row_value(texel + ivec2(0, 2), x),
                         row_value(texel + ivec2(0, 3), x)), y);
  float entry = clamp(position_of(clamp(value / u_maximum, 0.0, 1.0)), 0.0, 1.0) * 255.0;
  float below = min(floor(entry), 254.0);
  vec4 color = mix(texelFetch(u_colors, ivec2(int(below), 0), 0), texelFetch(u_colors, ivec2(int(below) + 1, 0), 0),
                   entry - below);
  float alpha = color.a * visibility_of(value);
  o_color = vec4(color.rgb * alpha, alpha);
}
