// Under water: dark toward the depth, bright toward the moving surface above.
fn sky(d: vec3f) -> vec4f {
  let up = d.y; let toward = max(dot(d, view.sun.xyz), 0.0);
  let t = now() * 0.06; let q = d.xz / max(up, 0.08);
  let net = texture_noise(q * 0.10 + vec2f(t, t * 0.6), 1.0).r * 0.5 + texture_noise(q * 0.23 - vec2f(t * 0.7, t), 1.0).r * 0.5;
  var c = mix(view.horizon.rgb, view.zenith.rgb, smoothstep(-0.05, 0.85, up));
  c += view.sun_colour.rgb * (0.10 * pow(toward, 3.0) + 0.35 * pow(toward, 14.0)) * smoothstep(0.1, 0.7, up);
  c *= 1.0 + (net - 0.5) * 1.5 * smoothstep(0.25, 0.8, up);
  return vec4f(mix(view.ground.rgb * 0.6 + view.horizon.rgb * 0.4, c, smoothstep(-0.4, 0.1, up)), 1.0);
}
fn sky_fine(d: vec3f, cover: f32) -> vec3f { return vec3f(0.0); }
fn environment(r: vec3f, roughness: f32) -> vec3f { return mix(view.horizon.rgb * 0.6, view.zenith.rgb, smoothstep(-0.2, 0.9, r.y)); }
