// White marble: soft veins, light that enters a little, weather in the joints; snow lies on it when it snows.
fn shade(v: Fragment) -> vec3f {
  let p = v.world.xz + v.world.yy * vec2f(0.6, 0.8);
  let a = texture_noise(p * 0.09, level(v.pixel, 11.0)); let b = texture_noise(p * 0.37 + a.rg * 0.6, level(v.pixel, 2.7));
  let vein = smoothstep(0.10, 0.0, abs(b.r - 0.5)) * (1.0 - smoothstep(0.02, 0.2, v.pixel));
  var c = v.colour * v.tint.rgb * (0.80 + 0.42 * a.g) * (1.0 - 0.22 * vein) * (0.9 + 0.25 * (b.g - 0.4));
  c = mix(c, vec3f(0.60, 0.63, 0.68), smoothstep(0.6, 0.95, v.normal.y) * view.haze.w);
  let e = 1.0 - max(dot(v.normal, v.view), 0.0);
  return c * matte_light(v, v.normal) + environment(reflect(-v.view, v.normal), 0.35) * (0.02 + 0.16 * e * e * e) * v.ao;
}
fn shade_mirror(v: Fragment) -> vec3f { return v.colour * v.tint.rgb * matte_light(v, v.normal); }
