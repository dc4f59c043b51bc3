// Needles of a pine as a painter lays them: a half wheel of strokes from one bud, cut from a card whose u, v are vertex
// roughness and metalness. Height: sway; tint.w: how much.
// @two_sided
// @by vertex
fn bend(world: vec3f, vertex: Vertex, i: Instance) -> vec3f {
  let t = now(); let root = vec2f(i.row0.w, i.row2.w);
  let gust = sin(t * 1.1 + dot(root, vec2f(0.11, 0.17))) + 0.5 * sin(t * 2.3 + dot(world.xz, vec2f(0.31, 0.23)));
  let sway = vertex.surface.z * vertex.surface.z * i.tint.w;
  return world + view.wind.xyz * 0.015 * (1.0 + gust) * sway;
}
fn covers(v: Fragment) -> bool {
  let p = vec2f(v.roughness * 2.0 - 1.0, v.metalness * 1.15 - 0.12); let away = length(p);
  let k = atan2(p.y + 0.05, p.x) * 6.0; let h = hash2(vec2f(floor(k), 4.0)); let off = abs(fract(k) - 0.5) * 2.0;
  let long = 0.74 + 0.26 * h; let left = 1.0 - away / long;
  return (off < 0.14 + 0.62 * left + min(v.pixel * 2.6, 0.55) && left > 0.0 && p.y > -0.10) || away < 0.09;
}
fn sun_tap(p: vec3f) -> f32 {
  if (view.sun_colour.w < 0.5) { return 1.0; }
  let q = view.shadow * vec4f(p, 1.0);
  let lit_here = textureSampleCompareLevel(shadow_map, shadow_test, vec2f(q.x * 0.5 + 0.5, 0.5 - q.y * 0.5), q.z);
  return select(lit_here, 1.0, max(abs(q.x), abs(q.y)) > 0.99);
}
fn shade(v: Fragment) -> vec3f {
  let n = v.normal; let lightfall = sun_tap(v.world + view.sun.xyz * 0.3); let behind = max(-dot(v.view, view.sun.xyz), 0.0);
  let front = max(dot(n, view.sun.xyz) * 0.7 + 0.3, 0.0); let through = (0.08 + 0.5 * behind * behind * behind) * (0.4 + 0.6 * v.ao);
  let c = mix(v.colour * v.tint.rgb, vec3f(0.60, 0.63, 0.69), 0.9 * smoothstep(0.35, 0.95, n.y) * min(view.haze.w * 1.5, 1.0));
  return c * (ambient(n, v.world.y, v.ao) + local_light(v, n)) * (0.45 + 0.55 * v.cavity)
         + view.sun_colour.rgb * lightfall * (c * front * (0.25 + 0.75 * v.ao) + c * vec3f(1.1, 1.05, 0.5) * through);
}
