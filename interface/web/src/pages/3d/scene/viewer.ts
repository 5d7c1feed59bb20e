import {
  ACESFilmicToneMapping,
  Box3,
  Box3Helper,
  Color,
  DirectionalLight,
  type Material,
  type Mesh,
  PCFSoftShadowMap,
  PerspectiveCamera,
  Scene,
  Sphere,
  type Texture,
  Vector2,
  Vector3,
  WebGLRenderer,
} from 'three'
import { OrbitControls } from 'three/examples/jsm/controls/OrbitControls.js'
import { chooseLevel } from './choose-level.ts'
import { type Detail, detailOf } from './detail.ts'
import { makeGround } from './ground.ts'
import { lightTexture } from './light-scene.ts'
import { type Measurement, MeasureTool } from './measure-tool.ts'
import { shade } from './shade.ts'
import { disposeSubject, meshesOf, type Subject } from './subject.ts'
import { defaultView, type Light, type ViewState } from './view-state.ts'

export interface ViewerEvents {
  /** The label of a measurement moved, appeared or went. */
  onMeasure(measurement: Measurement | undefined): void
  /** The level that is drawn now. */
  onLevel(level: number): void
}

/** Degrees from top to bottom: close to how a mesh is judged in a modelling program. */
const fieldOfView = 35
/** Seconds for one turn of the turntable. */
const turnSeconds = 12

/** Draws one subject into a canvas. Draws only when something changed; the page tells it what by `setView` and `show`. */
export class Viewer {
  readonly #canvas: HTMLCanvasElement
  readonly #events: ViewerEvents
  /** What textures are decoded for. */
  readonly renderer: WebGLRenderer
  /** How much this machine can draw. */
  readonly detail: Detail
  readonly #scene = new Scene()
  readonly #camera = new PerspectiveCamera(fieldOfView, 1, 0.01, 100)
  readonly #controls: OrbitControls
  readonly #sun = new DirectionalLight(0xffffff, 1.2)
  readonly #ground = makeGround()
  readonly #measure = new MeasureTool()
  readonly #lights = new Map<Light, Texture>()
  /** The materials a mesh came with, while it wears another one. */
  readonly #own = new Map<Mesh, Material | Material[]>()
  readonly #resize: ResizeObserver
  #bounds: Box3Helper | undefined
  #subject: Subject | undefined
  #sphere = new Sphere(new Vector3(), 1)
  #view: ViewState = defaultView
  #level = -1
  #frame = 0
  #lastAt = 0

  constructor(canvas: HTMLCanvasElement, events: ViewerEvents) {
    this.#canvas = canvas
    this.#events = events
    this.renderer = new WebGLRenderer({ canvas, antialias: true, alpha: true })
    this.renderer.toneMapping = ACESFilmicToneMapping
    this.detail = detailOf(this.renderer)
    this.renderer.shadowMap.enabled = this.detail.shadows
    this.renderer.shadowMap.type = PCFSoftShadowMap
    this.#controls = new OrbitControls(this.#camera, canvas)
    this.#controls.enableDamping = true
    this.#controls.dampingFactor = 0.12
    this.#controls.autoRotateSpeed = 60 / turnSeconds
    this.#controls.addEventListener('change', () => this.#draw())
    this.#sun.castShadow = this.detail.shadows
    this.#sun.shadow.mapSize.set(1024, 1024)
    this.#sun.shadow.radius = 6
    this.#scene.add(this.#sun, this.#sun.target, this.#ground.group, this.#measure.group)
    this.#resize = new ResizeObserver(() => this.#fitCanvas())
    this.#resize.observe(canvas)
    this.#fitCanvas()
  }

