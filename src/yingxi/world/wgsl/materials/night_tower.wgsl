// A modern building: glass and bands by day, lit rooms by night. tint rgb: seeds 0-1; tint.w: night, 0-1 (above 1: neon too).
// Vertex colour is the wall. Walls are axis-aligned in the model.
fn shade(v: Fragment) -> vec3f {
  let n = v.normal; let seed = v.tint.rgb;
  let p = vec2f(select(v.local.x, v.local.z, v.metalness > 0.4), v.local.y);
  let cell = vec2f(1.5 + floor(seed.x * 3.0) * 0.7, 3.4);
  let c = p / cell; let ci = floor(c); let cf = abs(fract(c) - 0.5);
  let soft = clamp(v.pixel / cell.x, 0.01, 0.5);
  let wide = mix(0.30, 0.47, step(0.45, seed.y)); let tall = mix(0.28, 0.42, step(0.3, seed.z));
  let pane = smoothstep(wide + soft, wide - soft, cf.x) * smoothstep(tall + soft, tall - soft, cf.y);
  let far = smoothstep(0.35, 1.1, v.pixel / cell.x);
  let glass = mix(pane, wide * tall * 3.2, far) * step(n.y, 0.5);
  let r = hash3(vec3f(ci.x + floor(v.metalness * 7.0) * 31.0, ci.y, seed.y * 97.0));
  let tilt = (vec3f(r, fract(r * 7.3), fract(r * 13.1)) - 0.5) * 0.05 * (1.0 - far);
  let sky_in = environment(reflect(-v.view, normalize(n + tilt)), 0.05);
  let edge = 1.0 - max(dot(n, v.view), 0.0);
  let mirror = 0.16 + 0.62 * edge * edge * edge;
  let stain = texture_noise(vec2f(p.x * 0.06, p.y * 0.02), level(v.pixel, 16.0)).g;
  let light = matte_light(v, n);
  let wall = v.colour * (0.75 + 0.5 * stain) * light;
  let pane_colour = v.colour * vec3f(0.10, 0.13, 0.15) * light + sky_in * mirror;
  var out_c = mix(wall, pane_colour, glass);
  let zone = hash2(floor(vec2f(ci.x / 5.0, ci.y / 3.0)) + seed.z * 57.0);
  let on = step(0.74 - 0.34 * step(0.7, zone), r);
  let inner = 0.55 + 0.45 * step(0.02, abs(fract(c.x * 2.0) - 0.5) - v.pixel);
  let room = mix(vec3f(1.0, 0.62, 0.28), vec3f(0.70, 0.86, 1.0), step(0.72, fract(r * 17.3)));
  out_c += room * mix(on * pane * (0.12 + 1.1 * fract(r * 53.7) * fract(r * 53.7)) * inner, 0.16 * glass, far) * min(v.tint.w, 1.0);
  let band = abs(fract(p.y / (26.0 + seed.x * 30.0)) - 0.5) * (26.0 + seed.x * 30.0);
  let strip = smoothstep(0.30 + v.pixel, 0.0, band) * step(0.55, seed.z) * clamp(v.tint.w - 1.0, 0.0, 1.0);
  let hue = mix(vec3f(1.0, 0.10, 0.45), vec3f(0.05, 0.75, 1.0), step(0.5, fract(seed.x * 7.0)));
  return out_c + hue * strip * 3.5;
}
