// Walls of lattice windows lit from inside, around the y axis of the model. tint.w: how bright.
fn shade(v: Fragment) -> vec3f {
  let p = vec2f(atan2(v.local.x, v.local.z) * length(v.local.xz) * 0.9, v.local.y);
  let q = p * vec2f(0.62, 0.50); let f = abs(fract(q) - 0.5); let soft = v.pixel * 0.7;
  let frame = smoothstep(0.37 - soft, 0.42 + soft, max(f.x, f.y));
  let g = abs(fract(p * 2.3) - 0.5);
  let bars = smoothstep(0.36 - soft * 2.0, 0.46 + soft * 2.0, max(g.x, g.y)) * (1.0 - smoothstep(0.1, 0.6, v.pixel * 2.3));
  let h = hash2(floor(q) + floor(v.world.xz * 0.02)); let on = 0.10 + 0.90 * smoothstep(0.25, 0.75, h);
  let inner = exp(-dot(f, f) * 5.0);
  let inside = vec3f(1.0, 0.36, 0.08) * (2.1 * (1.0 - frame) * (1.0 - bars * 0.75) * on * inner * (0.35 + 0.65 * v.ao));
  return inside * v.tint.w + v.colour * matte_light(v, v.normal);
}
