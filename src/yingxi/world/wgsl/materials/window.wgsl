// A pane or paper window: dark glass with the sky in it by day, lit from inside by night. tint.w: how lit, 0-1.
fn shade(v: Fragment) -> vec3f {
  let uneven = texture_noise(v.local.xy * 0.17 + v.local.zz * 0.29, 2.0).r;
  let day = v.colour * 0.10 * matte_light(v, v.normal) + environment(reflect(-v.view, v.normal), 0.25) * 0.18;
  return day + v.colour * (v.emission * v.tint.w * (0.55 + 0.9 * uneven));
}
