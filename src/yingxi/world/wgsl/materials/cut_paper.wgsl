// Cut paper: fibres pressed in relief, a lamp, and shadows that soften with the gap to the sheet that throws them.
// @fog pixel
struct Shade { open: f32, near: f32 };
fn paper_shadow(p: vec3f, screen: vec2f) -> Shade {
  if (view.sun_colour.w < 0.5) { return Shade(1.0, 0.0); }
  let q = view.shadow * vec4f(p + vec3f(0.0, 0.0, 0.035), 1.0); let uv = vec2f(q.x * 0.5 + 0.5, 0.5 - q.y * 0.5);
  let side = 0.75 / view.wind.w; let start = TAU * fract(52.9829189 * fract(dot(screen, vec2f(0.06711056, 0.00583715))));
  let last = vec2i(i32(side) - 1); let metres = view.counts.w * side * 0.5 + 400.0;
  var gap = 0.0; var found = 0.0;
  for (var i = 0; i < 5; i++) {
    let turn = start + f32(i) * 2.4; let reach = 3.0 + 3.2 * f32(i);
    let d = textureLoad(shadow_map, clamp(vec2i(uv * side + vec2f(cos(turn), sin(turn)) * reach), vec2i(0), last), 0);
    let above = (d - q.z) * 2.0 * metres; let hit = step(0.05, above);
    gap += above * hit; found += hit;
  }
  gap = gap / max(found, 1.0);
  let radius = clamp(gap * 0.16 / view.counts.w, 0.8, 13.0) / side; var open = 0.0;
  for (var i = 0; i < 7; i++) {
    let turn = start + f32(i) * 2.399; let reach = sqrt((f32(i) + 0.5) / 7.0) * radius;
    open += textureSampleCompareLevel(shadow_map, shadow_test, uv + vec2f(cos(turn), sin(turn)) * reach, q.z + 0.00002);
  }
  // What hangs far in front throws but a breath of shade.
  let faint = clamp((gap - 0.9) * 0.34, 0.0, 0.88);
  return Shade(mix(open / 7.0, 1.0, faint), exp(-gap * 1.5) * step(0.5, found));
}
fn shade(v: Fragment) -> vec3f {
  let q = v.local.xy * 0.21 + v.world.zz * 0.37; let lod = clamp(level(v.pixel, 4.8), 0.0, 7.0);
  let here = texture_noise(q, lod); let beside = texture_noise(q + vec2f(0.006, -0.006), lod);
  let fibre = texture_noise(q * vec2f(2.3, 0.7), lod).g - texture_noise(q * vec2f(2.3, 0.7) + vec2f(0.004, 0.004), lod).g;
  let press = (here.g - beside.g) * 2.4 + fibre * 1.6;
  let n = normalize(v.normal + vec3f(press, -press, 0.0) * 0.32);
  let s = paper_shadow(v.world, v.screen);
  let key = max(dot(n, view.sun.xyz), 0.0) * mix(0.06, 1.0, s.open);
  let c = v.colour * v.tint.rgb * (0.94 + 0.16 * (here.g - 0.42) + 0.05 * (here.a - 0.5));
  let around = view.zenith.rgb * (0.40 + 0.60 * s.open) * (1.0 - 0.25 * s.near);
  return c * (view.sun_colour.rgb * key + around + local_light(v, n) * (0.35 + 0.65 * s.open));
}
