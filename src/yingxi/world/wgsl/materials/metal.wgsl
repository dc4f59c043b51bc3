// Brushed or polished metal: hero with at least 0.8 metalness.
// @mirrored by vertex
fn shade(v: Fragment) -> vec3f {
  let c = v.colour * v.tint.rgb;
  return lit(v, c, max(v.roughness, 0.12), max(v.metalness, 0.8), v.normal) + c * v.emission * v.tint.w;
}
fn shade_mirror(v: Fragment) -> vec3f { return v.colour * v.tint.rgb * (matte_light(v, v.normal) + v.emission * v.tint.w); }
