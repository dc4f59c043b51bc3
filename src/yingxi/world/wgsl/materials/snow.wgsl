// Snow: bright, blue in shade, soft through-light and glints.
// @fog pixel
fn shade(v: Fragment) -> vec3f {
  let grain = texture_noise(v.world.xz * 0.7, level(v.pixel, 1.4)); let drift = texture_noise(v.world.xz * 0.03, level(v.pixel, 33.0));
  let near = 1.0 - smoothstep(0.05, 0.4, v.pixel);
  let n = normalize(v.normal + vec3f(drift.r - 0.5, 0.0, drift.g - 0.4) * 0.25 + vec3f(grain.r - 0.5, 0.0, grain.g - 0.4) * 0.2 * near);
  let c = v.colour * v.tint.rgb * (0.92 + 0.1 * grain.g);
  let through = view.sun_colour.rgb * 0.06 * (0.5 + 0.5 * dot(n, view.sun.xyz));
  let spark = step(0.955, grain.a) * pow(max(dot(n, normalize(view.sun.xyz + v.view)), 0.0), 8.0) * near;
  return c * (matte_light(v, n) + through) + view.sun_colour.rgb * spark * 0.8;
}
