// The top of a cloud: wrapped light, light that passes through the edges, hollows filled with sky.
// @fog pixel
fn shade(v: Fragment) -> vec3f {
  let t = now() * 0.004;
  let a = texture_noise(v.world.xz * 0.0075 + vec2f(t, t * 0.5), level(v.pixel, 130.0));
  let b = texture_noise(v.world.xz * 0.031 - vec2f(t, t), level(v.pixel, 32.0));
  let n = normalize(v.normal + vec3f(a.r - 0.5, 0.0, a.g - 0.42) * 1.1 + vec3f(b.r - 0.5, 0.0, b.g - 0.42) * 0.7);
  let nl = dot(n, view.sun.xyz);
  let wrap = clamp(nl * 0.62 + 0.38, 0.0, 1.0);
  let edge = 1.0 - max(dot(v.normal, v.view), 0.0); let toward = max(-dot(v.view, view.sun.xyz), 0.0);
  let silver = edge * edge * toward * toward * toward * 0.8;
  let high = 0.45 + 0.75 * clamp(v.cavity, 0.0, 1.0);
  let lightfall = mix(0.55, 1.0, sunlit(v.world, v.normal));
  return v.colour * v.tint.rgb * (view.sun_colour.rgb * (wrap * wrap * 0.62 * lightfall + silver) + ambient(n, 50.0, 1.0) * 0.85) * high;
}
