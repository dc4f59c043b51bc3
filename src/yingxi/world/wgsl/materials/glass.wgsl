// Clear or tinted glass: the sky and lights in it, more at grazing angles.
// @blend
fn rim(v: Fragment) -> f32 { let e = 1.0 - abs(dot(v.normal, v.view)); return e * e * e; }
fn opacity(v: Fragment) -> f32 { return mix(0.28, 0.92, rim(v)); }
fn shade(v: Fragment) -> vec3f {
  let n = v.normal * sign(dot(v.normal, v.view) + 1e-4);
  return environment(reflect(-v.view, n), 0.08) * mix(0.25, 1.0, rim(v))
         + lit(v, v.colour * v.tint.rgb * 0.2, 0.1, 0.0, n) + v.colour * v.tint.rgb * v.emission;
}
