// Plaited straw and bamboo: strands that cross at right angles, fading before they get finer than a pixel.
// @two_sided
// @mirrored by vertex
fn shade(v: Fragment) -> vec3f {
  let n = v.normal * sign(dot(v.normal, v.view) + 1e-4);
  let q = vec2f(atan2(v.normal.z, v.normal.x) * 22.0, v.height * 420.0);
  let fade = 1.0 - smoothstep(0.002, 0.010, v.pixel);
  let weave = abs(sin(q.x)) * 0.5 + abs(sin(q.y)) * 0.5;
  let c = v.colour * v.tint.rgb * mix(0.80, 0.45 + 0.62 * weave, fade) * (0.6 + 0.4 * v.cavity);
  let behind = view.sun_colour.rgb * max(-dot(n, view.sun.xyz), 0.0) * 0.12;
  return c * (matte_light(v, n) + behind);
}
fn shade_mirror(v: Fragment) -> vec3f { return v.colour * v.tint.rgb * matte_light(v, v.normal); }
