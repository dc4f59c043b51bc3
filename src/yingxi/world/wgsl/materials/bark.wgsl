// Bark: furrows along the y axis of the model.
fn shade(v: Fragment) -> vec3f {
  let q = vec2f((v.local.x + v.local.z) * 1.7, v.local.y * 0.4);
  let furrow = texture_noise(q, level(v.pixel, 0.6)).g;
  return v.colour * v.tint.rgb * (0.45 + 1.1 * furrow) * matte_light(v, normalize(v.normal + vec3f(furrow - 0.4, 0.0, 0.4 - furrow) * 0.6));
}
