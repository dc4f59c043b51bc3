// Sand: wind ripples in trains that fork and die out, smooth where the sand slides, glints toward the sun.
// @fog pixel
// How much of a wave of `k` rad/m along `way` a pixel still shows: at a glance along the ground it covers more of it.
fn shown(v: Fragment, way: vec2f, k: f32) -> f32 {
  let graze = max(dot(v.normal, v.view), 0.05); let across = v.view.xz * inverseSqrt(dot(v.view.xz, v.view.xz) + 1e-4);
  let foot = v.pixel * mix(1.0, 1.0 / graze, abs(dot(way, across)));
  return clamp(1.35 - foot * k * 0.62, 0.0, 1.0);
}
// The slope -1..1 of a ripple `turns` along: a smooth wave, steeper on its lee side.
fn ripple(turns: f32) -> f32 {
  let f = fract(turns); let u = min(f * 1.62, (1.0 - f) * 2.62);
  return u * u * (6.0 - 4.0 * u) - 1.0;
}
fn shade(v: Fragment) -> vec3f {
  let broad = texture_noise(v.world.xz * 0.021, level(v.pixel, 48.0)); let grain = texture_noise(v.world.xz * 0.9, level(v.pixel, 1.1));
  let way = vec2f(0.932, 0.362); let other = vec2f(0.876, 0.482); let wide = vec2f(0.980, 0.199);
  let bend_of = broad.r * 2.7 + grain.r * 0.14; let p = v.world.xz;
  // Two trains of nearly one length beat against each other: that is where ripples fork.
  let fine = (ripple(dot(p, way) * 2.71 + bend_of) * 0.62 + ripple(dot(p, other) * 3.26 + bend_of * 1.13) * 0.38) * shown(v, way, 19.0);
  let long = ripple(dot(p, wide) * 0.334 + broad.r * 1.43) * shown(v, wide, 2.1);
  let lies = smoothstep(0.80, 0.93, v.normal.y) * smoothstep(0.20, 0.62, broad.g);
  let slope = fine * 0.17 * lies + long * 0.034 * (1.0 - lies * 0.6);
  let close = 1.0 - smoothstep(0.004, 0.03, v.pixel);
  let n = normalize(v.normal + vec3f(way.x, 0.0, way.y) * slope + vec3f(grain.r - 0.5, 0.0, grain.g - 0.4) * (0.05 + 0.07 * close)
                    + vec3f(broad.r - 0.5, 0.0, broad.g - 0.45) * 0.10);
  let c = v.colour * v.tint.rgb * (0.86 + 0.20 * mix(0.42, grain.g, 0.35 + 0.65 * close) + 0.12 * broad.g) * (1.0 - 0.10 * fine * lies);
  let spark = step(0.93, grain.a) * pow(max(dot(reflect(-v.view, n), view.sun.xyz), 0.0), 12.0) * close;
  return c * matte_light(v, n) + view.sun_colour.rgb * spark * 0.6;
}
