// An exact copy: one texel per view px.
uniform sampler2D u_image;
uniform vec3 u_view_from_fragment;  // offset, direction of y
uniform vec2 u_origin_view;         // the view px of texel (0, 0)
uniform float u_is_straight;        // 1: the texels' colours are not multiplied by alpha yet

out vec4 o_color;

void main() {
  vec2 view = vec2(floor(gl_FragCoord.x), floor(gl_FragCoord.y) * u_view_from_fragment.z) + u_view_from_fragment.xy;
  vec4 texel = texelFetch(u_image, ivec2(view - u_origin_view), 0);
  o_color = vec4(texel.rgb * mix(1.0, texel.a, u_is_straight), texel.a);
}
