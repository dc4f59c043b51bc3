// Ground and rock: vertex colour on the flat, darker strata on the steep, grain at two scales. tint.w: how rocky 0-2.
// @fog pixel
fn shade(v: Fragment) -> vec3f {
  let a = texture_noise(v.world.xz * 0.23, level(v.pixel, 4.3)); let b = texture_noise(v.world.xz * 0.017, level(v.pixel, 60.0));
  let strata = texture_noise(vec2f(v.world.x * 0.01 + v.world.z * 0.013, v.world.y * 0.11), level(v.pixel, 9.0)).g;
  let steep = smoothstep(0.78, 0.55, v.normal.y + (b.g - 0.4) * 0.3) * min(v.tint.w, 1.0);
  let ground = v.colour * (0.72 + 0.56 * a.g) * (0.75 + 0.5 * b.r);
  let rock = mix(vec3f(luma(v.colour)), v.colour, 0.45) * (0.45 + 0.9 * strata) * (0.8 + 0.4 * a.r);
  let n = normalize(v.normal + vec3f(a.r - 0.5, 0.0, a.g - 0.4) * 0.55 * (0.4 + steep) * (1.0 - smoothstep(0.3, 2.0, v.pixel)));
  return mix(ground, rock, steep) * v.tint.rgb * matte_light(v, n) * (0.55 + 0.45 * v.cavity);
}
