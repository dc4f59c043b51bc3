// A line of light: like emissive, but never thinner than about a pixel, so that far eaves and strips do not break up.
// @mirrored by vertex
fn bend(world: vec3f, vertex: Vertex, i: Instance) -> vec3f {
  let n = place(vertex, i).normal;
  return world + n * (inverseSqrt(dot(n, n)) * 0.42 * view.right.w * length(view.eye.xyz - world));
}
fn shade(v: Fragment) -> vec3f {
  let k = 0.55 + 0.45 * abs(dot(v.normal, v.view));
  return v.colour * v.tint.rgb * (v.emission * v.tint.w * k);
}
