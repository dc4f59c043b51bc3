// A closed sky of soft grey relief.
fn sky(d: vec3f) -> vec4f {
  let up = max(d.y, 0.0); let q = d.xz / (up + 0.22); let drift = view.wind.xz * now() * 0.004;
  let shape = fbm(q * 0.8 + drift) * 0.6 + fbm(q * 2.2 + drift * 1.6 + 9.0) * 0.4;
  let toward = max(dot(d, view.sun.xyz), 0.0);
  let base = mix(view.zenith.rgb, view.horizon.rgb, exp(-up * 2.2));
  let cloud = base * (0.62 + 0.75 * shape) + view.sun_colour.rgb * 0.10 * pow(toward, 8.0) * (1.2 - shape);
  return vec4f(mix(haze(d), cloud, smoothstep(0.0, 0.12, d.y)), 1.0);
}
fn sky_fine(d: vec3f, cover: f32) -> vec3f { return vec3f(0.0); }
fn environment(r: vec3f, roughness: f32) -> vec3f {
  let above = mix(view.zenith.rgb, view.horizon.rgb, exp(-max(r.y, 0.0) * 2.2));
  return mix(view.ground.rgb + view.horizon.rgb * 0.1, above, smoothstep(-0.25 - roughness * 0.5, 0.12 + roughness * 0.5, r.y));
}
