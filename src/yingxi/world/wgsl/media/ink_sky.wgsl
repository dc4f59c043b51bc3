// The painted sky: paper with a faint wash; by night a grey wash that leaves the moon bare.
struct Painted { @location(0) data: vec4f, @location(1) mark: vec4f };
struct Ray { @builtin(position) clip: vec4f, @location(0) way: vec3f };
const SKY = 11.0; const FLOWER = 22.0;
@vertex fn sky_vertex(@builtin(vertex_index) i: u32) -> Ray {
  let p = vec2f(f32((i << 1u) & 2u), f32(i & 2u)) * 2.0 - 1.0;
  return Ray(vec4f(p, 0.0, 1.0), view.forward.xyz + view.right.xyz * p.x + view.up.xyz * p.y);
}
fn night() -> f32 { return 1.0 - smoothstep(0.06, 0.30, luma(view.zenith.rgb) + luma(view.horizon.rgb)); }
fn washed(d: vec3f) -> vec3f {
  let up = max(d.y, 0.0); let q = d.xz / (up + 0.35);
  let cloud = texture_noise(q * 0.10 + now() * 0.0006, 0.0).g * 0.6 + texture_noise(q * 0.043 - now() * 0.0004, 0.0).g * 0.4;
  let dark = night(); let falling = clamp(view.ground.w + view.haze.w * 0.8, 0.0, 1.0);
  var t = (0.03 + 0.10 * view.zenith.w) * smoothstep(0.40, 0.62, cloud) * smoothstep(0.02, 0.35, up);
  t += (0.34 * dark + 0.16 * falling) * (0.35 + 1.1 * cloud) * smoothstep(-0.02, 0.30, up);
  let disc_size = max(view.sun.w * 4.0, 0.030); let seen = step(0.0, view.sun.y);
  let away = acos(clamp(dot(d, view.sun.xyz), -1.0, 1.0));
  let ring = seen * (0.20 * dark + 0.05) * exp(-max(away - disc_size, 0.0) * 5.0) * smoothstep(0.0, 0.1, up + 0.05);
  let disc = seen * (1.0 - smoothstep(disc_size * 0.94, disc_size, away));
  return vec3f(t + ring * (0.6 + 0.8 * cloud), disc, dark);
}
@fragment fn sky_ink(r: Ray) -> Painted {
  let s = washed(normalize(r.way)); let red = s.y * (1.0 - s.z) * step(0.001, luma(view.sun_colour.rgb));
  let low_sun = 1.0 - smoothstep(0.25, 0.45, view.sun.y);
  let tone = mix(s.x * (1.0 - s.y), 0.42, red * low_sun);
  let presence = mix(clamp(s.x * 6.0, 0.0, 1.0) * (1.0 - s.y), 1.0, red * low_sun);
  return Painted(vec4f(tone, 0.5, presence, 5000.0), vec4f(0.5, 0.5, select(SKY, FLOWER, red * low_sun > 0.5) / 255.0, 1.0));
}
@fragment fn sky_ink_mirror(r: Ray) -> @location(0) vec4f {
  let s = washed(normalize(r.way));
  return vec4f(s.x * (1.0 - s.y) * 0.7, 0.0, 0.0, 0.01);
}
