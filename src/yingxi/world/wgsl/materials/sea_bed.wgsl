// Sand and rock under water, with the net of light that waves throw on it.
// @fog pixel
fn caustic(p: vec2f) -> f32 {
  let t = now() * 0.05;
  let a = texture_noise(p * 0.085 + vec2f(t, t * 0.7), 0.0).r; let b = texture_noise(p * 0.097 - vec2f(t * 0.8, t * 0.5) + 0.37, 0.0).r;
  let d = abs(a - b); return pow(max(1.0 - d * 5.5, 0.0), 3.0);
}
fn shade(v: Fragment) -> vec3f {
  let fine = texture_noise(v.world.xz * 0.6, level(v.pixel, 1.6));
  let ripple = sin((v.world.x * 0.5 + v.world.z) * 11.0 + fine.r * 5.0) * (1.0 - smoothstep(0.02, 0.12, v.pixel)) * smoothstep(0.9, 0.98, v.normal.y);
  let n = normalize(v.normal + vec3f(ripple * 0.06 + fine.r - 0.5, 0.0, ripple * 0.10 + fine.g - 0.42) * 0.5);
  let c = v.colour * v.tint.rgb * (0.7 + 0.65 * fine.g) * (0.6 + 0.6 * v.cavity);
  return c * (matte_light(v, n) + view.sun_colour.rgb * caustic(v.world.xz + v.world.yy) * max(n.y, 0.0) * 0.9);
}
