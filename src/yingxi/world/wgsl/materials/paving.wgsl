// Paved or metalled ground: slabs, joints, wear; wet when it rains, with lamps and sky in the puddles. tint.w: slab size m (0: asphalt).
// @fog pixel
fn shade(v: Fragment) -> vec3f {
  let laid = step(0.01, v.tint.w); let slab = select(1.0, v.tint.w, v.tint.w > 0.01);
  let row = floor(v.world.z / (slab * 0.62)); let q = vec2f(v.world.x / slab + 0.5 * fract(row * 0.5), v.world.z / (slab * 0.62)) * laid;
  let f = abs(fract(q) - 0.5); let h = hash2(floor(q));
  // Along the line of sight a pixel covers more ground: joints across it go first, and grow pale as they grow broad.
  let graze = max(abs(dot(v.normal, v.view)), 0.06); let ahead = abs(v.view.xz) * inverseSqrt(dot(v.view.xz, v.view.xz) + 1e-4);
  let foot = v.pixel * mix(vec2f(1.0), vec2f(1.0 / graze), ahead) / vec2f(slab, slab * 0.62);
  let seen = 1.0 - smoothstep(vec2f(0.06), vec2f(0.34), foot); let lines = smoothstep(0.455 - foot * 0.7, vec2f(0.49), f) * seen / (1.0 + foot * 6.0);
  let joint = max(lines.x, lines.y) * laid;
  let worn = texture_noise(v.world.xz * 0.11, level(v.pixel, 9.0)); let grain = texture_noise(v.world.xz * 0.9, level(v.pixel, 1.1));
  let tone = (0.80 + 0.35 * mix(h, 0.5, max(smoothstep(0.08, 0.5, max(foot.x, foot.y)), 1.0 - laid))) * (0.70 + 0.65 * worn.g) * (0.85 + 0.3 * grain.r);
  let wet = view.ground.w; let puddle = smoothstep(0.60 - 0.25 * wet, 0.75 - 0.2 * wet, worn.r + 0.12 * (grain.g - 0.4)) * wet;
  let c = v.colour * v.tint.rgb * tone * (1.0 - 0.62 * joint) * (1.0 - 0.45 * wet);
  let n = normalize(v.normal + vec3f(grain.r - 0.5, 0.0, grain.g - 0.42) * mix(0.18, 0.01, puddle) * (1.0 - smoothstep(0.05, 0.5, v.pixel)));
  return lit(v, c, mix(mix(0.62, 0.34, wet), 0.06, puddle), 0.0, n);
}
fn shade_mirror(v: Fragment) -> vec3f { return v.colour * v.tint.rgb * matte_light(v, v.normal); }
