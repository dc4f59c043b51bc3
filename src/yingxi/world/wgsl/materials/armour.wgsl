// Lamellar armour: rows of small lacquered plates with gilt cords, in the cloth's pattern coordinates.
// @mirrored by vertex
fn shade(v: Fragment) -> vec3f {
  let q = vec2f(v.roughness * 62.0, v.metalness * 74.0);
  let row = floor(q.y); let cell = fract(vec2f(q.x + 0.5 * (row % 2.0), q.y)) - 0.5;
  let fade = 1.0 - smoothstep(0.004, 0.016, v.pixel);
  let edge = smoothstep(0.30, 0.48, max(abs(cell.x), abs(cell.y))) * fade;
  let n = normalize(v.normal + vec3f(0.0, -cell.y, 0.0) * 0.5 * fade);
  let c = mix(v.colour * v.tint.rgb * (1.1 + cell.y * 0.7 * fade), vec3f(0.02, 0.012, 0.008), edge * 0.8);
  let cord = (1.0 - smoothstep(0.06, 0.12, length(cell - vec2f(0.0, 0.22)))) * fade;
  return lit(v, mix(c, vec3f(0.75, 0.48, 0.14), cord), 0.36, mix(0.35, 0.8, cord), n);
}
fn shade_mirror(v: Fragment) -> vec3f { return v.colour * v.tint.rgb * matte_light(v, v.normal); }
