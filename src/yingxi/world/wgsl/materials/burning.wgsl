// A bar of fire in the sky: white-hot in the middle, orange at its rim, flames running along it.
// tint: colour of the rim; tint.w: how bright, 0-1. Vertex height 0-1 is the depth from the rim.
fn shade(v: Fragment) -> vec3f {
  let p = v.world.xy * 0.035;
  let flow = texture_noise(p + vec2f(0.03 * sin(now() * 0.9), -now() * 0.13), level(v.pixel, 30.0)).g;
  let fine = texture_noise(p * 2.7 + vec2f(now() * 0.05, -now() * 0.29), level(v.pixel, 11.0)).g;
  let heat = clamp(v.metalness * 1.25 - 0.42 + 1.10 * (flow * 0.6 + fine * 0.4), 0.0, 1.0);
  let core = heat * heat;
  return (v.tint.rgb * (0.20 + 2.4 * heat) + vec3f(4.6, 2.9, 1.25) * core * core) * v.tint.w;
}
fn shade_mirror(v: Fragment) -> vec3f { return v.tint.rgb * 2.0 * v.tint.w; }