  /** Replaces what is looked at. `keepCamera` for another version of the same thing. */
  show(subject: Subject | undefined, { keepCamera = false } = {}): void {
    if (this.#subject !== undefined) {
      this.#restoreMaterials()
      this.#scene.remove(this.#subject.root)
      disposeSubject(this.#subject)
    }
    this.#measure.clear()
    this.#subject = subject
    this.#level = -1
    if (subject !== undefined) {
      for (const mesh of meshesOf([subject.root])) {
        mesh.castShadow = true
        mesh.receiveShadow = true
      }
      this.#scene.add(subject.root)
      const box = new Box3().setFromObject(subject.root)
      this.#sphere = box.getBoundingSphere(new Sphere())
      this.#placeAround(box)
      if (!keepCamera) this.fit()
    }
    this.setView(this.#view)
  }

  setView(view: ViewState): void {
    this.#view = view
    this.#scene.environment = this.#light(view.light)
    this.#scene.background = view.showLight ? this.#scene.environment : null
    this.#scene.backgroundBlurriness = 0.25
    const turn = (view.lightTurn * Math.PI) / 180
    this.#scene.environmentRotation.y = turn
    this.#scene.backgroundRotation.y = turn
    this.#sun.position.set(Math.sin(turn + 0.7), 1.3, Math.cos(turn + 0.7)).multiplyScalar(this.#sphere.radius * 4)
    this.#sun.position.add(this.#sphere.center)
    this.#sun.intensity = view.light === 'night' ? 0.15 : 1.2
    this.renderer.toneMappingExposure = 2 ** view.exposure
    this.#ground.group.visible = view.ground
    if (this.#bounds !== undefined) this.#bounds.visible = view.bounds
    if (!view.measuring) this.#measure.clear()
    this.#controls.autoRotate = view.turntable
    this.#dress()
    this.#draw()
  }

  /** Moves the camera so that the whole subject is seen, from in front and a little above. */
  fit(direction = new Vector3(0.62, 0.36, 1)): void {
    const { center, radius } = this.#sphere
    const half = ((fieldOfView / 2) * Math.PI) / 180
    const narrow = Math.min(half, Math.atan(Math.tan(half) * this.#camera.aspect))
    const distance = (radius * 1.06) / Math.sin(narrow)
    this.#camera.near = Math.max(distance / 500, radius / 1000)
    this.#camera.far = distance * 20
    this.#camera.position.copy(center).addScaledVector(direction.clone().normalize(), distance)
    this.#camera.updateProjectionMatrix()
    this.#controls.target.copy(center)
    this.#controls.minDistance = radius * 0.05
    this.#controls.maxDistance = distance * 8
    this.#controls.update()
    this.#draw()
  }

  /** A click while measuring: takes the point of the surface there. */
  pick(clientX: number, clientY: number): void {
    if (this.#subject === undefined || !this.#view.measuring) return
    const { left, top, width, height } = this.#canvas.getBoundingClientRect()
    const place = new Vector2(((clientX - left) / width) * 2 - 1, 1 - ((clientY - top) / height) * 2)
    const shown = this.#subject.levels[Math.max(0, this.#level)] ?? []
    if (this.#measure.pick(place, this.#camera, shown, this.#sphere.radius)) this.#draw()
  }

  /** Turns around the subject by keys: degrees sideways and up, and a factor on the distance. */
  orbit({ sideways = 0, up = 0, zoom = 1 }: { sideways?: number; up?: number; zoom?: number }): void {
    const offset = this.#camera.position.clone().sub(this.#controls.target)
    const [radius, radians] = [offset.length() * zoom, Math.PI / 180]
    const polar = Math.acos(offset.y / offset.length()) - up * radians
    const around = Math.atan2(offset.x, offset.z) + sideways * radians
    offset.setFromSphericalCoords(radius, Math.min(Math.PI - 0.01, Math.max(0.01, polar)), around)
    this.#camera.position.copy(this.#controls.target).add(offset)
    this.#controls.update()
    this.#draw()
  }

  /** What is seen as a PNG, at `scale` times the canvas, with the background left clear unless the surroundings are shown. */
  async screenshot(scale = 2): Promise<Blob> {
    const size = this.renderer.getSize(new Vector2())
    const ratio = this.renderer.getPixelRatio()
    // Beyond this edge some graphics drivers give an empty picture.
    this.renderer.setPixelRatio(Math.min(scale, 8192 / Math.max(size.x, size.y)))
    this.renderer.render(this.#scene, this.#camera)
    const blob = await new Promise<Blob | null>((resolve) => this.#canvas.toBlob(resolve, 'image/png'))
    this.renderer.setPixelRatio(ratio)
    this.#draw()
    if (blob === null) throw new Error('The browser gave no picture of the canvas.')
    return blob
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame)
    this.show(undefined)
    cancelAnimationFrame(this.#frame)
    this.#resize.disconnect()
    this.#controls.dispose()
    for (const texture of this.#lights.values()) texture.dispose()
    this.#ground.dispose()
    this.renderer.dispose()
  }

  #light(light: Light): Texture {
    const known = this.#lights.get(light)
    if (known !== undefined) return known
    const texture = lightTexture(this.renderer, light, this.detail.environmentSize)
    this.#lights.set(light, texture)
    return texture
  }

  #placeAround(box: Box3): void {
    const { radius } = this.#sphere
    this.#ground.place(box, radius)
    if (this.#bounds !== undefined) this.#scene.remove(this.#bounds)
    this.#bounds = new Box3Helper(box, new Color(0xffb02e))
    this.#scene.add(this.#bounds)
    this.#sun.target.position.copy(this.#sphere.center)
    const { camera } = this.#sun.shadow
    Object.assign(camera, {
      left: -radius * 2,
      right: radius * 2,
      top: radius * 2,
      bottom: -radius * 2,
      near: radius,
      far: radius * 9,
    })
    camera.updateProjectionMatrix()
    this.#sun.shadow.normalBias = radius * 0.01
  }

  /** Puts the chosen shading on every mesh. */
  #dress(): void {
    if (this.#subject === undefined) return
    this.#restoreMaterials()
    const { shading, wireframe } = this.#view
    for (const mesh of meshesOf([this.#subject.root])) {
      const own = mesh.material
      const shown = Array.isArray(own) ? own.map((each) => shade(each, shading)) : shade(own, shading)
      for (const each of [shown].flat()) if ('wireframe' in each) each.wireframe = wireframe
      if (shown === own) continue
      this.#own.set(mesh, own)
      mesh.material = shown
    }
  }

  #restoreMaterials(): void {
    for (const [mesh, own] of this.#own) {
      for (const worn of [mesh.material].flat()) worn.dispose()
      mesh.material = own
    }
    this.#own.clear()
  }

  #showLevel(): void {
    const subject = this.#subject
    if (subject === undefined) return
    const distance = this.#camera.position.distanceTo(this.#sphere.center)
    const half = Math.tan(((fieldOfView / 2) * Math.PI) / 180)
    // Share of the screen's height that the bounding sphere takes, squared: its share of the area.
    const coverage = Math.min(1, this.#sphere.radius / (distance * half)) ** 2
    const last = subject.levels.length - 1
    const wanted = this.#view.level === 'auto' ? chooseLevel(coverage, subject.thresholds) : this.#view.level
    const level = Math.min(last, wanted)
    if (level === this.#level) return
    this.#level = level
    for (const objects of subject.levels) for (const object of objects) object.visible = false
    for (const object of subject.levels[level]!) object.visible = true
    this.#events.onLevel(level)
  }

  #fitCanvas(): void {
    const { clientWidth: width, clientHeight: height } = this.#canvas
    if (width === 0 || height === 0) return
    this.renderer.setPixelRatio(Math.min(this.detail.mostPixelRatio, devicePixelRatio))
    this.renderer.setSize(width, height, false)
    this.#camera.aspect = width / height
    this.#camera.updateProjectionMatrix()
    this.#draw()
  }

  /** Draws with the next frame, however often it is asked for until then. */
  #draw(): void {
    if (this.#frame !== 0) return
    this.#frame = requestAnimationFrame((now) => {
      this.#frame = 0
      const seconds = Math.min(0.1, (now - this.#lastAt) / 1000)
      this.#lastAt = now
      this.#showLevel()
      // Goes on by itself while it turns or comes to rest: 'change' asks for the next frame.
      this.#controls.update(seconds)
      this.renderer.render(this.#scene, this.#camera)
      this.#events.onMeasure(this.#measure.seenBy(this.#camera))
      if (this.#controls.autoRotate) this.#draw()
    })
  }
}
