// Skin: untinted vertex colour, light that bleeds red at the terminator, a soft oily shine.
// @mirrored by vertex
fn shade(v: Fragment) -> vec3f {
  let facing = dot(v.normal, view.sun.xyz);
  let bleed = view.sun_colour.rgb * vec3f(0.20, 0.05, 0.03) * exp(-facing * facing * 9.0) * v.ao;
  return lit(v, v.colour, 0.52, 0.0, v.normal) + v.colour * bleed;
}
fn shade_mirror(v: Fragment) -> vec3f { return v.colour * matte_light(v, v.normal); }
