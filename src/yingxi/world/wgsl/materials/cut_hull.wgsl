// A ship's plating that wires cut into level slabs: glowing seams every slab, portholes in pale walls.
// tint.w: heat 0-1 of the whole seam; where it is 0 only what is beyond the wires (world x > 0) glows.
// roughness of a vertex: 1 where there are windows.
fn shade(v: Fragment) -> vec3f {
  let n = v.normal; let a = abs(n);
  let along = select(v.local.x, v.local.z, a.x > a.z);
  let rust = texture_noise(vec2f(along * 0.05, v.local.y * 0.02), level(v.pixel, 20.0));
  let fine = texture_noise(vec2f(along, v.local.y) * 0.16, level(v.pixel, 6.0));
  let plate = abs(fract(vec2f(along / 7.5, v.local.y / 2.4)) - 0.5);
  let fade = 1.0 - smoothstep(0.05, 0.35, v.pixel);
  let weld = smoothstep(0.470, 0.492, max(plate.x, plate.y)) * fade;
  let streak = smoothstep(0.50, 0.78, rust.g) * 0.55;
  var c = mix(v.colour * (0.86 + 0.28 * fine.g), vec3f(0.12, 0.048, 0.022), streak) * (1.0 - 0.35 * weld);
  let pane = abs(fract(vec2f(along / 1.9, v.local.y / 2.4 + 0.10)) - 0.5);
  let wide = step(0.8, v.roughness) * step(a.y, 0.5) * smoothstep(0.30, 0.26, pane.x) * smoothstep(0.24, 0.20, pane.y) * fade;
  c = mix(c, vec3f(0.02, 0.03, 0.04), wide);
  let rise = fract(v.local.y / 2.4); let edge = min(rise, 1.0 - rise) * 2.4;
  let line = smoothstep(0.05 + v.pixel * 1.3, 0.0, edge) * step(a.y, 0.5);
  let halo = exp(-edge * 5.0) * step(a.y, 0.5);
  let passed = smoothstep(0.0, 0.6, v.world.x) * (0.30 + 0.70 * exp(-max(v.world.x, 0.0) * 0.035));
  let heat = max(v.tint.w, passed * v.tint.r);
  let glint = 0.7 + 0.6 * texture_noise(vec2f(along * 0.11 - now() * 0.6, v.local.y * 0.3), 1.0).r;
  let glow = (vec3f(1.0, 0.50, 0.16) * line * 9.0 + vec3f(1.0, 0.22, 0.04) * halo * 0.9) * heat * glint;
  return lit(v, c, 0.62, 0.0, n) + environment(reflect(-v.view, n), 0.1) * wide * 0.45 + glow;
}
fn shade_mirror(v: Fragment) -> vec3f { return v.colour * matte_light(v, v.normal) + vec3f(1.0, 0.3, 0.06) * v.tint.w * 0.3; }
