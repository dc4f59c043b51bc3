// A polished floor of stone or boards: seams, and a soft mirror of what is bright around.
// @fog pixel
fn shade(v: Fragment) -> vec3f {
  let q = v.world.xz / vec2f(1.1, 1.1); let f = abs(fract(q) - 0.5); let h = hash2(floor(q));
  let near = 1.0 - smoothstep(0.03, 0.2, v.pixel);
  let seam = smoothstep(0.47, 0.495, max(f.x, f.y)) * near;
  let worn = texture_noise(v.world.xz * 0.17, level(v.pixel, 6.0)); let fine = texture_noise(v.world.xz * vec2f(0.5, 2.2), level(v.pixel, 0.9));
  let c = v.colour * v.tint.rgb * (0.8 + 0.3 * mix(0.5, h, near)) * (0.7 + 0.6 * worn.g) * (0.85 + 0.3 * fine.g) * (1.0 - 0.5 * seam);
  let n = normalize(v.normal + vec3f(fine.r - 0.5, 0.0, fine.g - 0.42) * 0.03);
  return lit(v, c, 0.16 + 0.18 * worn.r, 0.0, n);
}
fn shade_mirror(v: Fragment) -> vec3f { return v.colour * v.tint.rgb * matte_light(v, v.normal); }
