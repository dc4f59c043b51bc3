// Painted planks: the instance's tint with the vertex's grey, seams along x, a little gloss.
// @mirrored by vertex
fn shade(v: Fragment) -> vec3f {
  let seam = abs(fract(v.local.y * 6.0) - 0.5);
  let line = smoothstep(0.42, 0.49, seam) * (1.0 - smoothstep(0.02, 0.1, v.pixel));
  let old = texture_noise(vec2f(v.local.x * 0.4, v.local.y * 1.1) + v.local.z * 0.2, level(v.pixel, 2.5)).g;
  return lit(v, v.colour * v.tint.rgb * (0.7 + 0.65 * old) * (1.0 - 0.5 * line), 0.45, 0.0, v.normal);
}
fn shade_mirror(v: Fragment) -> vec3f { return v.colour * v.tint.rgb * matte_light(v, v.normal); }
