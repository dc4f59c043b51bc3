// Glows (additive points with streaks), puffs (lit soft particles), beams (shafts of light).
struct Spot { @builtin(position) clip: vec4f, @location(0) uv: vec2f, @location(1) colour: vec4f, @location(2) world: vec3f, @location(3) fog: vec4f };
fn corner(i: u32) -> vec2f {
  return array<vec2f, 6>(vec2f(-1.0, -1.0), vec2f(1.0, -1.0), vec2f(-1.0, 1.0), vec2f(-1.0, 1.0), vec2f(1.0, -1.0), vec2f(1.0, 1.0))[i];
}
fn spot_fog(p: vec3f) -> vec4f {
  let to = view.eye.xyz - p; let far = length(to); let f = fog_amount(far, view.eye.y, p.y);
  return vec4f(haze(-to / far) * f, 1.0 - f);
}
const SHUTTER = 0.0208;
@vertex fn glow_vertex(@builtin(vertex_index) vi: u32, @builtin(instance_index) ii: u32) -> Spot {
  let s = sprites[ii]; let k = corner(vi); var o: Spot;
  let far = max(dot(s.a.xyz - view.eye.xyz, view.forward.xyz), 0.05);
  let pixel = far * view.right.w; let radius = max(s.a.w, pixel * 2.2);
  let right = normalize(view.right.xyz); let up = normalize(view.up.xyz);
  let smear = s.c.xyz * SHUTTER; let seen = vec2f(dot(smear, right), dot(smear, up)); let len = length(seen);
  let axis = select(vec2f(1.0, 0.0), seen / max(len, 1e-6), len > pixel * 0.3);
  let along = radius + len * 0.5; let across = vec2f(-axis.y, axis.x);
  let flat_at = axis * (k.x * along) + across * (k.y * radius);
  let world = s.a.xyz + right * flat_at.x + up * flat_at.y;
  o.clip = view.clip * vec4f(world, 1.0); o.uv = k; o.world = world;
  let keep = s.a.w / radius; let thin = radius / along;
  o.fog = spot_fog(s.a.xyz);
  o.colour = vec4f(s.b.rgb * max(keep * keep, 0.12) * (0.35 + 0.65 * thin) * o.fog.w, s.b.w);
  if (view.up.w > 0.5 && s.a.y < 0.0) { o.clip = vec4f(0.0, 0.0, -1.0, 1.0); }
  return o;
}
fn glow_colour(s: Spot) -> vec3f {
  let r2 = min(dot(s.uv, s.uv), 1.0); let w = 1.0 - r2;
  let core = exp(-r2 * 14.0) * w; let halo = w * w * w * 0.10;
  let top = max(s.colour.r, max(s.colour.g, s.colour.b));
  return s.colour.rgb * (core + halo * s.colour.a) + core * core * 0.16 * top;
}
@fragment fn glow_fragment(s: Spot) -> @location(0) vec4f { return vec4f(glow_colour(s), 0.0); }
// Points of light are mirrored a little brighter: the eye expects a light show to lie on the water.
@fragment fn glow_mirror(s: Spot) -> @location(0) vec4f { return vec4f(sqrt(glow_colour(s) * (1.3 / 16.0)), 0.0); }
@vertex fn puff_vertex(@builtin(vertex_index) vi: u32, @builtin(instance_index) ii: u32) -> Spot {
  let s = sprites[ii]; let k = corner(vi); var o: Spot;
  let turn = s.c.w; let c = cos(turn); let n = sin(turn); let q = vec2f(k.x * c - k.y * n, k.x * n + k.y * c);
  let world = s.a.xyz + (normalize(view.right.xyz) * q.x + normalize(view.up.xyz) * q.y) * s.a.w;
  o.clip = view.clip * vec4f(world, 1.0); o.uv = k; o.world = world; o.fog = spot_fog(s.a.xyz);
  let near = smoothstep(0.3, 1.5, length(s.a.xyz - view.eye.xyz) / max(s.a.w, 0.01));
  var light = ambient(vec3f(0.0, 0.6, 0.0), s.a.y, 1.0) + view.sun_colour.rgb * 0.35;
  let ahead = pow(max(dot(normalize(s.a.xyz - view.eye.xyz), view.sun.xyz), 0.0), 6.0);
  light += view.sun_colour.rgb * ahead * 0.9;
  for (var i = 1u; i <= min(u32(view.counts.x), 8u); i++) { light += lamp(i, s.a.xyz).colour * 0.4; }
  o.colour = vec4f((s.b.rgb * light) * o.fog.w + o.fog.rgb, s.b.w * near);
  // From where the sun comes, in the puff's own axes: x, y over the card, z toward the eye; w: how dense it is.
  let across = dot(view.sun.xyz, normalize(view.right.xyz)); let high = dot(view.sun.xyz, normalize(view.up.xyz)) + 0.35;
  let dense = smoothstep(0.20, 0.60, s.b.w);
  o.fog = vec4f(vec3f(across * c + high * n, high * c - across * n, 0.25 - dot(view.sun.xyz, view.forward.xyz) * 0.6) * (o.fog.w * dense), dense);
  return o;
}
// Mist is soft all over; dense smoke has knobs with a bright and a dark side, and edges that noise eats.
fn puff_colour(s: Spot) -> vec4f {
  let r2 = min(dot(s.uv, s.uv), 1.0); let left = 1.0 - r2;
  let tuft = texture_noise(s.uv * 0.21 + s.world.xz * 0.01, 1.0);
  let mist = left * left * (0.45 + 1.3 * tuft.g); let smoke = smoothstep(0.04, 1.05, left * (1.0 + (tuft.g - 0.50) * 3.0));
  let a = clamp(mix(mist, smoke, s.fog.w * 0.85) * s.colour.a, 0.0, 1.0);
  let side = dot(vec3f(s.uv + (tuft.rg - 0.5) * 1.6, sqrt(left)), s.fog.xyz) - 0.25 * s.fog.w;
  return vec4f(s.colour.rgb * (a * clamp(0.94 + 0.50 * side, 0.30, 1.4)), a);
}
@fragment fn puff_fragment(s: Spot) -> @location(0) vec4f { return puff_colour(s); }
@fragment fn puff_mirror(s: Spot) -> @location(0) vec4f {
  let c = puff_colour(s); return vec4f(sqrt(c.rgb / max(c.a, 0.01) / 16.0) * c.a, c.a);
}
@vertex fn beam_vertex(@builtin(vertex_index) vi: u32, @builtin(instance_index) ii: u32) -> Spot {
  let s = sprites[ii]; let k = corner(vi); let q = vec2f(k.x, k.y * 0.5 + 0.5); var o: Spot;
  let side = normalize(cross(normalize(s.b.xyz), normalize(view.eye.xyz - s.a.xyz)) + vec3f(1e-5, 0.0, 0.0));
  o.world = s.a.xyz + s.b.xyz * q.y + side * (q.x * s.a.w * (0.25 + q.y * 2.2));
  o.clip = view.clip * vec4f(o.world, 1.0); o.uv = q; o.colour = vec4f(s.c.rgb, 1.0); o.fog = spot_fog(s.a.xyz);
  return o;
}
fn beam_colour(s: Spot) -> vec3f {
  let a = exp(-s.uv.x * s.uv.x * 5.0) * (1.0 - abs(s.uv.x));
  let fall = pow(max(1.0 - s.uv.y, 0.0), 1.6) * smoothstep(0.0, 0.02, s.uv.y) / (0.35 + max(s.uv.y, 0.0) * 2.0);
  let dust = 0.45 + 1.1 * texture_noise(s.world.xy * 0.006 + vec2f(now() * 0.03, 0.0), 0.0).g;
  return s.colour.rgb * a * fall * dust;
}
@fragment fn beam_fragment(s: Spot) -> @location(0) vec4f { return vec4f(beam_colour(s), 0.0); }
@fragment fn beam_mirror(s: Spot) -> @location(0) vec4f { return vec4f(beam_colour(s) * 0.35, 0.0); }
