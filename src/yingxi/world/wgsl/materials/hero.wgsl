// Anything seen close: GGX by the vertex's roughness and metalness, tinted, with emission.
// @mirrored by vertex
fn shade(v: Fragment) -> vec3f {
  let c = v.colour * v.tint.rgb;
  return lit(v, c, v.roughness, v.metalness, v.normal) + c * v.emission * v.tint.w;
}
fn shade_mirror(v: Fragment) -> vec3f { return v.colour * v.tint.rgb * (matte_light(v, v.normal) + v.emission * v.tint.w); }
