// Leaves: wrapped light, light through the leaf, wind. Vertex height is how far it sways; tint.w how much.
// @two_sided
// @by vertex
fn bend(world: vec3f, vertex: Vertex, i: Instance) -> vec3f {
  let t = now(); let root = vec2f(i.row0.w, i.row2.w);
  let gust = sin(t * 1.3 + dot(root, vec2f(0.11, 0.17))) + 0.5 * sin(t * 2.9 + dot(root, vec2f(0.31, 0.23)));
  let flutter = sin(t * 7.0 + dot(world, vec3f(2.1, 1.7, 2.6)));
  let sway = vertex.surface.z * vertex.surface.z * i.tint.w;
  let way = view.wind.xyz * 0.02;
  return world + way * (1.0 + gust) * sway + vec3f(0.03, 0.02, 0.03) * flutter * sway * min(length(view.wind.xyz) * 0.4, 1.5);
}
fn shade(v: Fragment) -> vec3f {
  let n = v.normal * sign(dot(v.normal, v.view) + 1e-4);
  let facing = dot(n, view.sun.xyz);
  let lightfall = sunlit(v.world, n);
  let front = max(facing * 0.7 + 0.3, 0.0); let through = max(-facing, 0.0) * 0.55 + 0.25 * pow(max(-dot(v.view, view.sun.xyz), 0.0), 4.0);
  let c = v.colour * v.tint.rgb;
  let green = c * vec3f(1.15, 1.25, 0.45);
  return c * (ambient(n, v.world.y, v.ao) + local_light(v, n)) + view.sun_colour.rgb * lightfall * (c * front + green * through) * (0.35 + 0.65 * v.ao);
}
