// Roof tiles in rows down the slope; vertex metalness says which way the rows stand (0 across x, 1 across z).
fn shade(v: Fragment) -> vec3f {
  let across = mix(v.local.x, v.local.z, step(0.5, v.metalness)) * 3.6;
  let far = smoothstep(0.03, 0.16, v.pixel);
  let rib = mix(0.5 + 0.5 * cos(across * TAU), 0.5, far);
  let course = mix(fract(v.local.y * 4.2), 0.5, far);
  let lean = mix(-sin(across * TAU) * 0.55, 0.0, far);
  let side = vec3f(v.normal.z, 0.0, -v.normal.x);
  let n = normalize(v.normal + side * inverseSqrt(dot(side, side) + 1e-4) * lean);
  let old = texture_noise(v.local.xz * 0.11 + v.local.yy * 0.07, level(v.pixel, 9.0));
  var c = v.colour * v.tint.rgb * (0.42 + 0.85 * rib) * (0.80 + 0.3 * course) * (0.7 + 0.6 * old.g);
  c = mix(c, c * vec3f(0.8, 1.1, 0.7), smoothstep(0.5, 0.8, old.r) * 0.5);
  c = mix(c, vec3f(0.80, 0.84, 0.90), smoothstep(0.30, 0.75, v.normal.y + (old.g - 0.4) * 0.6) * view.haze.w);
  return c * matte_light(v, n) + environment(reflect(-v.view, n), 0.45) * 0.035 * v.ao * (1.0 + 3.0 * view.ground.w);
}
