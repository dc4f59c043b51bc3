// Sand under the three suns of skies/three_suns: each throws its own light and its own path of glitter.
// @fog pixel
fn way_of(k: f32, climb: f32) -> vec3f {
  let side = normalize(vec3f(-view.sun.z, 0.0, view.sun.x));
  return normalize(view.sun.xyz + side * k + vec3f(0.0, climb, 0.0));
}
fn glitter(n: vec3f, v: Fragment, way: vec3f) -> f32 {
  let h = max(dot(n, normalize(way + v.view)), 0.0); let h4 = h * h * h * h; let h16 = h4 * h4 * h4 * h4;
  return h16 * h16 * h16;
}
fn shade(v: Fragment) -> vec3f {
  let t = now(); let bend_of = texture_noise(v.world.xz * 0.02, 2.0).r * 5.0;
  let phase = (v.world.x * 0.9 + v.world.z * 0.35) * 7.0 + bend_of * 4.0;
  let graze = max(dot(v.normal, v.view), 0.05); let across = v.view.xz * inverseSqrt(dot(v.view.xz, v.view.xz) + 1e-4);
  let foot = v.pixel * mix(1.0, 1.0 / graze, abs(dot(across, vec2f(0.932, 0.362))));
  let near = clamp(1.35 - foot * 4.2, 0.0, 1.0) * (1.0 - smoothstep(0.02, 0.26, v.pixel * 2.0));
  let close = 1.0 - smoothstep(0.004, 0.03, v.pixel);
  let broad = texture_noise(v.world.xz * 0.035, level(v.pixel, 28.0));
  let grain = texture_noise(v.world.xz * 0.9, level(v.pixel, 1.1));
  let n = normalize(v.normal + vec3f(cos(phase), 0.0, cos(phase) * 0.4) * 0.13 * near * near * (0.35 + 1.1 * broad.b) + vec3f(grain.r - 0.5, 0.0, grain.g - 0.4) * 0.12 * close + vec3f(broad.r - 0.5, 0.0, broad.g - 0.5) * 0.14);
  let c = v.colour * v.tint.rgb * (0.80 + 0.30 * mix(0.45, grain.g, close) + 0.14 * broad.g);
  let second = way_of(0.36, 0.225 + 0.0020 * t); let third = way_of(0.66, -0.02 + 0.0060 * t);
  let sun = view.sun_colour.rgb;
  var light = matte_light(v, n);
  light += sun.r * (vec3f(0.42, 0.46, 0.54) * max(dot(n, second), 0.0) + vec3f(0.34, 0.13, 0.06) * max(dot(n, third), 0.0)) * (0.4 + 0.6 * v.ao);
  let shine = glitter(n, v, view.sun.xyz) * 0.055 * sunlit(v.world, n) + glitter(n, v, second) * 0.03 + glitter(n, v, third) * 0.03;
  return c * light + sun * vec3f(1.0, 0.72, 0.45) * shine;
}
