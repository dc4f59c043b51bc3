// Fur and feathers: a soft matte coat whose tips catch the light at the rim.
// @mirrored by vertex
fn shade(v: Fragment) -> vec3f {
  let c = v.colour * v.tint.rgb * (0.62 + 0.38 * v.cavity);
  let edge = 1.0 - max(dot(v.normal, v.view), 0.0);
  let sheen = edge * edge * edge;
  return lit(v, c, v.roughness, 0.0, v.normal) + (c * 0.7 + 0.008) * sheen * ambient(v.normal, v.world.y, v.ao);
}
fn shade_mirror(v: Fragment) -> vec3f { return v.colour * v.tint.rgb * matte_light(v, v.normal); }
