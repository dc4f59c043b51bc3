// Silk: long soft highlights along the cloth, deep colour in the folds, light from behind.
// @two_sided
// @mirrored by vertex
fn shade(v: Fragment) -> vec3f {
  let n0 = v.normal * sign(dot(v.normal, v.view) + 1e-4);
  let q = vec2f(v.roughness * 4.2, v.metalness * 0.5); let d = 0.012;
  let near = 1.0 - smoothstep(0.004, 0.02, v.pixel);
  let h = texture_noise(q, 1.0).r; let hx = texture_noise(q + vec2f(d, 0.0), 1.0).r;
  let side = normalize(cross(vec3f(0.0, 1.0, 0.0), n0) + vec3f(1e-4, 0.0, 0.0));
  let n = normalize(n0 + side * (h - hx) * 3.5 * near);
  let c = v.colour * v.tint.rgb * (0.35 + 0.65 * v.cavity);
  let facing = dot(n0, view.sun.xyz);
  let rim = pow(1.0 - max(dot(n, v.view), 0.0), 3.0);
  return lit(v, c, 0.38, 0.0, n) + c * view.sun_colour.rgb * max(-facing, 0.0) * 0.16
         + (c * 0.9 + 0.02) * rim * ambient(n, v.world.y, v.ao);
}
fn shade_mirror(v: Fragment) -> vec3f { return v.colour * v.tint.rgb * matte_light(v, v.normal); }
