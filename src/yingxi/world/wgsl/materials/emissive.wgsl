// Shines by itself: colour * tint * emission (0-16) * parameter, a little darker at grazing angles.
// @by vertex
fn shade(v: Fragment) -> vec3f {
  let k = 0.55 + 0.45 * abs(dot(v.normal, v.view));
  return v.colour * v.tint.rgb * (v.emission * v.tint.w * k);
}
