// A neon sign: colour.rg are atlas coordinates 0-1; atlas r is the glyph, g its glow. tint: colour, w: brightness.
fn shade(v: Fragment) -> vec3f {
  let a = textureSampleLevel(atlas, clamped, v.colour.rg, 0.0);
  let flicker = 0.94 + 0.06 * sin(now() * 31.0 + v.tint.r * 40.0 + v.world.x);
  let core = mix(v.tint.rgb, vec3f(1.0), 0.35) * a.r * 5.5 + v.tint.rgb * a.g * 1.5;
  return core * v.tint.w * flicker + v.tint.rgb * 0.05 + vec3f(0.006, 0.007, 0.010);
}
