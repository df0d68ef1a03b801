// Discs, rings and lines with soft edges, one per instance, each in a rectangle of whole view px.
uniform vec4 u_clip_from_view;  // scale, offset

in vec4 a_rect;      // x0, y0, x1, y1
in vec4 a_color;     // straight alpha, at the line's start
in vec4 a_ends;      // start and end, view px
in vec4 a_sizes;     // radius at the start, at the end, thickness of an outline (0 = filled), unused
in vec4 a_to_color;  // at the line's end

flat out vec4 v_color;
flat out vec4 v_to_color;
flat out vec4 v_ends;
flat out vec4 v_sizes;

void main() {
  vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1));
  vec2 view = mix(a_rect.xy, a_rect.zw, corner);
  gl_Position = vec4(view * u_clip_from_view.xy + u_clip_from_view.zw, 0.0, 1.0);
  v_color = a_color;
  v_to_color = a_to_color;
  v_ends = a_ends;
  v_sizes = a_sizes;
}
