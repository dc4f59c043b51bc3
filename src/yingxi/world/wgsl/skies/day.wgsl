// Daylight: scattering toward the sun, a sun disc and fair-weather or heavy clouds.
fn sky(d: vec3f) -> vec4f {
  var c = haze(d);
  let up = max(d.y, 0.0); let toward = max(dot(d, view.sun.xyz), 0.0);
  let q = d.xz / (up + 0.16); let drift = view.wind.xz * now() * 0.003;
  let shape = fbm(q * 0.9 + drift) * 0.65 + fbm(q * 2.9 + drift * 1.7 + 5.0) * 0.35;
  let amount = view.zenith.w;
  let cover = smoothstep(0.70 - 0.55 * amount, 0.86 - 0.34 * amount, shape) * smoothstep(0.0, 0.14, d.y);
  let thick = smoothstep(0.70 - 0.55 * amount, 1.05 - 0.45 * amount, shape);
  let sun = view.sun_colour.rgb;
  let above = view.zenith.rgb * 0.55 + view.horizon.rgb * 0.55;
  let silver = sun * (0.10 + 0.30 * pow(toward, 6.0) + 1.2 * pow(toward, 60.0)) * (1.0 - 0.75 * thick);
  let cloud = above * (1.05 - 0.45 * thick * (0.4 + 0.6 * amount)) + silver + sun * 0.09 * (1.0 - thick);
  c = mix(c, mix(cloud, c, exp(-up * 9.0) * 0.6), cover * (0.55 + 0.45 * thick));
  c += sun * (0.22 * pow(toward, 220.0) + 0.05 * pow(toward, 24.0)) * (1.0 - cover * 0.7);
  return vec4f(c, cover);
}
fn sky_fine(d: vec3f, cover: f32) -> vec3f {
  let edge = cos(view.sun.w); let soft = 2e-6 + view.right.w * view.sun.w * 0.7;
  let disc = smoothstep(edge - soft, edge + soft, dot(d, view.sun.xyz)) * (1.0 - cover);
  let cell = d.xz / (max(d.y, 0.0) + 0.22) * 170.0; let h = hash2(floor(cell)); let r = length(fract(cell) - 0.5);
  let star = max(1.0 - r * 4.0, 0.0) * max(h - 0.97, 0.0) * 20.0 * (1.0 - cover) * clamp(d.y * 4.0, 0.0, 1.0);
  return view.sun_colour.rgb * disc * 14.0 + vec3f(0.7, 0.8, 1.0) * star * view.horizon.w;
}
fn environment(r: vec3f, roughness: f32) -> vec3f {
  let above = haze(normalize(vec3f(r.x, max(r.y, 0.0), r.z) + vec3f(0.0, roughness * 0.3, 0.0)));
  return mix(view.ground.rgb + view.horizon.rgb * 0.12, above, smoothstep(-0.25 - roughness * 0.5, 0.12 + roughness * 0.5, r.y));
}
