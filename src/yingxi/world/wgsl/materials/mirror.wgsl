// A mirror without a flaw: the sky in it, and where the sky is empty a pale band over a dark ground, so that it never reads as a hole.
// @mirrored by vertex
fn shade(v: Fragment) -> vec3f {
  let r = reflect(-v.view, v.normal); let e = 1.0 - max(dot(v.normal, v.view), 0.0);
  let facing = max(dot(r, view.sun.xyz), 0.0);
  let sky = environment(r, 0.04);
  let empty = 1.0 - smoothstep(0.02, 0.5, dot(view.zenith.rgb + view.horizon.rgb, vec3f(0.33)));
  let band = smoothstep(-0.06, 0.05, r.y) * (0.10 + 0.9 * exp(-max(r.y, 0.0) * 2.6)) + 0.35 * smoothstep(0.75, 1.0, r.y);
  let under = 0.10 * smoothstep(0.0, -0.5, r.y);
  let studio = vec3f(0.52, 0.60, 0.72) * (band + under);
  let f2 = facing * facing; let f8 = f2 * f2 * f2 * f2; let f64 = f8 * f8 * f8 * f8 * f8 * f8 * f8 * f8;
  let sun = view.sun_colour.rgb * (0.22 * f8 + 2.6 * f64 * f64);
  return v.tint.rgb * (sky * (1.0 + 0.4 * e) + studio * (0.12 + 0.75 * empty) + sun + local_light(v, r) * 0.25);
}
fn shade_mirror(v: Fragment) -> vec3f { return v.tint.rgb * (environment(v.normal, 0.3) + 0.05); }
