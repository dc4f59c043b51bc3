// A tower by night with real depth: windows set back, rooms behind them, balconies or glass bands by the seeds in tint rgb.
// tint.w: how awake it is (1 at night, about 0.1 by day).
fn neon_hue(h: f32) -> vec3f {
  let k = u32(fract(h) * 5.0);
  return array<vec3f, 5>(vec3f(1.0, 0.08, 0.42), vec3f(0.05, 0.70, 1.0), vec3f(1.0, 0.50, 0.10),
                         vec3f(0.06, 0.90, 0.62), vec3f(0.55, 0.16, 1.0))[k];
}
fn shade(v: Fragment) -> vec3f {
  let n = v.normal; let seed = v.tint.rgb; let t = now();
  let along = vec3f(n.z, 0.0, -n.x) * inverseSqrt(n.x * n.x + n.z * n.z + 1e-4);
  let p = vec2f(dot(v.local, along), v.local.y);
  let glassy = step(0.62, seed.y); let homes = step(seed.y, 0.30);
  let cell = vec2f(mix(2.1 + floor(seed.x * 3.0), 1.5, glassy), 3.5);
  let lean = vec2f(dot(v.view, along), v.view.y) / max(dot(v.view, n), 0.24);
  let g = p / cell; let id = floor(g); let at = fract(g) - 0.5;
  let blur = v.pixel / cell.x; let soft = clamp(blur, 0.02, 0.5); let far = smoothstep(0.35, 1.1, blur);
  // half sizes of the opening, and the same sight line on the glass behind it
  let hole = mix(vec2f(0.36, 0.30), vec2f(0.46, 0.40), glassy);
  let deep = at - lean * (mix(0.42, 0.12, glassy) / cell) * (1.0 - far);
  let rim = smoothstep(hole + soft, hole - soft, abs(at)); let opening = rim.x * rim.y;
  let inside = smoothstep(hole + soft, hole - soft, abs(deep)); let pane = opening * inside.x * inside.y;
  let r = hash3(vec3f(id.x + floor(n.x * 2.5) * 31.0 + floor(n.z * 2.5) * 17.0, id.y, seed.y * 97.0));
  let r2 = fract(r * 17.3); let r3 = fract(r * 53.7);
  let floor_on = hash2(vec2f(id.y * 1.7, seed.x * 91.0));
  let zone = hash2(floor(id / vec2f(6.0, 4.0)) + seed.z * 57.0);
  let on = step(0.72 - 0.34 * step(0.80, floor_on) - 0.30 * step(0.7, zone), r);
  // a room: its back wall 2.6 m behind the glass, brighter under the ceiling, curtains at the sides, things on the floor
  let wall = at - lean * (2.6 / cell) * (1.0 - far);
  let ceiling = 0.55 + 0.9 * smoothstep(-0.3, 0.5, wall.y);
  let curtain = 1.0 - 0.75 * step(0.30 - 0.22 * r2, abs(deep.x)) * step(0.4, r3) * (1.0 - glassy);
  let things = 1.0 - 0.6 * step(wall.y, -0.22 + 0.25 * hash2(floor(wall * 7.0) + r)) * (1.0 - far);
  let lamp = mix(vec3f(1.0, 0.46, 0.15), mix(vec3f(0.30, 0.68, 1.0), vec3f(1.0, 0.80, 0.55), seed.z), step(0.62, r2));
  let room = pane * on * ceiling * curtain * things * (0.16 + 0.30 * r3 + 0.9 * r3 * r3 * r3);
  var e = lamp * mix(room, 0.085, far) * 1.2 + vec3f(0.010, 0.022, 0.038) * pane;
  e += lamp * (opening * (1.0 - inside.x * inside.y) * on * 0.10 * (1.0 - far));          // lit sides of the recess
  // balconies: a slab and a rail that catch the light of the street
  let slab = smoothstep(0.05 + soft, 0.05 - soft, abs(at.y + 0.44)) * homes;
  let rail = smoothstep(-0.22, -0.24, at.y) * step(0.5, fract(p.x * 4.0)) * homes * (1.0 - smoothstep(0.03, 0.10, v.pixel));
  let skin = mix(vec3f(0.030, 0.030, 0.036), vec3f(0.050, 0.036, 0.030), seed.z) * (1.0 - 0.75 * opening) * (1.0 + 1.6 * slab) * (1.0 - 0.4 * rail);
  // light of the street below, coloured by its quarter, and of the sky
  let street = mix(vec3f(1.0, 0.42, 0.16), neon_hue(seed.z * 5.0 + 0.3), 0.45) * (1.1 * exp(-max(v.world.y, 0.0) * 0.045));
  e += skin * (matte_light(v, n) * 2.0 + street);
  // strips up the corners, bands, a media wall, a crown
  let hue = neon_hue(seed.x * 3.7 + seed.y);
  let gy = v.local.y * 0.045;
  let sweep = sin(p.x * 0.21 + gy * 3.0 + t * 1.3) + sin(p.x * 0.11 - gy * 5.0 - t * 0.9 + seed.x * 9.0);
  let fx = abs(fract(p.x / (cell.x * 5.0) + 0.5) - 0.5); let wide = 0.010 + v.pixel / (cell.x * 5.0) * 0.8;
  let strip = max(1.0 - fx / wide, 0.0) * (0.010 / wide) * step(0.70, seed.z);
  let run = 0.5 + 0.5 * sin(v.local.y * 0.06 - t * 2.2 + seed.x * 40.0);
  let period = 34.0 + seed.z * 40.0; let by = abs(fract(v.local.y / period) - 0.5); let bw = 0.35 / period + v.pixel / period * 0.8;
  let band = max(1.0 - by / bw, 0.0) * (0.35 / period / bw) * step(seed.x, 0.45);
  let media = smoothstep(0.3, 1.7, sweep) * (0.30 + 0.70 * mix(pane, 0.4, far)) * step(0.84, seed.y);
  let crown = smoothstep(0.965, 0.975, v.height) * step(0.45, seed.x) * 0.8;
  e += step(0.30, seed.z + seed.y * 0.5) * (hue * (strip * run * 7.0 + band * 4.5 + crown)
       + mix(hue, neon_hue(seed.z + 0.61), 0.5 + 0.5 * sin(gy * 1.6 + t * 0.7)) * media * 0.8);
  let rise = 0.5 + 0.5 * smoothstep(-20.0, 80.0, v.world.y);
  let day = v.colour * mix(vec3f(1.0), vec3f(0.35, 0.42, 0.5), opening) * matte_light(v, n) * (1.0 - v.tint.w);
  return (e * rise * 1.6) * select(1.0, 0.06, n.y > 0.5) * v.tint.w + day;
}
fn shade_mirror(v: Fragment) -> vec3f {
  let seed = v.tint.rgb; let p = vec2f(v.local.x + v.local.z, v.local.y) / vec2f(2.1 + floor(seed.x * 3.0), 3.5);
  let f = abs(fract(p) - 0.5); let h = hash2(floor(p) + seed.xy * 41.0);
  let far = smoothstep(0.35, 1.1, v.pixel / 2.5);
  let pane = smoothstep(0.38, 0.30, f.x) * smoothstep(0.32, 0.25, f.y) * step(0.66, h);
  let hue = neon_hue(seed.x * 3.7 + seed.y);
  return (mix(vec3f(1.0, 0.46, 0.15), vec3f(0.4, 0.7, 1.0), step(0.62, seed.z)) * mix(pane * 0.9, 0.12, far) + hue * 0.03 + 0.006)
         * v.tint.w + v.colour * ambient(v.normal, v.world.y, 1.0) * (1.0 - v.tint.w);
}
