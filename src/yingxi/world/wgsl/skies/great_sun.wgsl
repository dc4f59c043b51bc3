// A dusty sky with a great sun low in it, as a long lens sees it: its disc does not burn out, and dims toward its foot.
fn sky(d: vec3f) -> vec4f {
  let toward = max(dot(d, view.sun.xyz), 0.0);
  let up = max(d.y, 0.0); let q = vec2f(atan2(d.x, -d.z) * 2.2, up * 16.0) + view.wind.xz * now() * 0.002;
  let streak = smoothstep(0.46, 0.72, fbm(q) * 0.7 + fbm(q * 2.7 + 3.0) * 0.3) * view.zenith.w * smoothstep(0.02, 0.10, d.y);
  var c = haze(d) * (1.0 - 0.16 * streak);
  c += view.sun_colour.rgb * (0.035 * pow(toward, 10.0) + 0.07 * pow(toward, 50.0));
  return vec4f(c, streak * 0.4);
}
fn sky_fine(d: vec3f, cover: f32) -> vec3f {
  let edge = cos(view.sun.w); let soft = view.right.w * view.sun.w * 1.6 + 4e-5;
  let disc = smoothstep(edge - soft, edge + soft, dot(d, view.sun.xyz));
  let rise = clamp((d.y - view.sun.y) / view.sun.w * 0.5 + 0.5, 0.0, 1.0);
  return view.sun_colour.rgb * vec3f(0.32, 0.36, 0.36) * disc * (0.35 + 0.65 * rise) * (1.0 - 0.6 * cover);
}
fn environment(r: vec3f, roughness: f32) -> vec3f {
  let above = haze(normalize(vec3f(r.x, max(r.y, 0.0), r.z) + vec3f(0.0, roughness * 0.3, 0.0)));
  return mix(view.ground.rgb + view.horizon.rgb * 0.12, above, smoothstep(-0.25 - roughness * 0.5, 0.12 + roughness * 0.5, r.y));
}
