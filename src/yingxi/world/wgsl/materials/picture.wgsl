// A painted picture from the atlas: colour.rg are its coordinates, emission makes it a screen.
fn shade(v: Fragment) -> vec3f {
  let a = textureSampleLevel(atlas, clamped, v.colour.rg, 0.0).rgb; let c = a * a * v.tint.rgb;
  return c * matte_light(v, v.normal) + c * v.emission * v.tint.w;
}
