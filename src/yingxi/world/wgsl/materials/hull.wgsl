// Painted boat hull: gilded scales with bumped normals.
// @mirrored by vertex
fn shade(v: Fragment) -> vec3f {
  let q = vec2f(v.local.x * 3.4 + v.local.z * 0.6, v.local.y * 5.0);
  let row = floor(q.y); let cx = fract(q.x + 0.5 * row) - 0.5; let cy = fract(q.y);
  let d = length(vec2f(cx, (cy - 0.05) * 0.8));
  let fade = 1.0 - smoothstep(0.04, 0.16, v.pixel * 2.0);
  let rim = smoothstep(0.36, 0.42, d) * (1.0 - smoothstep(0.50, 0.56, d)) * fade;
  let colour = mix(v.colour * v.tint.rgb * (0.65 + 0.5 * d), vec3f(0.95, 0.60, 0.15), rim * 0.9);
  let n = normalize(v.normal + vec3f(cx, 0.5 * (cy - 0.4), 0.0) * 0.28 * fade);
  return lit(v, colour, mix(0.30, 0.25, rim), mix(0.15, 0.85, rim), n);
}
fn shade_mirror(v: Fragment) -> vec3f { return v.colour * v.tint.rgb * matte_light(v, v.normal); }
