// A dusty sky with three suns: the air's own sun, a small white one high up and a low red one; they climb slowly.
fn level_way() -> vec3f { return normalize(vec3f(-view.sun.z, 0.0, view.sun.x)); }
fn sun_way(k: i32) -> vec3f {
  let t = now(); let s = view.sun.xyz; let side = level_way();
  let more = select(select(vec3f(0.0, 0.0045, 1.0), vec3f(0.36, 0.225 + 0.0020 * t, 1.0), k == 1), vec3f(0.66, -0.02 + 0.0060 * t, 1.0), k == 2);
  let climb = select(more.y, more.y * t, k == 0);
  return normalize(s + side * more.x + vec3f(0.0, climb, 0.0));
}
fn sun_tone(k: i32) -> vec3f {
  return select(select(vec3f(1.0, 0.80, 0.52), vec3f(0.86, 0.93, 1.05), k == 1), vec3f(1.0, 0.42, 0.20), k == 2);
}
fn halo(d: vec3f, k: i32, strength: f32) -> vec3f {
  let c = max(dot(d, sun_way(k)), 0.0); let c8 = c * c * c * c * c * c * c * c; let c64 = c8 * c8 * c8 * c8 * c8 * c8 * c8 * c8;
  return sun_tone(k) * strength * (0.08 * c8 + 0.20 * c64 + 0.55 * pow(c64, 9.0));
}
fn sky(d: vec3f) -> vec4f {
  let up = max(d.y, 0.0); let q = vec2f(d.x, d.z) / (up + 0.10); let drift = view.wind.xz * now() * 0.002;
  let shape = fbm(vec2f(q.x * 0.55, q.y * 1.5) + drift) * 0.65 + fbm(vec2f(q.x * 1.5, q.y * 3.9) + drift * 1.7 + 5.0) * 0.35;
  let streak = smoothstep(0.47, 0.80, shape) * smoothstep(0.01, 0.16, d.y) * view.zenith.w;
  let rim = exp(-up * 3.2);
  var c = mix(view.zenith.rgb, view.horizon.rgb, rim);
  let light = halo(d, 0, 1.0) + halo(d, 1, 0.7) + halo(d, 2, 0.8);
  c += light * view.sun_colour.r * 0.20;
  c = mix(c, c * 1.16 + view.horizon.rgb * 0.10 + light * view.sun_colour.r * 0.09, streak);
  return vec4f(c, streak * 0.35);
}
fn disc(d: vec3f, k: i32, radius: f32) -> f32 {
  let away = acos(clamp(dot(d, sun_way(k)), -1.0, 1.0)) / radius; let soft = 0.012 + view.right.w * 1.5 / radius;
  return (1.0 - smoothstep(1.0 - soft, 1.0 + soft, away)) * (0.45 + 0.55 * sqrt(max(1.0 - away * away, 0.0)));
}
fn sky_fine(d: vec3f, cover: f32) -> vec3f {
  let r = view.sun.w; let air = 1.0 - cover * 0.5;
  return (vec3f(1.0, 0.80, 0.48) * disc(d, 0, r) * 6.0 + vec3f(0.92, 0.97, 1.05) * disc(d, 1, r * 0.52) * 7.0 + vec3f(1.0, 0.46, 0.20) * disc(d, 2, r * 0.84) * 4.0) * air;
}
fn environment(r: vec3f, roughness: f32) -> vec3f {
  let rim = exp(-max(r.y, 0.0) * 3.2);
  let above = mix(view.zenith.rgb, view.horizon.rgb, rim) + (halo(r, 0, 1.0) + halo(r, 1, 0.7) + halo(r, 2, 0.8)) * view.sun_colour.r * (0.25 - 0.2 * roughness);
  return mix(view.ground.rgb + view.horizon.rgb * 0.12, above, smoothstep(-0.25 - roughness * 0.5, 0.12 + roughness * 0.5, r.y));
}
