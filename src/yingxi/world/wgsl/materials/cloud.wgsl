// The top of a cloud: wrapped light, knobs on its heaps, light that passes through the edges, hollows filled with sky.
// @fog pixel
fn shade(v: Fragment) -> vec3f {
  let t = now() * 0.004;
  let a = texture_noise(v.world.xz * 0.0075 + v.world.y * vec2f(0.005, -0.003) + vec2f(t, t * 0.5), level(v.pixel, 130.0));
  let b = texture_noise(v.world.xz * 0.026 + v.world.y * vec2f(0.024, 0.015) - vec2f(t, t), level(v.pixel, 32.0));
  let n = normalize(v.normal + vec3f(a.r - 0.5, 0.0, a.g - 0.5) * 0.45 + vec3f(b.r - 0.5, (0.45 - b.b) * 0.4, b.g - 0.5) * 0.36);
  let wrap = clamp(dot(n, view.sun.xyz) * 0.66 + 0.34, 0.0, 1.0); let lightfall = mix(0.50, 1.0, sunlit(v.world, v.normal));
  let edge = 1.0 - max(dot(v.normal, v.view), 0.0); let toward = max(-dot(v.view, view.sun.xyz), 0.0);
  let silver = edge * edge * edge * (0.12 + 0.95 * toward * toward * toward);
  // Creases are deep: they see little of the sun and only a strip of the sky.
  let open = smoothstep(0.02, 0.80, v.cavity * 0.85 + 0.30 * (0.55 - b.b));
  let light = view.sun_colour.rgb * (wrap * wrap * 0.60 * lightfall * (0.30 + 0.70 * open) + silver * open);
  return v.colour * v.tint.rgb * (light + ambient(n, 50.0, 1.0) * (0.42 + 0.48 * open));
}
