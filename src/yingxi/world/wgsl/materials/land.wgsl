// Open country: vertex colour with tufts and clods near, patches afar, and strata where it is steep.
// @fog pixel
fn lod(p: f32, tile: f32) -> f32 { return clamp(p - tile, 0.0, 7.0); }
fn shade(v: Fragment) -> vec3f {
  let p = log2(v.pixel * 256.0);
  // Each scale bends the next finer one, so that no tile is seen to repeat.
  let broad = texture_noise(v.world.xz * 0.013, lod(p, 6.27));
  let fine = texture_noise(v.world.xz * 0.31 + v.world.y * 0.07 + broad.rg * 3.1, lod(p, 1.68));
  let turned = vec2f(v.world.x * 0.8 - v.world.z * 0.6, v.world.x * 0.6 + v.world.z * 0.8);
  let grit = texture_noise(turned * 1.3 + v.world.y * 0.3 + fine.rg * 0.55, lod(p, -0.35));
  let face = texture_noise(vec2f((v.world.x + v.world.z * 0.7) * 0.0105, v.world.y * 0.0042), lod(p, 6.57));
  let steep = smoothstep(0.80, 0.58, v.normal.y + (broad.g - 0.42) * 0.35);
  // Close by it is clods, blades and stones that show, farther off tufts, farther still patches.
  let close = 1.0 - smoothstep(0.004, 0.030, v.pixel);
  let rough = (fine.rg - vec2f(0.5, 0.42)) * (0.75 - 0.40 * close) * (1.0 - smoothstep(0.15, 1.2, v.pixel)) + (grit.rg - vec2f(0.5, 0.42)) * 0.95 * close;
  let crag = (face.rg - vec2f(0.5, 0.42)) * 1.1 * steep;
  let n = normalize(v.normal + vec3f(rough.x + crag.x, crag.y * 0.6, rough.y + crag.y));
  var c = v.colour * mix(0.70 + 0.66 * mix(fine.g, 0.42, smoothstep(0.3, 1.5, v.pixel)), 0.80 + 0.40 * fine.g, close);
  c *= mix(0.78 + 0.52 * mix(grit.g, 0.42, smoothstep(0.05, 0.25, v.pixel)), (0.44 + 1.15 * grit.g) * (1.12 - 0.30 * grit.b), close) * (0.74 + 0.55 * broad.g);
  c = mix(c, v.colour, 0.75 * smoothstep(0.30, 0.50, luma(v.colour)));
  c = mix(c, c * (0.50 + 1.15 * face.g), steep);
  let crease = 0.50 + 0.72 * clamp(v.cavity, 0.0, 1.0);
  return c * v.tint.rgb * matte_light(v, n) * crease;
}
