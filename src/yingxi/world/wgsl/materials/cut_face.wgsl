// The level face where a ship was cut through: bulkheads and pipes bright as mirrors, rooms dark, the rim still hot.
// Vertex metalness: 0 at the hull's skin, 1 well inside. tint.w: heat 0-1.
fn shade(v: Fragment) -> vec3f {
  let p = v.local.xz;
  let room = abs(fract(p / vec2f(11.0, 7.5)) - 0.5); let small = abs(fract(p / vec2f(3.6, 2.5) + 0.3) - 0.5);
  let soft = v.pixel / 3.0;
  let wall = max(smoothstep(0.478 - soft, 0.488, max(room.x, room.y)), smoothstep(0.470 - soft, 0.486, max(small.x, small.y)) * step(0.42, hash2(floor(p / vec2f(11.0, 7.5)))));
  let skin = 1.0 - smoothstep(0.0, 0.10, v.metalness);
  let bright = max(wall, skin);
  let r = hash2(floor(p / vec2f(3.6, 2.5) + 0.3) + floor(v.local.y));
  let pipe = smoothstep(0.16, 0.12, length(fract(p / 1.7) - 0.5)) * step(0.72, hash2(floor(p / 1.7) + 5.0));
  let inside = mix(vec3f(0.018, 0.016, 0.015), vec3f(0.10, 0.075, 0.05), r) * (0.4 + 0.6 * r);
  let steel = environment(reflect(-v.view, v.normal), 0.05) * 0.62 + 0.10 * matte_light(v, v.normal);
  var c = mix(inside * matte_light(v, v.normal), steel, max(bright, pipe));
  let lamp_on = step(0.90, r) * (1.0 - wall);
  c += vec3f(1.0, 0.66, 0.30) * lamp_on * 0.5;
  let flow = 0.6 + 0.8 * texture_noise(p * 0.05 + vec2f(now() * 0.25, 0.0), 1.0).r;
  let hot = (skin * 5.0 + wall * 1.5 + pipe * 0.8 + 0.16 * exp(-v.metalness * 4.0)) * v.tint.w * flow;
  return c + vec3f(1.0, 0.34, 0.07) * hot;
}
fn shade_mirror(v: Fragment) -> vec3f { return vec3f(0.10) + vec3f(1.0, 0.34, 0.07) * v.tint.w * 0.4; }
