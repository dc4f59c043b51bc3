// The top of a thundercloud: wrapped light with a burning rim against it, deep creases, a cold glow in the clefts.
// @fog pixel
fn shade(v: Fragment) -> vec3f {
  let t = now() * 0.004;
  let a = texture_noise(v.world.xz * 0.011 + vec2f(t, t * 0.5), level(v.pixel, 90.0));
  let b = texture_noise(v.world.xz * 0.047 - vec2f(t, t), level(v.pixel, 21.0));
  let n = normalize(v.normal + vec3f(a.r - 0.5, 0.0, a.g - 0.45) * 0.50 + vec3f(b.r - 0.5, 0.0, b.g - 0.45) * 0.30);
  let wrap = clamp(dot(n, view.sun.xyz) * 0.60 + 0.34, 0.0, 1.0);
  let edge = 1.0 - max(dot(v.normal, v.view), 0.0); let toward = max(-dot(v.view, view.sun.xyz), 0.0);
  let silver = edge * edge * toward * toward * 0.30 * (1.0 - smoothstep(0.02, 0.25, v.pixel));
  let crease = 0.22 + 0.95 * smoothstep(0.05, 0.85, v.cavity * 0.75 + 0.35 * a.g);
  let deep = smoothstep(-8.0, -24.0, v.world.y); let patches = smoothstep(0.35, 0.75, a.b * 0.6 + a.g * 0.5);
  let under = view.glow.rgb * (deep * deep * (0.3 + 2.8 * patches)) * 3.0;
  var light = view.sun_colour.rgb * (wrap * wrap * 0.40 + silver) + ambient(n, 50.0, 1.0) * 0.75;
  light += local_light(v, n) * 0.35;
  return v.colour * v.tint.rgb * light * crease + under;
}
