// Sprites in paint: points of light as dabs, rain as thin strokes (marked 0 in alpha: they have no outline), smoke and
// snow as bare paper.
struct Painted { @location(0) data: vec4f, @location(1) mark: vec4f };
@fragment fn glow_ink(s: Spot) -> Painted {
  let top = max(s.colour.r, max(s.colour.g, s.colour.b)); let bright = smoothstep(0.25, 0.60, top);
  let streak = abs(s.uv.y) > 0.20; let dab = length(s.uv) > 0.60;
  if (select(streak, dab, bright > 0.5) || top < 0.004) { discard; }
  let tone = mix(0.50, 0.30 + 0.35 * length(s.uv), bright); let a = mix(0.42 * (1.0 - s.uv.x * s.uv.x), 1.0, step(0.5, bright));
  return Painted(vec4f(tone * a, s.colour.g / max(top, 1e-3) * a, a, a), vec4f(0.5, 0.5, select(0.0, 12.0, bright > 0.5) / 255.0, step(0.5, bright)));
}
@fragment fn puff_ink(s: Spot) -> Painted {
  let a = puff_colour(s).a;
  return Painted(vec4f(0.02 * a, 0.0, 0.04 * a, a), vec4f(0.0));
}
