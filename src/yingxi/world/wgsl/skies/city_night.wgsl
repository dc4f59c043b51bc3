// Night over a city: glow at the horizon, clouds lit from below, a moon and few stars.
fn sky(d: vec3f) -> vec4f {
  var c = haze(d);
  let q = d.xz / (max(d.y, 0.0) + 0.20); let drift = view.wind.xz * now() * 0.004;
  let n = fbm(q * 1.5 + drift + vec2f(fbm(q * 3.1 + 7.0) * 0.7, 0.0));
  let cover = smoothstep(0.66 - 0.55 * view.zenith.w, 1.08 - 0.55 * view.zenith.w, n);
  let moon = max(dot(d, view.sun.xyz), 0.0);
  let low = mix(view.horizon.rgb * 0.45 + view.zenith.rgb, view.glow_side.rgb * 0.7, side_of(d));
  let under = low * exp(-d.y * 1.5) * 2.2 + view.glow.rgb * 0.45 * exp(-d.y * 6.0);
  let bright = view.sun_colour.rgb * 3.0;
  let cloud = under * (0.2 + 1.5 * n * n) + bright * (0.10 * pow(moon, 30.0) + 0.018 * pow(moon, 5.0));
  c = mix(c, cloud, cover * 0.9 * smoothstep(0.0, 0.08, d.y));
  c += bright * (pow(moon, 400.0) * 0.16 + pow(moon, 50.0) * 0.03) * (1.0 - cover * 0.6);
  return vec4f(c, cover);
}
fn sky_fine(d: vec3f, cover: f32) -> vec3f {
  let edge = cos(view.sun.w); let soft = 6e-5 + view.right.w * view.sun.w * 0.7;
  let disc = smoothstep(edge - soft, edge + soft, dot(d, view.sun.xyz)) * (1.0 - cover * 0.75);
  let spot = d.xy * (2.2 / max(view.sun.w, 0.004));
  let seas = 0.88 + 0.14 * sin(spot.x + 2.1 * sin(spot.y * 0.7)) * sin(spot.y * 1.3 + spot.x * 0.6 + 1.0);
  let cell = d.xz / (d.y + 0.22) * 170.0; let h = hash2(floor(cell)); let r = length(fract(cell) - 0.5);
  let star = max(1.0 - r * 4.0, 0.0) * max(h - 0.985, 0.0) * 40.0 * (1.0 - cover) * clamp(d.y * 4.0 - 0.5, 0.0, 1.0);
  return vec3f(1.9, 1.8, 1.5) * disc * seas + vec3f(0.7, 0.8, 1.0) * star * view.horizon.w;
}
// What a glossy thing sees around it: warm, cyan and magenta lights in a band near the horizon.
fn environment(r: vec3f, roughness: f32) -> vec3f {
  let az = r.x / (abs(r.z) + 0.15);
  let band = exp(-abs(r.y - 0.06) * mix(11.0, 4.0, roughness));
  let blobs = 0.5 + 0.5 * sin(az * 9.0) * sin(az * 5.3 + 1.0); let hue = 0.5 + 0.5 * sin(az * 3.1 + 0.7);
  let neon = mix(view.horizon.rgb * 6.0, view.glow_side.rgb * 6.0, hue);
  let lights = mix(view.glow.rgb * 6.0, neon, smoothstep(0.25, 0.75, 0.5 + 0.5 * sin(az * 4.0)));
  return lights * band * (0.35 + 1.3 * blobs * blobs) * (0.45 - 0.40 * r.z)
         + view.zenith.rgb * 2.0 * (1.0 + r.y);
}
