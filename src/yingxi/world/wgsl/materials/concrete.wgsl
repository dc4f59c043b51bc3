// Concrete or metal trim of a tower: stains that run down. The tint belongs to the facade: it is not used.
fn shade(v: Fragment) -> vec3f {
  let along = v.local.x + v.local.z;
  let stain = texture_noise(vec2f(along * 0.21, v.local.y * 0.045), level(v.pixel, 5.0)).g;
  let grain = texture_noise(vec2f(along, v.local.y) * 0.6, level(v.pixel, 1.7)).r;
  let c = v.colour * (0.70 + 0.62 * stain) * (0.92 + 0.16 * grain);
  return c * (1.0 - 0.25 * view.ground.w) * matte_light(v, v.normal);
}
