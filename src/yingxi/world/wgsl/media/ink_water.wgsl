// Painted water: bare paper, a few long strokes, and what stands over it as a soft wash drawn out downward.
struct Painted { @location(0) data: vec4f, @location(1) mark: vec4f };
const WATER_ROW = 9.0;
fn line_noise(p: vec2f, stretch: f32, lod: f32) -> f32 {
  let a = texture_noise(p * vec2f(0.011, 0.011 * stretch) + vec2f(now() * 0.004, 0.0), lod).r;
  let b = texture_noise(p * vec2f(0.031, 0.031 * stretch) - vec2f(now() * 0.007, 0.0), lod).g;
  return a * 0.55 + b * 0.60;
}
@fragment fn water_ink(wet: Wet) -> Painted {
  let p = vec3f(wet.at.x, wet.world.y, wet.at.y);
  let far = length(view.eye.xyz - wet.world); let foot = far * view.right.w;
  // Strokes lie across the line of sight, whichever way the camera looks.
  let ahead = normalize(view.forward.xz + vec2f(1e-4, 0.0)); let q = vec2f(dot(p.xz, vec2f(-ahead.y, ahead.x)), dot(p.xz, ahead));
  let octave = log2(max(foot, 1e-4) * 60.0); let low = floor(octave); let share = octave - low;
  let one = line_noise(q * exp2(-low) * 2.0, 5.0, 0.0); let two = line_noise(q * exp2(-low - 1.0) * 2.0, 5.0, 0.0);
  let line = mix(one, two, share);
  let wake = textureSampleLevel(wake_map, tiled, p.xz / view.foam.w, 0.0);
  let swell = clamp(wet.lamps.w * 2.0, -1.0, 1.0);
  let shake = (line - 0.5) * 0.055 + swell * 0.01 + (wake.x + wake.y) * (0.10 / view.foam.w) * wet.at.z;
  let uv = mirror_uv(wet.world) + vec2f(shake * 0.4, shake);
  var c = vec4f(0.0);
  for (var i = 0; i < 4; i++) {
    c += textureSampleLevel(mirror_map, clamped, clamp(uv + vec2f((line - 0.5) * 0.11, (f32(i) - 1.5) * 0.030), vec2f(0.002), vec2f(0.998)), 2.0 + f32(i) * 0.5);
  }
  c *= 0.25;
  let near = exp(-far / max(view.layers.w * 1.2, 30.0));
  let strokes = smoothstep(0.625, 0.70, line) * near * 0.36;
  let rings = smoothstep(0.10, 0.55, length(wake.xy) * 1.2 / view.foam.w * 6.0 * wet.at.z) * 0.30 * near;
  let foam = clamp(wake.w * wet.at.z * 1.4, 0.0, 0.8);
  let tone = (min(c.x * 1.35, 0.8) * (0.70 + 1.1 * (line - 0.5)) + strokes * (0.45 + c.x) + rings) * (1.0 - foam);
  return Painted(vec4f(clamp(tone, 0.0, 1.0), c.y, clamp(tone * 4.0, 0.0, 1.0), far), vec4f(0.5, 0.5, WATER_ROW / 255.0, 1.0));
}
