// An eyeball. The surface's first two bytes are places across and up its disc (-1..1); the vertex colour is the iris.
// @mirrored by vertex
fn shade(v: Fragment) -> vec3f {
  let q = vec2f(v.roughness, v.metalness) * 2.0 - 1.0; let r = length(q);
  let soft = clamp(v.pixel * 60.0, 0.03, 0.25);
  let rays = texture_noise(vec2f(atan2(q.y, q.x) * 0.55, r * 0.5), 0.0).r;
  let iris = 1.0 - smoothstep(0.405 - soft * 0.5, 0.425 + soft * 0.5, r);
  let pupil = 1.0 - smoothstep(0.155, 0.175 + soft * 0.5, r);
  let limbus = smoothstep(0.26, 0.41, r);
  var white = mix(vec3f(0.56, 0.52, 0.49), vec3f(0.44, 0.25, 0.22), smoothstep(0.45, 0.95, abs(q.x)) * 0.6);
  let lit_iris = v.colour * (0.55 + 1.1 * rays) * (1.0 + 1.1 * smoothstep(0.25, -0.35, q.y)) * (1.0 - 0.75 * limbus);
  var c = mix(white, lit_iris, iris);
  c = mix(c, vec3f(0.004), pupil);
  // The upper lid and its lashes shade the ball.
  let shaded = mix(0.30, 1.0, smoothstep(0.62, 0.05, q.y)) * mix(0.7, 1.0, smoothstep(-0.6, -0.25, q.y));
  let n = normalize(v.normal + v.view * 0.35);
  var colour = c * matte_light(v, n) * shaded * (0.45 + 0.55 * v.ao);
  // The cornea: a small round mirror over the iris; what is bright before the face stands in it as a point.
  let to = v.view; let bulge = normalize(v.normal * 0.9 + v.view * 0.1);
  let h = normalize(view.sun.xyz + to); let peak = pow(max(dot(bulge, h), 0.0), 380.0);
  var glint = view.sun_colour.rgb * (peak * 1.1 * sunlit(v.world, v.normal));
  if (LAMPS) {
    for (var k = 0u; k < min(v.near.z, 2u); k++) {
      let b = lamp(near_lamp(v, k), v.world); glint += b.colour * (pow(max(dot(bulge, normalize(b.way + to)), 0.0), 380.0) * 1.1);
    }
    let t = tube(near_tube(v, 0u), v.world); glint += t.colour * pow(max(dot(bulge, normalize(t.way + to)), 0.0), 260.0);
  }
  let sky = normalize(vec3f(view.right.x, 0.0, view.right.z) * 0.35 + vec3f(0.0, 0.75, 0.0) + to);
  let window = pow(max(dot(bulge, normalize(sky + to)), 0.0), 420.0) * 1.5;
  glint += ambient(vec3f(0.0, 1.0, 0.0), v.world.y, 1.0) * window;
  let e = 1.0 - max(dot(n, to), 0.0);
  return colour + glint + environment(reflect(-to, n), 0.25) * (0.03 + 0.25 * e * e * e) * shaded * v.ao;
}
fn shade_mirror(v: Fragment) -> vec3f { return v.colour * matte_light(v, v.normal); }
