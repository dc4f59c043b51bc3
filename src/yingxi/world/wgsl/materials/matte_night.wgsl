// Plain matter high over a lit city: dim light from below and around, none of the cost of lamps.
// @mirrored by vertex
fn shade(v: Fragment) -> vec3f {
  let below = view.glow.rgb * (1.2 - 0.8 * v.normal.y) * exp(-max(v.world.y, 0.0) * 0.012);
  let facing = max(dot(v.normal, view.sun.xyz), 0.0);
  return v.colour * v.tint.rgb * (ambient(v.normal, v.world.y, v.ao) * 1.4 + below + view.sun_colour.rgb * facing + v.emission);
}
