// Open country: vertex colour with tufts and clods near, patches afar, and strata where it is steep.
// @fog pixel
fn shade(v: Fragment) -> vec3f {
  let fine = texture_noise(v.world.xz * 0.31 + v.world.y * 0.07, level(v.pixel, 3.2));
  let broad = texture_noise(v.world.xz * 0.013, level(v.pixel, 77.0));
  let face = texture_noise(vec2f(v.world.x + v.world.z * 0.7, v.world.y * 2.3) * 0.012, level(v.pixel, 80.0));
  let steep = smoothstep(0.80, 0.58, v.normal.y + (broad.g - 0.42) * 0.35);
  let rough = (fine.rg - vec2f(0.5, 0.42)) * 0.75 * (1.0 - smoothstep(0.15, 1.2, v.pixel));
  let crag = (face.rg - vec2f(0.5, 0.42)) * 1.5 * steep;
  let n = normalize(v.normal + vec3f(rough.x + crag.x, crag.y * 0.6, rough.y + crag.y));
  var c = v.colour * (0.70 + 0.66 * mix(fine.g, 0.42, smoothstep(0.3, 1.5, v.pixel))) * (0.74 + 0.55 * broad.g);
  c = mix(c, c * (0.50 + 1.15 * face.g), steep);
  let crease = 0.50 + 0.72 * clamp(v.cavity, 0.0, 1.0);
  return c * v.tint.rgb * matte_light(v, n) * crease;
}
