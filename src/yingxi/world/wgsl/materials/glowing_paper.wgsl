// Paper or silk painted in its vertices: matte, fibres in it, what is drawn with emission glows.
// @two_sided
// @mirrored by vertex
fn shade(v: Fragment) -> vec3f {
  let n = v.normal * sign(dot(v.normal, v.view) + 1e-4);
  let fibre = texture_noise(v.local.xy * 2.1 + v.local.zx, level(v.pixel, 0.4)).g;
  let c = v.colour * v.tint.rgb;
  return c * (0.86 + 0.28 * fibre) * matte_light(v, n) + c * v.emission * v.tint.w;
}
fn shade_mirror(v: Fragment) -> vec3f { return v.colour * v.tint.rgb * (matte_light(v, v.normal) + v.emission * v.tint.w); }
