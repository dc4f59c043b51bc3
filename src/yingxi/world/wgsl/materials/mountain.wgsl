// A far ridge: little light of its own, mostly air.
fn shade(v: Fragment) -> vec3f {
  let n = texture_noise(v.world.xy * 0.0017, level(v.pixel, 600.0)).g;
  return v.colour * v.tint.rgb * (0.5 + n) * matte_light(v, v.normal);
}
