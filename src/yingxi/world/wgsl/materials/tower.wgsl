// Office tower by night: lit windows, neon strips, bands and media walls. tint rgb: three seeds 0-1.
fn neon(h: f32) -> vec3f {
  let k = u32(fract(h) * 5.0);
  return array<vec3f, 5>(vec3f(1.0, 0.08, 0.42), vec3f(0.05, 0.70, 1.0), vec3f(1.0, 0.50, 0.10),
                         vec3f(0.06, 0.90, 0.62), vec3f(0.55, 0.16, 1.0))[k];
}
fn shade(v: Fragment) -> vec3f {
  let n = v.normal; let seed = v.tint.rgb;
  let p = vec2f(select(v.local.x, v.local.z, abs(n.x) > abs(n.z)), v.local.y);
  let cell = vec2f(1.9 + floor(seed.x * 3.0), 3.5);
  let c = p / cell; let ci = floor(c); let cf = abs(fract(c) - 0.5);
  let r = hash3(vec3f(ci.x + floor(n.x * 2.5) * 31.0 + floor(n.z * 2.5) * 17.0, ci.y, seed.y * 97.0));
  let r2 = fract(r * 17.3); let r3 = fract(r * 53.7);
  let floor_on = hash2(vec2f(ci.y * 1.7, seed.x * 91.0));
  let zone = hash2(floor(vec2f(ci.x / 6.0, ci.y / 4.0)) + seed.z * 57.0);
  let on = step(0.74 - 0.34 * step(0.80, floor_on) - 0.30 * step(0.7, zone), r);
  let soft = clamp(v.pixel / cell.x, 0.02, 0.5);
  let pane = smoothstep(0.36 + soft, 0.36 - soft, cf.x) * smoothstep(0.27 + soft, 0.27 - soft, cf.y);
  let far = smoothstep(0.40, 1.2, v.pixel / cell.x);
  let lamp_colour = mix(vec3f(1.0, 0.47, 0.16), mix(vec3f(0.30, 0.70, 1.0), vec3f(1.0, 0.80, 0.55), seed.z), step(0.62, r2));
  var e = lamp_colour * mix(on * pane * (0.15 + 1.0 * r3 * r3 * r3 + 0.25 * r3), 0.105, far) * 1.15
          + vec3f(0.010, 0.020, 0.034) * pane;
  let hue = neon(seed.x * 3.7 + seed.y); let g = v.local.y * 0.045; let t = now();
  let sweep = sin(p.x * 0.21 + g * 3.0 + t * 1.3) + sin(p.x * 0.11 - g * 5.0 - t * 0.9 + seed.x * 9.0);
  let fx = abs(fract(p.x / (cell.x * 5.0) + 0.5) - 0.5); let wide = 0.010 + v.pixel / (cell.x * 5.0) * 0.8;
  let strip = max(1.0 - fx / wide, 0.0) * (0.010 / wide) * step(0.70, seed.z);
  let run = 0.5 + 0.5 * sin(v.local.y * 0.06 - t * 2.2 + seed.x * 40.0);
  let period = 34.0 + seed.z * 40.0; let by = abs(fract(v.local.y / period) - 0.5);
  let bw = 0.35 / period + v.pixel / period * 0.8;
  let band = max(1.0 - by / bw, 0.0) * (0.35 / period / bw) * step(seed.x, 0.55);
  let media = smoothstep(0.3, 1.7, sweep) * (0.30 + 0.70 * mix(pane, 0.4, far)) * step(0.80, seed.y);
  e += step(0.30, seed.y) * (hue * (strip * run * 7.0 + band * 5.0)
       + mix(hue, neon(seed.z + 0.61), 0.5 + 0.5 * sin(g * 1.6 + t * 0.7)) * media * 0.75);
  e *= select(1.0, 0.0, n.y > 0.5) * (0.45 + 0.55 * smoothstep(-20.0, 80.0, v.world.y)) * 1.75;
  return e + vec3f(1.0, 0.42, 0.16) * 0.10 * exp(-v.world.y * 0.06) + vec3f(0.004, 0.007, 0.012);
}
