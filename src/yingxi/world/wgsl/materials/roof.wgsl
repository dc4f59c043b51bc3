// Tiled roof: ribs around the y axis of the model.
fn shade(v: Fragment) -> vec3f {
  let rib = sin(atan2(v.local.x, v.local.z) * 46.0) * 0.5 + 0.5;
  let k = 0.4 + 1.2 * mix(rib, 0.5, smoothstep(0.05, 0.3, v.pixel));
  return v.colour * v.tint.rgb * k * matte_light(v, v.normal);
}
