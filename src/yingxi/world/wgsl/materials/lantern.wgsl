// Paper or silk lit from inside: bright in the middle, ribs, warm edges. Emission and tint.w set the strength.
fn shade(v: Fragment) -> vec3f {
  let facing = abs(dot(v.normal, v.view));
  let ribs = 0.86 + 0.14 * cos(atan2(v.local.x, v.local.z) * 12.0) * (1.0 - smoothstep(0.01, 0.06, v.pixel));
  let c = v.colour * v.tint.rgb;
  let glow = mix(c * vec3f(1.0, 0.6, 0.45) * 0.45, c, facing * facing);
  return glow * ribs * v.emission * v.tint.w + c * matte_light(v, v.normal) * 0.5;
}
