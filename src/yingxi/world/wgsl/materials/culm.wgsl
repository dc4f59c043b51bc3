// Bamboo stems: waxy, streaked along the stem.
fn shade(v: Fragment) -> vec3f {
  let streak = texture_noise(vec2f((v.local.x + v.local.z) * 3.0, v.local.y * 0.21), level(v.pixel, 0.4)).g;
  let c = v.colour * v.tint.rgb * (0.72 + 0.62 * streak) * mix(vec3f(1.05, 0.95, 0.72), vec3f(1.0), smoothstep(0.0, 0.5, v.height));
  let h = normalize(view.sun.xyz + v.view);
  let shine = view.sun_colour.rgb * 0.10 * pow(max(dot(v.normal, h), 0.0), 24.0);
  return c * matte_light(v, v.normal) + shine + environment(reflect(-v.view, v.normal), 0.6) * 0.02;
}
