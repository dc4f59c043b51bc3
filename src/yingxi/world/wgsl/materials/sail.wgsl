// Sail cloth: panels and stitching, bright when the light is behind it, a slow shiver in the wind. tint: its colour.
// @two_sided
fn bend(world: vec3f, vertex: Vertex, i: Instance) -> vec3f {
  let t = now(); let s = sin(t * 1.9 + vertex.position.y * 0.8 + vertex.position.x * 0.5) * 0.05 * min(length(view.wind.xyz) * 0.3, 1.5);
  return world + vec3f(0.0, 0.0, s) + view.wind.xyz * s * 0.3;
}
fn shade(v: Fragment) -> vec3f {
  let n = v.normal * sign(dot(v.normal, v.view) + 1e-4);
  let weave = texture_noise(v.local.xy * 0.35, level(v.pixel, 2.8)); let stain = texture_noise(v.local.xy * 0.06, level(v.pixel, 16.0)).g;
  let seam = smoothstep(0.46, 0.5, abs(fract(v.local.x * 0.9) - 0.5)) * (1.0 - smoothstep(0.02, 0.15, v.pixel));
  let c = v.tint.rgb * (0.62 + 0.75 * stain) * (0.88 + 0.25 * weave.g) * (1.0 - 0.25 * seam);
  let facing = dot(n, view.sun.xyz); let lightfall = sunlit(v.world, n);
  return c * (ambient(n, v.world.y, 1.0) + local_light(v, n)) + view.sun_colour.rgb * lightfall * c * (max(facing, 0.0) + 0.42 * max(-facing, 0.0));
}
