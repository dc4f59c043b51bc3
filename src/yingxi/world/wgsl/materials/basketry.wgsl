// Splints of bamboo or cane: fibres along them, a dry sheen, dark where they go under one another.
// @two_sided
// @mirrored by vertex
fn shade(v: Fragment) -> vec3f {
  let n = v.normal * sign(dot(v.normal, v.view) + 1e-4);
  let around = atan2(v.local.x, v.local.z);
  let fibre = texture_noise(vec2f(around * 0.35, v.local.y * 9.0), level(v.pixel, 0.2)).g;
  let c = v.colour * v.tint.rgb * (0.70 + 0.55 * fibre) * (0.35 + 0.65 * v.cavity);
  return lit(v, c, 0.42, 0.0, n);
}
fn shade_mirror(v: Fragment) -> vec3f { return v.colour * v.tint.rgb * matte_light(v, v.normal); }
