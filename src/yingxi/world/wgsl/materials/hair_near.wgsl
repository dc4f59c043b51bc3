// Hair on a head near by: strands from the crown (the surface's first byte goes round, the second down to the
// hairline), thinning out at the hairline, with a sharp and a tinted band of light (Marschner 2003, by eye).
// @two_sided
// @mirrored by vertex
fn strand(v: Fragment, fine: f32) -> f32 {
  return texture_noise(vec2f(v.roughness * fine, v.metalness * 0.16 + v.roughness * 0.8), level(v.pixel, 0.6 / fine)).r;
}
fn covers(v: Fragment) -> bool {
  let edge = smoothstep(0.86, 1.0, v.metalness);
  return edge < 0.02 || strand(v, 29.0) * 0.75 + strand(v, 71.0) * 0.55 > edge * 1.05;
}
fn band(along: vec3f, way: vec3f, to: vec3f, sharp: f32) -> f32 {
  let t = dot(along, normalize(way + to)); return pow(max(1.0 - t * t, 0.0), sharp);
}
fn shade(v: Fragment) -> vec3f {
  let n0 = v.normal * sign(dot(v.normal, v.view) + 1e-4);
  let s = strand(v, 7.0); let s2 = strand(v, 29.0);
  let side = normalize(cross(vec3f(0.0, 1.0, 0.0), n0) + vec3f(1e-4, 0.0, 0.0));
  let n = normalize(n0 + side * ((s - 0.5) * 0.8 + (s2 - 0.5) * 0.9));
  let along = normalize(cross(n0, side) + n0 * (s2 - 0.5) * 0.35);
  let c = v.colour * v.tint.rgb * (0.45 + 0.75 * s + 0.5 * s2) * (0.45 + 0.55 * v.cavity);
  let near = local_light(v, n); let rim = pow(1.0 - max(dot(n0, v.view), 0.0), 3.0);
  let sun = view.sun_colour.rgb * max(dot(n0, view.sun.xyz) + 0.25, 0.0);
  var shine = sun * (0.030 * band(along, view.sun.xyz, v.view, 60.0) * (0.3 + s2) + c * 1.3 * band(along + n0 * 0.10, view.sun.xyz, v.view, 14.0));
  if (LAMPS) {
    let b = lamp(near_lamp(v, 0u), v.world);
    shine += b.colour * max(dot(n0, b.way) + 0.25, 0.0) * (0.022 * band(along, b.way, v.view, 60.0) * (0.3 + s2) + c * band(along, b.way, v.view, 14.0));
  }
  return c * (ambient(n, v.world.y, v.ao) + view.sun_colour.rgb * (max(dot(n, view.sun.xyz), 0.0) * sunlit(v.world, n)) + near)
         + shine * (0.3 + 0.7 * v.ao) + (c * 0.5 + 0.014) * rim * (ambient(n, v.world.y, v.ao) + near);
}
fn shade_mirror(v: Fragment) -> vec3f { return v.colour * v.tint.rgb * matte_light(v, v.normal); }
