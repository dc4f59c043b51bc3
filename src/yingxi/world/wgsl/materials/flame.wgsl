// A tongue of fire on a card that turns to the eye: vertex roughness and metalness are its u, v. Noise that climbs eats
// its edges. tint: seed, how wild, 0; tint.w: how bright. The wind leans it.
// @blend
// @two_sided
fn bend(world: vec3f, vertex: Vertex, i: Instance) -> vec3f {
  let root = vec3f(i.row0.w, i.row1.w, i.row2.w); let to = view.eye.xyz - root;
  let side = vec3f(to.z, 0.0, -to.x) * inverseSqrt(to.x * to.x + to.z * to.z + 1e-4);
  let wide = length(vec3f(i.row0.x, i.row1.x, i.row2.x)); let up = vec3f(i.row0.y, i.row1.y, i.row2.y); let y = vertex.position.y;
  return root + side * (vertex.position.x * wide) + (up + view.wind.xyz * (0.06 * y * length(up))) * y;
}
fn heat(v: Fragment) -> f32 {
  let u = v.roughness * 2.0 - 1.0; let y = v.metalness; let s = v.tint.r * 7.0; let t = now();
  let slow = texture_noise(vec2f(u * 0.10 + s, y * 0.16 - t * 0.34 + s * 3.0), 0.0).g - 0.5;
  let fast = texture_noise(vec2f(u * 0.26 + s * 5.0 + slow * 0.05, y * 0.33 - t * 0.80), 0.0).g - 0.5;
  let x = u + slow * (0.3 + 1.5 * y) * v.tint.g; let left = 1.0 - y;
  let wide = 0.10 + 0.62 * left * sqrt(left) + 0.12 * sin(3.14 * min(y * 2.2, 1.0));
  let body = 1.0 - abs(x) / wide;
  let torn = (slow * 0.9 + fast * 1.6) * (0.20 + 1.25 * y) * v.tint.g;
  return clamp((body * 0.95 + 0.12 - 0.62 * y * y + torn) * smoothstep(0.0, 0.08, y) * smoothstep(1.0, 0.85, y) * smoothstep(1.0, 0.8, abs(u)), 0.0, 1.0);
}
fn opacity(v: Fragment) -> f32 { return smoothstep(0.02, 0.30, heat(v)) * 0.86 * min(v.tint.w, 1.0); }
fn shade(v: Fragment) -> vec3f {
  let h = heat(v); let h2 = h * h;
  return (vec3f(1.15, 0.16, 0.015) * smoothstep(0.0, 0.25, h) + vec3f(2.4, 0.95, 0.09) * h + vec3f(3.2, 2.6, 0.95) * h2 * h) * max(v.tint.w, 0.2);
}
