// Banners of thin cloth hung from beams: they sway and ripple more toward their foot, and light comes through them.
// The model's height (v.height) is 1 at the beam and 0 at the foot; tint.w is how much it moves.
// @two_sided
// @mirrored by vertex
fn bend(world: vec3f, vertex: Vertex, i: Instance) -> vec3f {
  let low = 1.0 - vertex.surface.z; let own = i.row0.w * 1.7 + i.row2.w * 2.3; let t = now();
  let swing = (sin(t * 0.8 + own) * 0.20 + sin(t * 1.9 + own * 1.3 - low * 5.0) * 0.10 * low) * low * low * i.tint.w;
  let ripple = sin(vertex.position.x * 3.4 + t * 2.4 + own + low * 6.0) * 0.055 * low * i.tint.w;
  let out = vec3f(i.row0.z, 0.0, i.row2.z);
  return world + out * (swing + ripple) + vec3f(i.row0.x, 0.0, i.row2.x) * swing * 0.35;
}
fn shade(v: Fragment) -> vec3f {
  let low = 1.0 - v.height;
  let fold = sin(v.local.x * 7.0 + low * 3.0 + v.tint.w * 4.0) * (0.25 + 0.5 * low);
  let n0 = v.normal * sign(dot(v.normal, v.view) + 1e-4);
  let side = normalize(cross(vec3f(0.0, 1.0, 0.0), n0) + vec3f(1e-4, 0.0, 0.0));
  let n = normalize(n0 + side * fold * 0.45);
  let weave = texture_noise(v.local.xy * 0.8, level(v.pixel, 1.3)).g;
  let c = v.colour * v.tint.rgb * (0.82 + 0.30 * weave);
  let through = view.sun_colour.rgb * max(-dot(n, view.sun.xyz), 0.0) * 0.55;
  let rim = pow(1.0 - max(dot(n, v.view), 0.0), 4.0);
  return c * (matte_light(v, n) + through) + c * rim * ambient(n, v.world.y, v.ao) * 0.8;
}
fn shade_mirror(v: Fragment) -> vec3f {
  return v.colour * v.tint.rgb * (matte_light(v, v.normal) + view.sun_colour.rgb * max(-dot(v.normal, view.sun.xyz), 0.0) * 0.4);
}
