// Many flat rectangles in view px, one per instance.
uniform vec4 u_clip_from_view;  // scale, offset

in vec4 a_rect;   // x0, y0, x1, y1
in vec4 a_color;  // straight alpha

flat out vec4 v_color;

void main() {
  vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1));
  vec2 view = mix(a_rect.xy, a_rect.zw, corner);
  gl_Position = vec4(view * u_clip_from_view.xy + u_clip_from_view.zw, 0.0, 1.0);
  v_color = vec4(a_color.rgb * a_color.a, a_color.a);
}
