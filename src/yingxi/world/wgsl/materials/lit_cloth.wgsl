// A white cloth with an oil lamp behind it: a hot heart that breathes and gutters, threads, folds, seams.
// The lamp hangs at sun.xy half heights from the middle; local is in half heights of the picture times tint.w metres.
// @fog pixel
fn shade(v: Fragment) -> vec3f {
  let p = v.local.xy / v.tint.w; let t = now();
  let gust = noise(vec2f(t * 1.9, 3.0)) - 0.5; let lick = noise(vec2f(t * 8.0, 9.0)) - 0.5;
  let lamp = view.sun.xy + vec2f(0.012 * gust, 0.018 * lick);
  let away = length((p - lamp) * vec2f(0.72, 1.0));
  let heart = exp(-away * away * 1.15) * (1.0 + 0.10 * gust + 0.05 * lick); let wide = exp(-away * 0.62);
  let thread = (sin(p.x * 900.0) + sin(p.y * 900.0)) * 0.5 * (1.0 - smoothstep(0.0006, 0.0030, v.pixel / v.tint.w));
  let slub = texture_noise(p * vec2f(0.9, 0.11), 0.0).r + texture_noise(p * vec2f(0.13, 1.1), 0.0).r - 1.0;
  let fold = texture_noise(p * vec2f(0.22, 0.05) + vec2f(0.0, t * 0.002), 2.0).g - 0.42;
  let stain = texture_noise(p * 0.17 + 0.4, 1.0).g - 0.42;
  let seam = exp(-pow((abs(p.x) - 1.02) * 160.0, 2.0)) * 0.10;
  let warm = mix(vec3f(1.0, 0.50, 0.17), vec3f(1.0, 0.76, 0.42), heart);
  let light = 0.80 * heart + 0.46 * wide;
  return v.colour * warm * light * (1.0 + 0.035 * thread + 0.07 * slub + 0.16 * fold - 0.12 * max(stain, 0.0) - seam);
}
