// Haze, mist and the light of the sky, from the numbers of Air.
fn side_of(d: vec3f) -> f32 { let s = clamp(d.x * 0.5 + 0.5, 0.0, 1.0); return s * s * view.glow_side.w; }
// 1 all round by day; a city's glow stands toward -z.
fn facing_city(d: vec3f) -> f32 { return mix(1.0, 0.675 - 0.325 * d.z, view.glow.w); }
// Colour of the clear sky and of distant air in a unit direction.
fn haze(d: vec3f) -> vec3f {
  let low = mix(view.horizon.rgb, view.glow_side.rgb, side_of(d)); let city = facing_city(d);
  let rim = exp(-max(d.y, 0.0) * 4.6); let rim3 = rim * rim * rim;
  let c = mix(view.zenith.rgb, low * city, rim) + view.glow.rgb * (rim3 * city);
  let toward = max(dot(d, view.sun.xyz), 0.0);
  let t2 = toward * toward; let t4 = t2 * t2; let t16 = t4 * t4 * t4 * t4;
  return c + view.sun_colour.rgb * ((0.03 * t2 + 0.12 * t16) * (0.15 + 0.85 * rim) * (1.0 - view.glow.w));
}
// Mean of a layer of mist between the eye (where it is a) and a height (where it is b), of scale 1/k m.
fn layer(k: f32, a: f32, b: f32, rise: f32) -> f32 {
  return select(abs(a - b) / (k * max(rise, 0.01)), a, rise < 0.5);
}
// Share of light lost between the eye and a point `far` metres away at height y1, through layers of mist.
fn fog_amount(far: f32, y0: f32, y1: f32) -> f32 {
  let k = view.haze.z; let rise = abs(max(y1, 0.0) - max(y0, 0.0));
  let b = exp(-k * 0.125 * max(y1, 0.0)); let b2 = b * b; let b4 = b2 * b2;
  let mist = 0.5 * layer(k, view.layers.x, b4 * b4, rise) + 0.5 * layer(k * 0.125, view.layers.y, b, rise);
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
