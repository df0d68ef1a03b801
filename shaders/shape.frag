// Coverage by the distance from the pixel's centre to the shape's edge: shape_coverage() in render/shapes.cpp is the same.
uniform vec3 u_view_from_fragment;  // offset, direction of y

flat in vec4 v_color;
flat in vec4 v_to_color;
flat in vec4 v_ends;
flat in vec4 v_sizes;

out vec4 o_color;

void main() {
  vec2 view = vec2(floor(gl_FragCoord.x), floor(gl_FragCoord.y) * u_view_from_fragment.z) + u_view_from_fragment.xy;
  vec2 offset = view + 0.5 - v_ends.xy;
  vec2 along = v_ends.zw - v_ends.xy;
  float length2 = dot(along, along);
  float t = length2 > 0.0 ? clamp(dot(offset, along) / length2, 0.0, 1.0) : 0.0;
  vec2 nearest = offset - along * t;
  float edge = sqrt(dot(nearest, nearest)) - mix(v_sizes.x, v_sizes.y, t);
  if (v_sizes.z > 0.0) edge = abs(edge) - 0.5 * v_sizes.z;
  vec4 color = mix(v_color, v_to_color, t);
  float alpha = color.a * clamp(0.5 - edge, 0.0, 1.0);
  o_color = vec4(color.rgb * alpha, alpha);
}
