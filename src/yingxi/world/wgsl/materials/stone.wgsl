// Cut stone: blocks of slightly different tone, with grain.
fn shade(v: Fragment) -> vec3f {
  let block = hash3(floor(v.world * vec3f(0.45, 0.9, 0.45) + 0.01));
  let grain = texture_noise(v.world.xz * 0.31 + v.world.y * vec2f(0.17, 0.29), level(v.pixel, 3.0)).g;
  let k = 0.65 + 0.35 * mix(block, 0.5, smoothstep(0.2, 0.8, v.pixel)) + 0.4 * (grain - 0.35);
  return v.colour * v.tint.rgb * k * matte_light(v, v.normal);
}
