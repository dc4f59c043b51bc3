// Worn cloth: folds in the cloth's own pattern (the surface's first two bytes), sheen at the edge, light from behind.
// tint.w 1: plain cloth; more: thinner, lets more light through.
// @two_sided
// @mirrored by vertex
fn shade(v: Fragment) -> vec3f {
  let n0 = v.normal * sign(dot(v.normal, v.view) + 1e-4);
  let q = vec2f(v.roughness * 5.2 + v.metalness * 1.3, v.metalness * 1.5 - v.roughness * 0.9); let d = 0.012;
  let near = 1.0 - smoothstep(0.004, 0.02, v.pixel);
  let h = texture_noise(q, 2.0).r; let hx = texture_noise(q + vec2f(d, 0.0), 2.0).r; let hy = texture_noise(q + vec2f(0.0, d), 2.0).r;
  let side = normalize(cross(vec3f(0.0, 1.0, 0.0), n0) + vec3f(1e-4, 0.0, 0.0)); let up = cross(n0, side);
  let n = normalize(n0 + (side * (h - hx) + up * (h - hy)) * 2.0 * near);
  let c = v.colour * v.tint.rgb * (0.86 + 0.28 * h) * (0.55 + 0.45 * v.cavity);
  let facing = dot(n0, view.sun.xyz);
  let behind = view.sun_colour.rgb * max(-facing, 0.0) * 0.14 * v.tint.w;
  let wrap = view.sun_colour.rgb * exp(-facing * facing * 14.0) * 0.10 * v.ao;
  let rim = pow(1.0 - max(dot(n, v.view), 0.0), 4.0);
  return c * (matte_light(v, n) + behind + wrap) + (c * 0.7 + 0.02) * rim * ambient(vec3f(n.x, abs(n.y), n.z), v.world.y, v.ao) * 1.1;
}
fn shade_mirror(v: Fragment) -> vec3f { return v.colour * v.tint.rgb * matte_light(v, v.normal); }
