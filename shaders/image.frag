// An exact copy: one texel per view px.
uniform sampler2D u_image;    // sampled at texel centres, without filtering
uniform float u_is_straight;  // 1: the texels' colours are not multiplied by alpha yet

in vec2 v_texture;
out vec4 o_color;

void main() {
  vec4 texel = texture(u_image, v_texture);
  o_color = vec4(texel.rgb * mix(1.0, texel.a, u_is_straight), texel.a);
}
