// A thunderstorm seen among its clouds: towers round the horizon under a torn ceiling, lit from behind by moon
// or lightning (both are the sun here; the city-night glow warms what hangs low).
fn piled(az: f32, rise: f32, size: f32, seed: f32) -> vec2f {
  let q = vec2f(az * size, rise * size * 1.35 - now() * 0.006) + seed;
  let warp = fbm(q * 0.8 + 3.7);
  let heap = 1.0 - abs(2.0 * fbm(q + vec2f(warp * 1.3, warp)) - 1.0);
  let puff = 1.0 - abs(2.0 * fbm(q * 2.7 + warp * 1.6) - 1.0);
  return vec2f(heap * 0.68 + puff * 0.32, warp);
}
fn sky(d: vec3f) -> vec4f {
  let az = atan2(d.x, -d.z); let rise = d.y;
  let toward = max(dot(d, view.sun.xyz), 0.0); let t2 = toward * toward; let t6 = t2 * t2 * t2;
  let light = view.sun_colour.rgb; let low = mix(view.horizon.rgb, view.glow_side.rgb, side_of(d));
  // The clear air far behind, bright where the light stands.
  var c = mix(view.zenith.rgb, low * 1.25, exp(-max(rise, 0.0) * 3.2)) + light * (0.02 * t2 + 0.12 * t6 * t6);
  c += view.glow.rgb * exp(-max(rise, 0.0) * 7.0);
  // Two ranges of towers, the nearer darker, their rims toward the light burning.
  for (var k = 0; k < 2; k++) {
    let near = f32(k);
    let h = piled(az, rise, 1.5 + 0.7 * near, 11.0 * near + view.forward.w * 0.01);
    let ahead = piled(az + 0.10 * clamp((view.sun.x - d.x) * 3.0, -1.0, 1.0), rise + 0.07, 1.5 + 0.7 * near, 11.0 * near + view.forward.w * 0.01);
    let top = 0.16 + 0.62 * fbm(vec2f(az * (1.1 + near) + 5.0 * near, 2.0 + near)) - 0.16 * near;
    let body = smoothstep(0.0, 0.16, top + 0.30 * (h.x - 0.45) - rise);
    let thick = smoothstep(0.0, 0.45, top + 0.2 * (h.x - 0.5) - rise);
    let shaded = clamp((h.x - ahead.x) * 2.6 + 0.42, 0.0, 1.4);
    let rim = (1.0 - thick) * body;
    var cloud = (view.zenith.rgb * 0.9 + low * 0.42) * (0.26 + 1.10 * shaded * h.x);
    cloud += light * (shaded * shaded * (0.018 + 0.12 * t6) * h.x + rim * (0.02 + 0.42 * t6) + 0.09 * t6 * t6 * t6);
    cloud += view.glow.rgb * 0.8 * shaded * exp(-max(rise, 0.0) * 4.0);
    c = mix(c, mix(cloud, c, 0.24 - 0.16 * near), body);
  }
  // The ceiling.
  let q = d.xz / (max(rise, 0.0) + 0.30) + view.wind.xz * now() * 0.002;
  let torn = fbm(q * 1.2 + fbm(q * 2.6 + 4.0)); let shut = smoothstep(0.26, 0.62, rise + 0.5 * (torn - 0.5));
  let under = (view.zenith.rgb * 0.7 + low * 0.10) * (0.35 + 1.3 * torn) + light * (0.010 + 0.11 * t6) * torn;
  c = mix(c, under, shut * 0.94);
  // Low down the air hides what the sea of cloud ends in.
  c = mix(c, haze(d), smoothstep(0.13, -0.01, rise));
  return vec4f(c, 1.0);
}
fn sky_fine(d: vec3f, cover: f32) -> vec3f { return vec3f(0.0); }
// Polished things see black cloud below, a broken bright band at the horizon and the light behind the towers.
fn environment(r: vec3f, roughness: f32) -> vec3f {
  let soft = 0.10 + 0.55 * roughness;
  let az = atan2(r.x, -r.z);
  let broken = 0.55 + 0.45 * sin(az * 3.0 + 1.3) * sin(az * 7.0 + 5.0 * r.y);
  let band = exp(-max(abs(r.y - 0.12) - 0.06, 0.0) / soft) * mix(broken, 0.6, roughness);
  let toward = max(dot(r, view.sun.xyz), 0.0); let wide = mix(26.0, 4.0, roughness);
  let low = mix(view.horizon.rgb, view.glow_side.rgb, side_of(r));
  return view.zenith.rgb * (0.5 + 0.5 * r.y) * 1.4 + low * band * 3.4 + view.sun_colour.rgb * 0.55 * pow(toward, wide)
         + view.glow.rgb * 1.5 * exp(-max(r.y + 0.25, 0.0) * 4.0) * step(-0.9, r.y) + view.ground.rgb * max(-r.y, 0.0);
}
