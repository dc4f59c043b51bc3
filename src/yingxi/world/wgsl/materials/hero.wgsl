// Anything seen close: GGX by the vertex's roughness and metalness, tinted, with emission.
fn shade(v: Fragment) -> vec3f {
  let c = v.colour * v.tint.rgb;
  return lit(v, c, v.roughness, v.metalness, v.normal) + c * v.emission * v.tint.w;
}
