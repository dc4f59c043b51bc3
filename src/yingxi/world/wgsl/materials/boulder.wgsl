// Loose rock: broken faces with grain, lichen on top, damp below; snow lies on it when it snows.
fn shade(v: Fragment) -> vec3f {
  let p = v.local;
  let a = texture_noise(p.xz * 0.43 + p.yy * 0.31, level(v.pixel, 2.3));
  let b = texture_noise(p.xy * 0.9 + p.zz * 0.53, level(v.pixel, 1.1));
  let n = normalize(v.normal + (vec3f(a.r, b.g, b.r) - vec3f(0.5, 0.42, 0.5)) * 0.8);
  var c = v.colour * v.tint.rgb * (0.55 + 0.75 * a.g) * (0.75 + 0.5 * b.g);
  c = mix(c, c * vec3f(0.85, 1.05, 0.6), smoothstep(0.45, 0.75, a.r) * smoothstep(0.2, 0.7, n.y) * 0.6);
  c = mix(c, vec3f(0.82, 0.85, 0.90), smoothstep(0.35, 0.75, n.y + (a.g - 0.4) * 0.5) * view.haze.w);
  return c * matte_light(v, n);
}
