// Parts that keep their own colour whatever the thing is painted in: tyres, rims, grilles.
// @mirrored by vertex
fn shade(v: Fragment) -> vec3f {
  return lit(v, v.colour, v.roughness, v.metalness, v.normal) + v.colour * v.emission * v.tint.w;
}
fn shade_mirror(v: Fragment) -> vec3f { return v.colour * (matte_light(v, v.normal) + v.emission * v.tint.w); }
