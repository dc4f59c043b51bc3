// Forged plates of a machine: brushed steel with seams, rivets, scratches, worn edges and a rim of the sky's light.
// Tint's parameter scales what glows. Cavity is wear (1: a worn edge); no pattern is drawn finer than a pixel.
// @mirrored by vertex
fn shade(v: Fragment) -> vec3f {
  let a = abs(v.normal);
  let p = select(select(v.local.xy, v.local.xz, a.y > max(a.x, a.z)), v.local.zy, a.x > max(a.y, a.z));
  let fine = 1.0 - smoothstep(0.012, 0.06, v.pixel);
  let brush = texture_noise(p * vec2f(0.35, 2.6), level(v.pixel, 0.7));
  let stain = texture_noise(p * 0.11, level(v.pixel, 9.0)).g;
  let cell = abs(fract(p / vec2f(0.62, 0.47)) - 0.5);
  let seam = smoothstep(0.465, 0.492, max(cell.x, cell.y)) * fine * (1.0 - v.cavity);
  let steel = v.colour * v.tint.rgb;
  let wear = smoothstep(0.55, 0.95, v.cavity + (brush.r - 0.5) * 0.5) * 0.75;
  var c = mix(steel * (0.72 + 0.56 * stain), vec3f(0.46, 0.47, 0.50), wear * v.metalness);
  c *= 1.0 - 0.55 * seam;
  let rough = clamp(v.roughness + (brush.r - 0.5) * 0.22 * fine - 0.10 * wear + 0.12 * (stain - 0.5), 0.14, 0.9);
  let n = normalize(v.normal + vec3f(brush.b - 0.5, brush.r - 0.5, brush.g - 0.5) * 0.10 * fine);
  let edge = 1.0 - max(dot(n, v.view), 0.0); let e2 = edge * edge;
  let back = max(dot(-v.view, view.sun.xyz), 0.0) * 0.75 + 0.25;
  let over = clamp(n.y * 0.5 + 0.6, 0.0, 1.0) * v.ao;
  let rim = (view.horizon.rgb * 1.6 + view.sun_colour.rgb * (0.22 * back)) * (e2 * edge * over);
  return lit(v, c, rough, v.metalness, n) * (1.0 - step(0.5, v.emission) * 0.8) + rim * v.metalness + v.colour * v.emission * v.tint.w;
}
fn shade_mirror(v: Fragment) -> vec3f { return v.colour * v.tint.rgb * matte_light(v, v.normal) + v.colour * v.emission * v.tint.w; }
