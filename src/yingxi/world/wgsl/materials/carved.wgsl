// Gilded carving: gold leaf rubbed thin on the ridges, red lacquer in the hollows, chisel marks and small scales.
// Vertex colour is the gilding; cavity and occlusion say where the lacquer stayed. tint.w fades the scales.
// @mirrored by vertex
fn shade(v: Fragment) -> vec3f {
  let q = vec2f(v.local.x * 0.8 + v.local.y * 0.6, v.local.y * 0.8 - v.local.x * 0.6) * 13.0;
  let row = floor(q.x); let cy = fract(q.y + 0.5 * row) - 0.5; let cx = fract(q.x);
  let d = length(vec2f((cx - 0.05) * 0.85, cy));
  let side = smoothstep(0.25, 0.65, abs(v.normal.z));                 // scales are carved on the flanks only
  let near = (1.0 - smoothstep(0.012, 0.045, v.pixel)) * v.tint.w * side;
  let edge = smoothstep(0.34, 0.50, d) * near;
  let chisel = texture_noise(v.local.xy * 1.9 + v.local.z * 0.7, level(v.pixel, 0.5));
  let fine = 1.0 - smoothstep(0.004, 0.02, v.pixel);
  let bump = vec3f(0.30 * (cx - 0.4) - 0.25 * cy, 0.30 * (cx - 0.4) + 0.25 * cy, 0.0) * (near * 0.8)
           + (chisel.rgb - 0.5) * (0.35 * fine);
  let n = normalize(v.normal + bump);
  let worn = clamp(1.35 - 1.5 * v.ao + 0.55 * (0.45 - v.cavity) + 0.35 * (chisel.g - 0.5), 0.0, 1.0);
  let lacquer = vec3f(0.26, 0.012, 0.008);
  let gold = v.colour * v.tint.rgb * mix(1.0, 0.42, edge) * (0.86 + 0.3 * chisel.g);
  let c = mix(gold, lacquer, worn * 0.85 + 0.35 * edge * v.metalness);
  return lit(v, c, mix(v.roughness, 0.42, worn) + 0.10 * (chisel.r - 0.5), v.metalness * (1.0 - 0.85 * worn), n)
       + v.colour * v.emission;
}
fn shade_mirror(v: Fragment) -> vec3f { return v.colour * v.tint.rgb * matte_light(v, v.normal); }
