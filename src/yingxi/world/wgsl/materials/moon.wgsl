// A great painted moon: seas and rays, pale gold, without light from elsewhere. tint.w: how bright.
fn shade(v: Fragment) -> vec3f {
  let p = v.local.xy / 216.0;
  let seas = texture_noise(p * 0.9 + 0.13, 1.0).g; let fine = texture_noise(p * 4.1, 0.0).g;
  let tone = mix(0.62, 1.0, smoothstep(0.30, 0.52, seas)) * (0.88 + 0.28 * fine);
  let rim = smoothstep(1.0, 0.9, length(v.local.xy) / 108.0);
  return v.colour * tone * (0.75 + 0.25 * rim) * v.tint.w * 1.15;
}
