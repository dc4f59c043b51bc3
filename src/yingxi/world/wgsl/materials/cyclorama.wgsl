// A seamless studio backdrop: even, softly lit, a faint sheen on the floor. Emission: the glow of a lamp thrown on it.
// @fog pixel
fn shade(v: Fragment) -> vec3f {
  let c = v.colour * v.tint.rgb; let edge = 1.0 - max(dot(v.normal, v.view), 0.0);
  let floor_part = smoothstep(0.9, 1.0, v.normal.y);
  return c * (matte_light(v, v.normal) + v.emission * v.tint.w) + environment(reflect(-v.view, v.normal), 0.4) * floor_part * (0.02 + 0.2 * edge * edge * edge);
}
