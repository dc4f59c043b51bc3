// A planet from orbit: seas, land, weather and the lights of its night side. Vertex colour: land; tint: how it is tinted; tint.w: 1 living, 0 barren.
fn shade(v: Fragment) -> vec3f {
  let n = v.normal; let alive = v.tint.w;
  let uv = vec2f(atan2(v.local.x, v.local.z), asin(clamp(v.local.y / max(length(v.local), 1.0), -1.0, 1.0))) * 0.62;
  let warp = texture_noise(uv * 0.9, 0.0).rg - 0.45;
  let land_n = texture_noise(uv * 0.55 + warp * 0.12, 0.0).g * 0.62 + texture_noise(uv * 2.3 + warp * 0.1, 0.0).g * 0.38;
  let cloud_n = texture_noise(uv * vec2f(1.0, 1.7) + warp * 0.30 + now() * 0.0002, 0.0).g * 0.55 + texture_noise(uv * 4.1 + warp * 0.5, 0.0).g * 0.30 + texture_noise(uv * 11.0 + warp, 0.0).g * 0.15;
  let land = smoothstep(0.43, 0.47, land_n);
  let relief = texture_noise(uv * 7.0, 0.0).g;
  let ground = mix(v.colour, v.colour * vec3f(1.9, 1.35, 0.85), smoothstep(0.46, 0.62, land_n)) * (0.6 + 0.9 * relief);
  let barren = v.colour * (0.45 + 1.2 * land_n) * (0.7 + 0.7 * relief);
  var albedo = mix(barren, mix(vec3f(0.006, 0.026, 0.075), ground, land), alive);
  let cloud = smoothstep(0.42, 0.66, cloud_n) * alive;
  albedo = mix(albedo, vec3f(0.66), cloud * 0.94);
  let nl = dot(n, view.sun.xyz); let nv = max(dot(n, v.view), 0.0);
  let day = smoothstep(-0.08, 0.30, nl) * max(nl + 0.06, 0.0);
  let h = normalize(view.sun.xyz + v.view); let glint = pow(max(dot(n, h), 0.0), 90.0) * (1.0 - land) * (1.0 - cloud) * alive;
  var c = (albedo * day + vec3f(1.0, 0.9, 0.7) * glint * 0.5 * day) * view.sun_colour.rgb * 0.55;
  let rim = pow(1.0 - nv, 3.0);
  c += v.tint.rgb * view.sun_colour.r * (0.05 + 0.55 * rim) * smoothstep(-0.22, 0.35, nl);
  let towns = smoothstep(0.52, 0.70, texture_noise(uv * 9.0, 0.0).r * texture_noise(uv * 2.9, 0.0).g * 1.9) * land * alive;
  return c + vec3f(1.0, 0.55, 0.2) * towns * smoothstep(0.04, -0.14, nl) * (1.0 - cloud) * 0.35;
}
