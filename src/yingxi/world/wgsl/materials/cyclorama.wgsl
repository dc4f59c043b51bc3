// A seamless studio backdrop: even light whatever way it curves, shadows only on its floor, a faint sheen there.
// Emission: the pool of a lamp thrown on it.
// @fog pixel
fn shade(v: Fragment) -> vec3f {
  let c = v.colour * v.tint.rgb; let edge = 1.0 - max(dot(v.normal, v.view), 0.0);
  let level_part = smoothstep(0.80, 1.0, v.normal.y);
  let even = ambient(vec3f(0.0, 0.6, 0.8), 2.0, 1.0) + view.sun_colour.rgb * 0.55 * mix(1.0, sunlit(v.world, v.normal), level_part);
  return c * (even + local_light(v, v.normal) + v.emission * v.tint.w)
         + environment(reflect(-v.view, v.normal), 0.4) * level_part * (0.02 + 0.2 * edge * edge * edge);
}
