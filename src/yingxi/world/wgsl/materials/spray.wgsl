// A twig of leaves cut from a card: vertex roughness and metalness are the card's u, v. Height: sway; tint.w: how much.
// @two_sided
// @by vertex
fn bend(world: vec3f, vertex: Vertex, i: Instance) -> vec3f {
  let t = now(); let root = vec2f(i.row0.w, i.row2.w);
  let gust = sin(t * 1.3 + dot(root, vec2f(0.11, 0.17))) + 0.5 * sin(t * 2.9 + dot(root, vec2f(0.31, 0.23)));
  let flutter = sin(t * 6.0 + dot(world, vec3f(2.1, 1.7, 2.6)));
  let sway = vertex.surface.z * vertex.surface.z * i.tint.w;
  return world + view.wind.xyz * 0.02 * (1.0 + gust) * sway
         + vec3f(0.03, 0.02, 0.03) * flutter * sway * min(length(view.wind.xyz) * 0.4, 1.5);
}
// One pointed leaf in each cell, turned its own way and of its own size: above 0 on it; y: which.
fn leaf_of(q: vec2f, lean: f32, grown: f32) -> vec2f {
  let id = floor(q); let h = hash2(id); let k = fract(h * 37.0);
  let f = fract(q) - 0.5 - (vec2f(k, fract(h * 91.0)) - 0.5) * 0.16; let turn = lean + (h - 0.5) * 2.8;
  let c = cos(turn); let s = sin(turn); let r = vec2f(f.x * c - f.y * s, f.x * s + f.y * c) / (0.80 + 0.35 * k);
  return vec2f(1.0 - abs(r.x) * 2.05 - r.y * r.y * mix(26.0, 9.0, grown) , h);
}
// Small leaves about a twig, in two layers, sparse toward the rim of the card. x: above 0 on a leaf; y: which.
fn leaflet(v: Fragment) -> vec2f {
  let x = v.roughness * 2.0 - 1.0; let along = v.metalness; let wide = 0.40 + 2.4 * along * (1.0 - along);
  let grown = min(v.pixel * 9.0, 1.0); let lean = sign(x) * 0.7; let p = vec2f(x + 2.0, along * 1.35 + 0.25 * abs(x));
  let one = leaf_of(p * 3.6, lean, grown); let two = leaf_of(vec2f(p.x * 0.8 + p.y * 0.6, p.y * 0.8 - p.x * 0.6) * 4.1 + 7.3, lean - 0.6, grown);
  let best = select(two, one, one.x > two.x);
  let kept = step(abs(x), wide * (0.72 + 0.4 * best.y));
  return vec2f(max(best.x * kept, step(abs(x), 0.022) * 0.5 * step(along, 0.8)), best.y * 9.0);
}
// One tap of the shadow map: leaves are too small for soft edges.
fn sun_tap(p: vec3f) -> f32 {
  if (view.sun_colour.w < 0.5) { return 1.0; }
  let q = view.shadow * vec4f(p, 1.0);
  let lit_here = textureSampleCompareLevel(shadow_map, shadow_test, vec2f(q.x * 0.5 + 0.5, 0.5 - q.y * 0.5), q.z);
  return select(lit_here, 1.0, max(abs(q.x), abs(q.y)) > 0.99);
}
fn covers(v: Fragment) -> bool { return leaflet(v).x > 0.0; }
fn shade(v: Fragment) -> vec3f {
  let n = v.normal; let s = view.sun.xyz;
  let facing = dot(n, s); let lightfall = sun_tap(v.world + view.sun.xyz * 0.25);
  let behind = max(-dot(v.view, s), 0.0);
  let front = max(facing * 0.72 + 0.28, 0.0); let through = (0.10 + 0.7 * behind * behind * behind) * (0.4 + 0.6 * v.ao);
  let tone = 0.82 + 0.36 * fract(leaflet(v).y * 0.37 + v.local.x * 0.11);
  let c = mix(v.colour * v.tint.rgb * tone, vec3f(0.60, 0.63, 0.69), 0.9 * smoothstep(0.35, 0.95, n.y) * min(view.haze.w * 1.5, 1.0));
  let green = c * vec3f(1.15, 1.05, 0.40);
  return c * (ambient(n, v.world.y, v.ao) + local_light(v, n)) * (0.35 + 0.65 * v.cavity)
         + view.sun_colour.rgb * lightfall * (c * front * (0.25 + 0.75 * v.ao) + green * through);
}
