// A rectangle of an image, one texel per view px. Texels are found by interpolation: at the centres of view px it lands
// in the centres of texels, far from their edges, and a software rasteriser fetches in less time than by computing
// integer positions per px.
uniform vec4 u_rect;            // x0, y0, x1, y1 in view px
uniform vec4 u_clip_from_view;  // scale, offset
uniform vec4 u_texture_rect;    // what u_rect shows, 0..1 across the texture

out vec2 v_texture;

void main() {
  vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1));
  vec2 view = mix(u_rect.xy, u_rect.zw, corner);
  v_texture = mix(u_texture_rect.xy, u_texture_rect.zw, corner);
  gl_Position = vec4(view * u_clip_from_view.xy + u_clip_from_view.zw, 0.0, 1.0);
}
