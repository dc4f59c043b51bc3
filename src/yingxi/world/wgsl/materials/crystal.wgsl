// Thick cut glass: what stands behind shows through its middle, its sides gather light and dark, its rims are bright.
// The vertex's metalness is how much it hides (a cut stopper hides more than a wall of glass).
// @blend
fn edge(v: Fragment) -> f32 { let e = 1.0 - abs(dot(v.normal, v.view)); return e * e; }
fn opacity(v: Fragment) -> f32 { return mix(0.14 + 0.55 * v.metalness, 0.92, smoothstep(0.08, 0.7, edge(v))); }
fn shade(v: Fragment) -> vec3f {
  let n = v.normal * sign(dot(v.normal, v.view) + 1e-4);
  let e = edge(v); let c = v.colour * v.tint.rgb;
  let bent = normalize(-v.view - n * 0.8);
  let band = 1.0 - 0.78 * smoothstep(0.15, 0.55, e) * (1.0 - smoothstep(0.7, 0.95, e));
  let gather = environment(bent, 0.3) * c * band * (0.55 + 0.25 * v.metalness);
  let shine = environment(reflect(-v.view, n), 0.05) * mix(0.16, 1.0, e * e);
  return gather + shine + lit(v, c * 0.05, 0.08, 0.0, n) * 1.3;
}
