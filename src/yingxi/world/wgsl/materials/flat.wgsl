// Matte and plain: vertex colour times tint.
fn shade(v: Fragment) -> vec3f {
  return v.colour * v.tint.rgb * (matte_light(v, v.normal) + v.emission * v.tint.w);
}
