// Skin of people with painted brows, lashes, lips and blush; the surface's first two bytes are places on the face
// (eyes at +-1, 0; mouth at 0, -2). Tint multiplies nothing: complexion is the vertex colour.
// @mirrored by vertex
fn feature(d: f32, width: f32, soft: f32) -> f32 { return 1.0 - smoothstep(width - soft * 0.5, width + soft, d); }
fn shade(v: Fragment) -> vec3f {
  let q = vec2f((v.roughness - 0.5) * 4.8, v.metalness * 7.0 - 3.8); let x = abs(q.x);
  let soft = clamp(v.pixel * 31.0, 0.03, 0.6);
  var c = v.colour;
  let rosy = exp(-(pow((x - 1.35) / 0.6, 2.0) + pow((q.y + 1.0) / 0.55, 2.0)));
  c = mix(c, c * vec3f(1.06, 0.78, 0.73), 0.30 * rosy);
  let socket = exp(-(pow((x - 1.0) / 0.62, 2.0) + pow((q.y - 0.28) / 0.26, 2.0)));
  c = mix(c, c * vec3f(0.66, 0.50, 0.46), 0.5 * socket);
  let b = clamp((x - 0.42) / 1.25, 0.0, 1.0); let arch = 0.66 + 0.20 * sin(b * 2.3) - 0.10 * b;
  let brow = feature(abs(q.y - arch), mix(0.10, 0.03, b * b), soft) * smoothstep(0.34, 0.52, x) * smoothstep(1.76, 1.48, x);
  c = mix(c, vec3f(0.022, 0.016, 0.014), 0.82 * brow / (1.0 + soft));
  let e = (x - 1.02) / 0.50; let lid = 0.20 * (1.0 - e * e) + 0.05 * max(e, 0.0);
  let lash = feature(abs(q.y - lid - 0.02), 0.05, soft) * smoothstep(1.25, 0.95, abs(e));
  c = mix(c, vec3f(0.018, 0.012, 0.012), 0.82 * lash / (1.0 + soft));
  let m = x / 0.80; let y = q.y + 2.075 + 0.04 * m * m;
  let upper = 0.20 * (1.0 - m * m) * (1.0 - 0.30 * exp(-x * x * 40.0)); let lower = 0.26 * (1.0 - m * m);
  let lips = feature(y - upper, 0.02, soft) * feature(-y - lower, 0.02, soft) * smoothstep(1.05, 0.90, m);
  c = mix(c, vec3f(0.36, 0.085, 0.075) * (0.7 + 0.55 * c.r), 0.55 * lips);
  c = mix(c, vec3f(0.10, 0.02, 0.02), 0.6 * exp(-pow(y / (0.035 + soft * 0.5), 2.0)) * smoothstep(1.0, 0.85, m));
  let facing = dot(v.normal, view.sun.xyz);
  let bleed = view.sun_colour.rgb * vec3f(0.20, 0.05, 0.03) * exp(-facing * facing * 9.0) * v.ao;
  return lit(v, c, 0.50, 0.0, v.normal) + c * bleed;
}
fn shade_mirror(v: Fragment) -> vec3f { return v.colour * matte_light(v, v.normal); }
