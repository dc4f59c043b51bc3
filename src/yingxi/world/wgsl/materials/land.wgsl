// Open country: vertex colour with tufts and clods near, patches afar, and strata where it is steep.
// @fog pixel
fn lod(p: f32, tile: f32) -> f32 { return clamp(p - tile, 0.0, 7.0); }
fn shade(v: Fragment) -> vec3f {
  let p = log2(v.pixel * 256.0);
  let fine = texture_noise(v.world.xz * 0.31 + v.world.y * 0.07, lod(p, 1.68));
  let grit = texture_noise(v.world.xz * 1.7 + v.world.y * 0.3, lod(p, -0.74));
  let broad = texture_noise(v.world.xz * 0.013, lod(p, 6.27));
  let face = texture_noise(vec2f((v.world.x + v.world.z * 0.7) * 0.0105, v.world.y * 0.0042), lod(p, 6.57));
  let steep = smoothstep(0.80, 0.58, v.normal.y + (broad.g - 0.42) * 0.35);
  let rough = (fine.rg - vec2f(0.5, 0.42)) * 0.75 * (1.0 - smoothstep(0.15, 1.2, v.pixel));
  let crag = (face.rg - vec2f(0.5, 0.42)) * 1.1 * steep;
  let n = normalize(v.normal + vec3f(rough.x + crag.x, crag.y * 0.6, rough.y + crag.y));
  var c = v.colour * (0.70 + 0.66 * mix(fine.g, 0.42, smoothstep(0.3, 1.5, v.pixel))) * (0.78 + 0.52 * mix(grit.g, 0.42, smoothstep(0.05, 0.25, v.pixel))) * (0.74 + 0.55 * broad.g);
  c = mix(c, v.colour, 0.75 * smoothstep(0.30, 0.50, luma(v.colour)));
  c = mix(c, c * (0.50 + 1.15 * face.g), steep);
  let crease = 0.50 + 0.72 * clamp(v.cavity, 0.0, 1.0);
  return c * v.tint.rgb * matte_light(v, n) * crease;
}
