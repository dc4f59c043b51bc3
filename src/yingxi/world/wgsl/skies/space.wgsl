// Space: stars, a band of dust and nebulae in the colours of the air, and a sun.
fn turn(d: vec3f) -> vec3f { return vec3f(d.x * 0.8 + d.y * 0.6, d.y * 0.8 - d.x * 0.6, d.z); }
fn sky(d: vec3f) -> vec4f {
  let g = turn(d); let q = vec2f(atan2(g.z, g.x), g.y * 2.2);
  let n = fbm(q * 2.0 + vec2f(fbm(q * 3.7 + 4.0), fbm(q * 3.1 + 9.0)));
  let band = exp(-g.y * g.y * 7.0);
  var c = view.zenith.rgb * 0.25 + view.horizon.rgb * band * (0.15 + 1.4 * pow(n, 2.2));
  c += mix(view.glow.rgb, view.glow_side.rgb, smoothstep(0.3, 0.7, fbm(q * 1.3 + 20.0))) * pow(n, 2.5) * (0.4 + band);
  let toward = max(dot(d, view.sun.xyz), 0.0);
  c += view.sun_colour.rgb * (0.25 * pow(toward, 300.0) + 0.02 * pow(toward, 20.0));
  return vec4f(c, 0.0);
}
fn star(d: vec3f, scale: f32, rare: f32) -> f32 {
  let a = abs(d); var uv = d.xy / a.z; var face = 1.0 + step(0.0, d.z);
  if (a.x > a.y && a.x > a.z) { uv = d.yz / a.x; face = 3.0 + step(0.0, d.x); }
  else if (a.y > a.z) { uv = d.zx / a.y; face = 5.0 + step(0.0, d.y); }
  let cell = floor(uv * scale); let h = hash2(cell + face * 71.0);
  let at = vec2f(fract(h * 57.3), fract(h * 131.7)) * 0.6 + 0.2;
  let r = length(fract(uv * scale) - at) / max(view.right.w * scale * 1.1, 0.05);
  return max(1.0 - r, 0.0) * max(h - rare, 0.0) / (1.0 - rare);
}
fn sky_fine(d: vec3f, cover: f32) -> vec3f {
  let edge = cos(view.sun.w); let soft = 2e-6 + view.right.w * view.sun.w * 0.7;
  let disc = smoothstep(edge - soft, edge + soft, dot(d, view.sun.xyz));
  let s = star(d, 60.0, 0.8) * 2.5 + star(turn(d), 140.0, 0.7) * 0.9;
  return view.sun_colour.rgb * disc * 14.0 + mix(vec3f(1.0, 0.82, 0.66), vec3f(0.7, 0.82, 1.0), fract(d.x * 91.0)) * s * view.horizon.w;
}
fn environment(r: vec3f, roughness: f32) -> vec3f {
  let g = turn(r);
  return view.zenith.rgb * 0.5 + (view.horizon.rgb + view.glow.rgb) * exp(-g.y * g.y * 4.0) * 0.6
         + view.ground.rgb * smoothstep(0.2, -0.6, r.y);
}
