// Glazed tunnel panels: seams along the road, soot above, lamps shining in the glaze.
fn shade(v: Fragment) -> vec3f {
  let q = vec2f(v.world.z / 1.5, v.world.y / 1.2); let f = abs(fract(q) - 0.5);
  let near = 1.0 - smoothstep(0.02, 0.15, v.pixel);
  let seam = smoothstep(0.46, 0.495, max(f.x, f.y)) * near;
  let soot = texture_noise(vec2f(v.world.z * 0.03, v.world.y * 0.12), level(v.pixel, 9.0)).g;
  let c = v.colour * v.tint.rgb * (0.55 + 0.9 * soot) * (1.0 - 0.6 * seam);
  return lit(v, c, 0.32, 0.0, v.normal);
}
fn shade_mirror(v: Fragment) -> vec3f { return v.colour * v.tint.rgb * matte_light(v, v.normal); }
