// Painted or weathered timber: fibre along the longer way of the model, a faint lacquer shine.
fn shade(v: Fragment) -> vec3f {
  let fibre = texture_noise(vec2f((v.local.x + v.local.z) * 0.9, v.local.y * 0.7), level(v.pixel, 1.1)).g;
  let c = v.colour * v.tint.rgb * (0.66 + 0.72 * fibre);
  let edge = 1.0 - max(dot(v.normal, v.view), 0.0);
  return c * matte_light(v, v.normal) + environment(reflect(-v.view, v.normal), 0.5) * (0.02 + 0.10 * edge * edge * edge) * v.ao;
}
