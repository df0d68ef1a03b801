// Area averaging: each view px gets the mean of the texels that it covers, weighted by the covered area.
// Steps are below 2 texels (the caller picks a reduced image otherwise), so at most 3 x 3 texels count.
uniform sampler2D u_image;
uniform vec3 u_view_from_fragment;  // offset, direction of y
uniform vec2 u_origin_view;         // the view px where ...
uniform vec2 u_first;               // ... the area starts at this texel position
uniform vec2 u_step;                // texels per view px
uniform vec2 u_taps;                // texels that one view px can touch, per axis
uniform vec2 u_last;                // the last texel's index

out vec4 o_color;

void main() {
  vec2 view = vec2(floor(gl_FragCoord.x), floor(gl_FragCoord.y) * u_view_from_fragment.z) + u_view_from_fragment.xy;
  vec2 start = u_first + (view - u_origin_view) * u_step;
  vec2 end = start + u_step;
  vec2 base = floor(start);
  vec4 sum = vec4(0.0);
  for (int j = 0; j < 3; ++j) {
    if (float(j) >= u_taps.y) break;
    float y = base.y + float(j);
    float weight_y = max(min(end.y, y + 1.0) - max(start.y, y), 0.0);
    for (int i = 0; i < 3; ++i) {
      if (float(i) >= u_taps.x) break;
      float x = base.x + float(i);
      float weight = weight_y * max(min(end.x, x + 1.0) - max(start.x, x), 0.0);
      vec4 texel = texelFetch(u_image, ivec2(clamp(vec2(x, y), vec2(0.0), u_last)), 0);
      sum += weight * vec4(texel.rgb * texel.a, texel.a);
    }
  }
  o_color = sum / (u_step.x * u_step.y);
}
