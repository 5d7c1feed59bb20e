import {
  BackSide,
  BoxGeometry,
  Color,
  Mesh,
  MeshBasicMaterial,
  PMREMGenerator,
  Scene,
  ShaderMaterial,
  SphereGeometry,
  type Texture,
  type WebGLRenderer,
} from 'three'
import { RoomEnvironment } from 'three/examples/jsm/environments/RoomEnvironment.js'
import type { Light } from './view-state.ts'

/** The surroundings as a prefiltered texture: what lights the scene and mirrors in it. All are drawn here; no file is loaded. `size` is the edge of one face. */
export function lightTexture(renderer: WebGLRenderer, light: Light, size: number): Texture {
  const generator = new PMREMGenerator(renderer)
  const scene = scenes[light]()
  // The blur hides the edges of the lamps in rough mirrors; radians.
  const { texture } = generator.fromScene(scene, light === 'studio' ? 0.04 : 0.01, 0.1, 100, { size })
  generator.dispose()
  scene.traverse((object) => {
    if (object instanceof Mesh) object.geometry.dispose()
  })
  return texture
}

const scenes: Readonly<Record<Light, () => Scene>> = {
  studio: () => new RoomEnvironment(),
  daylight: () => {
    const scene = sky({
      zenith: new Color(0.25, 0.5, 1.05),
      horizon: new Color(0.95, 1, 1.05),
      ground: new Color(0.26, 0.23, 0.19),
    })
    // The sun: small and strong, as it is, so that it draws a clear highlight.
    scene.add(lamp([5.5, 7, 4], [0.9, 0.9, 0.9], new Color(90, 82, 66)))
    return scene
  },
  night: () => {
    const scene = sky({
      zenith: new Color(0.012, 0.016, 0.035),
      horizon: new Color(0.05, 0.05, 0.085),
      ground: new Color(0.012, 0.012, 0.014),
    })
    scene.add(lamp([-7, 2.5, 3], [0.4, 4, 3], new Color(2, 9, 16)))
    scene.add(lamp([7, 2, -1], [0.4, 4, 3], new Color(18, 6, 2)))
    scene.add(lamp([0, 8, 2], [3, 0.2, 1], new Color(5, 5, 5)))
    return scene
  },
}

/** A sphere around everything, coloured by height. */
function sky(colours: { zenith: Color; horizon: Color; ground: Color }): Scene {
  const material = new ShaderMaterial({
    side: BackSide,
    depthWrite: false,
    uniforms: Object.fromEntries(Object.entries(colours).map(([name, value]) => [name, { value }])),
    vertexShader:
      'varying vec3 way; void main() { way = position; gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0); }',
    fragmentShader: `
      uniform vec3 zenith, horizon, ground; varying vec3 way;
      void main() {
        float up = normalize(way).y;
        vec3 above = mix(horizon, zenith, pow(max(up, 0.0), 0.55));
        gl_FragColor = vec4(mix(ground, above, smoothstep(-0.06, 0.02, up)), 1.0);
      }`,
  })
  const scene = new Scene()
  scene.add(new Mesh(new SphereGeometry(50, 32, 16), material))
  return scene
}

function lamp(at: [number, number, number], size: [number, number, number], colour: Color): Mesh {
  const mesh = new Mesh(new BoxGeometry(...size), new MeshBasicMaterial({ color: colour }))
  mesh.position.set(...at)
  mesh.lookAt(0, 0, 0)
  return mesh
}
