// The glass of a lamp: glows by emission and tint.w whatever the tint's colour is; by day it is plain glass.
// @mirrored by vertex
fn shade(v: Fragment) -> vec3f {
  let e = 1.0 - max(dot(v.normal, v.view), 0.0);
  return v.colour * (0.25 * matte_light(v, v.normal) + v.emission * v.tint.w) + environment(reflect(-v.view, v.normal), 0.1) * (0.04 + 0.4 * e * e * e);
}
fn shade_mirror(v: Fragment) -> vec3f { return v.colour * (0.25 * matte_light(v, v.normal) + v.emission * v.tint.w); }
