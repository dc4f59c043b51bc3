// Haze, mist and the light of the sky, from the numbers of Air.
fn side_of(d: vec3f) -> f32 { let s = clamp(d.x * 0.5 + 0.5, 0.0, 1.0); return s * s * view.glow_side.w; }
// 1 all round by day; a city's glow stands toward -z.
fn facing_city(d: vec3f) -> f32 { return mix(1.0, 0.675 - 0.325 * d.z, view.glow.w); }
// Colour of the clear sky and of distant air in a unit direction.
fn haze(d: vec3f) -> vec3f {
  let h = max(d.y, 0.0);
  let low = mix(view.horizon.rgb, view.glow_side.rgb, side_of(d));
  let rim = exp(-h * 4.5);
  var c = mix(view.zenith.rgb, low * facing_city(d), rim) + view.glow.rgb * exp(-h * 15.0) * facing_city(d);
  let toward = max(dot(d, view.sun.xyz), 0.0);
  let t2 = toward * toward; let t8 = t2 * t2 * t2 * t2;
  c += view.sun_colour.rgb * (0.03 * t2 + 0.12 * t8 * t8) * (0.15 + 0.85 * rim) * (1.0 - view.glow.w);
  return c;
}
fn layer(k: f32, y0: f32, y1: f32) -> f32 {
  let a = exp(-k * max(y0, 0.0)); let b = exp(-k * max(y1, 0.0)); let rise = abs(y1 - y0);
  return select(abs(a - b) / (k * max(rise, 0.01)), a, rise < 0.5);
}
// Share of light lost between the eye and a point `far` metres away, through height-dependent mist.
fn fog_amount(far: f32, y0: f32, y1: f32) -> f32 {
  let k = view.haze.z;
  let mist = 0.5 * layer(k, y0, y1) + 0.5 * layer(k * 0.125, y0, y1);
  return 1.0 - exp(-far * (view.haze.x + view.haze.y * mist));
}
// Light that the sky and the ground send to a surface with unit normal `n` at world height `y`.
fn ambient(n: vec3f, y: f32, open: f32) -> vec3f {
  let low = mix(view.horizon.rgb, view.glow_side.rgb, side_of(n));
  let level_light = low * facing_city(n);
  let above = view.zenith.rgb * 0.75 + low * 0.25;
  let below = view.ground.rgb + view.glow.rgb * 2.0 * exp(-max(y, 0.0) * 0.1);
  let up = n.y * 0.5 + 0.5;
  return (above * up * up + level_light * (1.0 - n.y * n.y) * 0.7 + below * (1.0 - up) * (1.0 - up * 0.5))
         * (0.25 + 0.75 * open);
}
