// Sand: wind ripples near, glints toward the sun.
// @fog pixel
fn shade(v: Fragment) -> vec3f {
  let bend_of = texture_noise(v.world.xz * 0.02, 2.0).r * 5.0;
  let phase = (v.world.x * 0.9 + v.world.z * 0.35) * 9.0 + bend_of * 6.0;
  let near = 1.0 - smoothstep(0.03, 0.25, v.pixel * 2.0);
  let grain = texture_noise(v.world.xz * 0.9, level(v.pixel, 1.1));
  let n = normalize(v.normal + vec3f(cos(phase), 0.0, cos(phase) * 0.4) * 0.16 * near + vec3f(grain.r - 0.5, 0.0, grain.g - 0.4) * 0.12);
  let c = v.colour * v.tint.rgb * (0.86 + 0.28 * grain.g);
  let spark = step(0.93, grain.a) * pow(max(dot(reflect(-v.view, n), view.sun.xyz), 0.0), 12.0) * near;
  return c * matte_light(v, n) + view.sun_colour.rgb * spark * 0.6;
}
