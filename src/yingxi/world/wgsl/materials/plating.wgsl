// Hull plates in two sizes with seams, a few lit ports and warning stripes. Box-shaped models.
fn shade(v: Fragment) -> vec3f {
  let n = v.normal; let a = abs(n);
  let p = select(select(v.local.xy, v.local.xz, a.y > max(a.x, a.z)), v.local.zy, a.x > max(a.y, a.z));
  let c1 = floor(p / vec2f(4.2, 2.1)); let r1 = hash2(c1 + a.xy * 17.0); let f1 = abs(fract(p / vec2f(4.2, 2.1)) - 0.5);
  let s2 = select(vec2f(1.1, 0.7), vec2f(0.55, 1.3), r1 > 0.5); let r2 = hash2(floor(p / s2) + c1 * 3.1);
  let fade = 1.0 - smoothstep(0.15, 0.7, v.pixel); let fine = 1.0 - smoothstep(0.05, 0.35, v.pixel);
  let seam = smoothstep(0.455, 0.49, max(f1.x, f1.y)) * fade;
  var c = v.colour * v.tint.rgb * (1.0 + (r1 - 0.5) * 0.5 * fade + (r2 - 0.5) * 0.4 * fine) * (1.0 - 0.6 * seam);
  c = mix(c, vec3f(0.55, 0.12, 0.03), step(0.97, r1) * fade * 0.8);
  let wn = abs(fract(p / vec2f(0.55, 0.8)) - 0.5); let wr = hash2(floor(p / vec2f(0.55, 0.8)));
  let ports = step(0.80, r1) * step(r1, 0.93) * step(0.45, wr) * step(a.y, 0.6);
  let lamp_on = mix(vec3f(1.0, 0.72, 0.38), vec3f(0.6, 0.85, 1.0), step(0.8, fract(wr * 7.0)));
  return lit(v, c, mix(0.35, 0.6, r2), 0.3, n) + lamp_on * ports * (step(max(wn.x, wn.y * 1.6), 0.30) * fine * 1.6 + (1.0 - fine) * 0.28 * fade) * v.tint.w;
}
fn shade_mirror(v: Fragment) -> vec3f { return v.colour * v.tint.rgb * matte_light(v, v.normal); }
