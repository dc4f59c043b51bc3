// Asphalt wet in patches: lamps stretch in it toward the eye.
// @fog pixel
fn shade(v: Fragment) -> vec3f {
  let grain = texture_noise(v.world.xz * 1.3, level(v.pixel, 0.8)); let patch_n = texture_noise(v.world.xz * vec2f(0.10, 0.035), level(v.pixel, 10.0));
  let wet = smoothstep(0.40, 0.62, patch_n.r);
  let c = v.colour * v.tint.rgb * (0.65 + 0.8 * grain.g) * (0.75 + 0.5 * patch_n.g) * (1.0 - 0.35 * wet);
  let n = normalize(v.normal + vec3f(grain.r - 0.5, 0.0, grain.g - 0.42) * mix(0.22, 0.025, wet) * (1.0 - smoothstep(0.04, 0.4, v.pixel)));
  return lit(v, c, mix(0.42, 0.10, wet), 0.0, n);
}
fn shade_mirror(v: Fragment) -> vec3f { return v.colour * v.tint.rgb * matte_light(v, v.normal); }
