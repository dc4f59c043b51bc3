// Dragon or fish skin: overlapping scales along the diagonals of the xy plane of the model.
// @mirrored by vertex
fn shade(v: Fragment) -> vec3f {
  let q = vec2f(dot(v.local.xy, vec2f(0.70, 0.71)), dot(v.local.xy, vec2f(-0.71, 0.70))) * 9.0;
  let cy = fract(q.y + 0.5 * floor(q.x)) - 0.5; let cx = fract(q.x);
  let d = length(vec2f((cx - 0.05) * 0.85, cy));
  let fade = (1.0 - smoothstep(0.03, 0.09, v.pixel * 2.0)) * v.tint.w;
  let edge = smoothstep(0.34, 0.50, d) * fade;
  let n = normalize(v.normal + vec3f(0.35 * (cx - 0.4) - 0.35 * cy, 0.35 * (cx - 0.4) + 0.35 * cy, 0.0) * fade * 1.1);
  let under = mix(vec3f(1.0), vec3f(1.0, 0.72, 0.55), smoothstep(0.2, -0.8, v.normal.y));
  let c = v.colour * v.tint.rgb * mix(1.0, 0.35, edge) * under;
  return lit(v, c, v.roughness, v.metalness, n) + v.colour * v.emission;
}
fn shade_mirror(v: Fragment) -> vec3f { return v.colour * v.tint.rgb * matte_light(v, v.normal); }
