// Hair: strands along the pattern (the surface's first byte across, second along) with a band of light across them.
// @two_sided
// @mirrored by vertex
fn shade(v: Fragment) -> vec3f {
  let n0 = v.normal * sign(dot(v.normal, v.view) + 1e-4);
  let q = vec2f(v.roughness * 5.0, v.metalness * 0.22 + v.roughness * 0.3);
  let s = texture_noise(q, level(v.pixel, 0.10)).g; let s2 = texture_noise(q * vec2f(2.7, 1.0), level(v.pixel, 0.04)).r;
  let side = normalize(cross(vec3f(0.0, 1.0, 0.0), n0) + vec3f(1e-4, 0.0, 0.0));
  let n = normalize(n0 + side * ((s - 0.5) * 0.9 + (s2 - 0.5) * 0.4));
  let along = cross(n0, side);
  let c = v.colour * v.tint.rgb * (0.55 + 0.9 * s) * (0.45 + 0.55 * v.cavity);
  let half = normalize(view.sun.xyz + v.view); let t = dot(along, half);
  let band = pow(max(1.0 - t * t, 0.0), 24.0) * max(dot(n0, view.sun.xyz) + 0.3, 0.0);
  let rim = pow(1.0 - max(dot(n0, v.view), 0.0), 3.0);
  let spill = local_light(v, n);
  return c * (ambient(n, v.world.y, v.ao) + view.sun_colour.rgb * (max(dot(n, view.sun.xyz), 0.0) * sunlit(v.world, n)) + spill) + view.sun_colour.rgb * (c * 1.6 + 0.03) * band * (0.4 + s) * v.ao
         + (c * 0.5 + 0.012) * rim * (ambient(n, v.world.y, v.ao) + spill);
}
fn shade_mirror(v: Fragment) -> vec3f { return v.colour * v.tint.rgb * matte_light(v, v.normal); }
