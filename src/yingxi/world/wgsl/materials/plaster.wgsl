// Plastered wall: stains that run down, a darker foot, rain-dark when it rains.
fn shade(v: Fragment) -> vec3f {
  let along = v.local.x + v.local.z;
  let stain = texture_noise(vec2f(along * 0.21, v.local.y * 0.045), level(v.pixel, 5.0)).g;
  let grain = texture_noise(vec2f(along, v.local.y) * 0.6, level(v.pixel, 1.7)).r;
  let foot = smoothstep(0.0, 0.14, v.height);
  let c = v.colour * v.tint.rgb * (0.70 + 0.62 * stain) * (0.92 + 0.16 * grain) * (0.62 + 0.38 * foot);
  return c * (1.0 - 0.25 * view.ground.w) * matte_light(v, v.normal);
}
