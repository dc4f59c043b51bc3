// Cloth: soft light with sheen at the edge, and light through it from behind. tint.w 1: plain; more: more see-through.
// @two_sided
// @mirrored by vertex
fn shade(v: Fragment) -> vec3f {
  let n = v.normal * sign(dot(v.normal, v.view) + 1e-4);
  let weave = texture_noise(v.local.xy * 3.0 + v.local.zx * 2.0, level(v.pixel, 0.33)).g;
  let c = v.colour * v.tint.rgb * (0.88 + 0.3 * weave);
  let rim = pow(1.0 - max(dot(n, v.view), 0.0), 4.0);
  let behind = view.sun_colour.rgb * max(-dot(n, view.sun.xyz), 0.0) * 0.22 * v.tint.w;
  return c * (matte_light(v, n) + behind) + (c * 0.6 + 0.15) * rim * ambient(vec3f(n.x, abs(n.y), n.z), v.world.y, v.ao) * 1.2
         + c * v.emission;
}
fn shade_mirror(v: Fragment) -> vec3f { return v.colour * v.tint.rgb * (matte_light(v, v.normal) + v.emission); }
