// Coral: pitted, glowing a little by itself as living things do under water.
fn shade(v: Fragment) -> vec3f {
  let pit = texture_noise(v.local.xy * 1.9 + v.local.zz * 1.3, level(v.pixel, 0.5)).g;
  let c = v.colour * v.tint.rgb * (0.6 + 0.9 * pit);
  return c * (matte_light(v, v.normal) + vec3f(0.10, 0.12, 0.12) * v.ao);
}
