// Petals: soft wrapped light, light through them in their own colour, velvet at the edge; tint.w is how they stir.
// @two_sided
// @mirrored by vertex
fn bend(world: vec3f, vertex: Vertex, i: Instance) -> vec3f {
  let root = vec2f(i.row0.w, i.row2.w);
  let gust = sin(now() * 1.3 + dot(root, vec2f(0.11, 0.17))) + 0.5 * sin(now() * 2.9 + dot(world, vec3f(0.9, 0.4, 1.1)));
  let sway = vertex.surface.z * vertex.surface.z * i.tint.w;
  return world + view.wind.xyz * 0.012 * (0.6 + gust) * sway;
}
fn shade(v: Fragment) -> vec3f {
  let n = v.normal * sign(dot(v.normal, v.view) + 1e-4);
  let c = v.colour * v.tint.rgb;
  let facing = dot(n, view.sun.xyz);
  let front = max(facing * 0.72 + 0.28, 0.0); let through = max(-facing, 0.0) * 0.62 + 0.20 * pow(max(-dot(v.view, view.sun.xyz), 0.0), 4.0);
  let rim = pow(1.0 - max(dot(n, v.view), 0.0), 3.0);
  return c * (ambient(n, v.world.y, v.ao) + local_light(v, n))
         + view.sun_colour.rgb * sunlit(v.world, n) * (c * front + c * sqrt(c + 0.02) * through) * (0.35 + 0.65 * v.ao)
         + (c * 0.7 + 0.03) * rim * ambient(n, v.world.y, v.ao) * 0.8;
}
fn shade_mirror(v: Fragment) -> vec3f { return v.colour * v.tint.rgb * matte_light(v, v.normal); }
