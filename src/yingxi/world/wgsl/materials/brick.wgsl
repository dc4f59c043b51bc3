// Old brick and dressed stone in courses, worn and stained.
// @fog pixel
fn shade(v: Fragment) -> vec3f {
  let side = step(0.7, abs(v.normal.y));
  let along = mix(v.world.x * abs(v.normal.z) + v.world.z * abs(v.normal.x) + (v.world.x + v.world.z) * 0.15, v.world.x, side);
  let up = mix(v.world.y, v.world.z, side);
  let row = floor(up / 0.24); let q = vec2f(along / 0.62 + 0.5 * (row - 2.0 * floor(row * 0.5)), up / 0.24);
  let f = abs(fract(q) - 0.5); let near = 1.0 - smoothstep(0.02, 0.10, v.pixel);
  let joint = smoothstep(0.44, 0.49, max(f.x * 1.02, f.y)) * near;
  let h = mix(0.5, hash2(floor(q)), near);
  let worn = texture_noise(vec2f(along, up) * 0.07, level(v.pixel, 14.0)); let grain = texture_noise(vec2f(along, up) * 0.8, level(v.pixel, 1.2));
  var c = v.colour * v.tint.rgb * (0.74 + 0.5 * h) * (0.62 + 0.8 * worn.g) * (0.85 + 0.3 * grain.r) * (1.0 - 0.5 * joint);
  c = mix(c, c * vec3f(0.85, 1.05, 0.7), smoothstep(0.5, 0.75, worn.r) * 0.5);
  c = mix(c, vec3f(0.60, 0.63, 0.68), smoothstep(0.6, 0.95, v.normal.y) * view.haze.w);
  let n = normalize(v.normal + (vec3f(grain.r, grain.g, worn.r) - vec3f(0.5, 0.42, 0.5)) * 0.35 * near);
  return c * matte_light(v, n);
}
