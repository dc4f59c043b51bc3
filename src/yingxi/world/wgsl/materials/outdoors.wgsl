// What is seen through the windows of an interior: out of focus, bright toward the top. Blended so that it casts no shadow.
// @blend
fn opacity(v: Fragment) -> f32 { return 1.0; }
fn shade(v: Fragment) -> vec3f {
  let leafy = texture_noise(v.world.zy * 0.035, 3.0).g;
  let c = mix(vec3f(0.30, 0.42, 0.28), vec3f(1.0), smoothstep(0.25, 0.6, v.height + (leafy - 0.42) * 0.9));
  return c * view.sun_colour.rgb * 0.42;
}
