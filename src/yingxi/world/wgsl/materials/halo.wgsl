// The shell of air round a planet, seen from outside: brightest just over the edge of the disc. tint: its colour.
// @blend
fn thick(v: Fragment) -> f32 {
  let edge = 1.0 - abs(dot(v.normal, v.view)); let near = smoothstep(0.55, 0.93, edge) * (1.0 - smoothstep(0.93, 1.0, edge));
  return near * smoothstep(-0.30, 0.40, dot(v.normal, view.sun.xyz));
}
fn opacity(v: Fragment) -> f32 { return clamp(thick(v) * 0.75, 0.0, 1.0); }
fn shade(v: Fragment) -> vec3f {
  let low = smoothstep(0.25, -0.2, dot(v.normal, view.sun.xyz));
  return mix(v.tint.rgb, vec3f(1.0, 0.35, 0.12), low * 0.6) * view.sun_colour.r * 0.75;
}
