// Wood: fibres along the x axis of the model.
// @mirrored by vertex
fn shade(v: Fragment) -> vec3f {
  let q = vec2f(v.local.x * 0.35, (v.local.y + v.local.z * 0.8) * 2.6);
  let fibre = texture_noise(q, level(v.pixel, 0.4)).g;
  return lit(v, v.colour * v.tint.rgb * (0.6 + 0.85 * fibre), clamp(v.roughness + 0.2 * fibre, 0.2, 1.0), 0.0, v.normal);
}
fn shade_mirror(v: Fragment) -> vec3f { return v.colour * v.tint.rgb * matte_light(v, v.normal); }
