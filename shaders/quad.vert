// One rectangle in view px, as a strip of four vertices.
uniform vec4 u_rect;            // x0, y0, x1, y1
uniform vec4 u_clip_from_view;  // scale, offset

void main() {
  vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1));
  vec2 view = mix(u_rect.xy, u_rect.zw, corner);
  gl_Position = vec4(view * u_clip_from_view.xy + u_clip_from_view.zw, 0.0, 1.0);
}
