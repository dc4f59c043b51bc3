// A fir seen from afar, cut from crossing cards: vertex roughness and metalness are the card's u, v. Boughs hang in tiers.
// Snow lies on it when it snows. Vertex height: sway; tint.w: how much.
// @two_sided
// @by vertex
fn bend(world: vec3f, vertex: Vertex, i: Instance) -> vec3f {
  let t = now(); let root = vec2f(i.row0.w, i.row2.w);
  let gust = sin(t * 1.3 + dot(root, vec2f(0.11, 0.17))) + 0.5 * sin(t * 2.9 + dot(root, vec2f(0.31, 0.23)));
  let flutter = sin(t * 7.0 + dot(world, vec3f(2.1, 1.7, 2.6)));
  let sway = vertex.surface.z * vertex.surface.z * i.tint.w;
  let way = view.wind.xyz * 0.02;
  return world + way * (1.0 + gust) * sway + vec3f(0.03, 0.02, 0.03) * flutter * sway * min(length(view.wind.xyz) * 0.4, 1.5);
}
fn covers(v: Fragment) -> bool {
  let x = abs(v.roughness * 2.0 - 1.0); let up = v.metalness + 0.16 * x * x; let tier = up * 12.0;
  let h = hash2(vec2f(floor(tier), step(0.5, v.roughness))); let bough = 1.0 - fract(tier);
  let wide = (1.02 - up) * (0.50 + 0.50 * bough) * (0.72 + 0.45 * h) + min(v.pixel * 0.15, 0.06);
  return (x < wide && v.metalness > 0.05) || x < 0.035;
}
fn shade(v: Fragment) -> vec3f {
  let n = v.normal; let facing = dot(n, view.sun.xyz); let lightfall = sunlit(v.world, n);
  let front = max(facing * 0.7 + 0.3, 0.0); let through = max(-facing, 0.0) * 0.30 + 0.25 * pow(max(-dot(v.view, view.sun.xyz), 0.0), 4.0);
  let c = mix(v.colour * v.tint.rgb, vec3f(0.55, 0.58, 0.64), smoothstep(0.2, 0.8, n.y) * min(view.haze.w * 1.4, 0.9));
  let green = c * vec3f(1.15, 1.25, 0.45);
  return c * (ambient(n, v.world.y, v.ao) + local_light(v, n)) + view.sun_colour.rgb * lightfall * (c * front + green * through) * (0.35 + 0.65 * v.ao);
}
