// Hanging shoots of a willow, eight to a card: u, v of the card are vertex roughness and metalness, v 0 where they hang from.
// They swing more the farther they hang. tint.w: how much.
// @two_sided
// @by vertex
fn bend(world: vec3f, vertex: Vertex, i: Instance) -> vec3f {
  let t = now(); let low = vertex.surface.y * vertex.surface.y * i.tint.w; let side = vertex.position.x * 1.7 + vertex.position.z * 2.3;
  let gust = 0.7 + 0.6 * sin(t * 1.1 + i.row0.w * 0.11 + i.row2.w * 0.17) + 0.35 * sin(t * 2.3 + side);
  return world + view.wind.xyz * (0.11 * gust * low) + vec3f(0.05, 0.0, 0.05) * sin(t * 1.7 + side * 2.0) * low;
}
fn covers(v: Fragment) -> bool {
  let y = v.metalness; let k = v.roughness * 8.0 + 0.40 * sin(y * 4.0 + floor(v.cavity * 9.0)); let h = hash2(vec2f(floor(k), 3.0));
  let leaf = fract(y * 26.0 + h * 7.0); let lean = (fract(y * 13.0 + h * 3.5) - 0.5) * 0.4; let x = fract(k) - 0.5 - lean * leaf * 0.5;
  let wide = 0.05 + 0.27 * (1.0 - leaf) * smoothstep(0.0, 0.2, leaf) + min(v.pixel * 1.6, 0.22);
  return abs(x) < wide && y < 0.55 + 0.45 * fract(h * 5.0) && k > 0.1 && k < 7.9;
}
fn sun_tap(p: vec3f) -> f32 {
  if (view.sun_colour.w < 0.5) { return 1.0; }
  let q = view.shadow * vec4f(p, 1.0);
  let lit_here = textureSampleCompareLevel(shadow_map, shadow_test, vec2f(q.x * 0.5 + 0.5, 0.5 - q.y * 0.5), q.z);
  return select(lit_here, 1.0, max(abs(q.x), abs(q.y)) > 0.99);
}
fn shade(v: Fragment) -> vec3f {
  let n = v.normal; let lightfall = sun_tap(v.world + view.sun.xyz * 0.4); let behind = max(-dot(v.view, view.sun.xyz), 0.0);
  let front = max(dot(n, view.sun.xyz) * 0.65 + 0.35, 0.0); let through = (0.12 + 0.6 * behind * behind * behind) * (0.4 + 0.6 * v.ao);
  let c = mix(v.colour * v.tint.rgb, vec3f(0.60, 0.63, 0.69), 0.6 * min(view.haze.w, 1.0) * max(n.y, 0.0));
  return c * (ambient(n, v.world.y, v.ao) + local_light(v, n)) * (0.40 + 0.60 * v.cavity)
         + view.sun_colour.rgb * lightfall * (c * front * (0.25 + 0.75 * v.ao) + c * vec3f(1.15, 1.15, 0.4) * through);
}
