// What is seen through the windows of an interior: the sun's own light, out of focus, bright toward the top. Casts no light.
fn shade(v: Fragment) -> vec3f {
  let leafy = texture_noise(v.world.zy * 0.035, 3.0).g;
  let c = mix(vec3f(0.30, 0.42, 0.28), vec3f(1.0), smoothstep(0.25, 0.6, v.height + (leafy - 0.42) * 0.9));
  return c * view.sun_colour.rgb * 0.42;
}
fn covers(v: Fragment) -> bool { return v.emission > 0.0; }
