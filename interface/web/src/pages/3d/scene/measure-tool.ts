import {
  BufferGeometry,
  type Camera,
  Group,
  Line,
  LineBasicMaterial,
  Mesh,
  MeshBasicMaterial,
  type Object3D,
  Raycaster,
  SphereGeometry,
  type Vector2,
  type Vector3,
} from 'three'

/** A distance between two points on the surface, with where its label stands on the screen. */
export interface Measurement {
  readonly metres: number
  /** In [0, 1] from the top left of the canvas. */
  readonly x: number
  readonly y: number
}

const colour = 0xffb02e

/** Two clicks on the surface measure the way between them. */
export class MeasureTool {
  readonly group = new Group()
  readonly #points: Vector3[] = []
  readonly #raycaster = new Raycaster()

  /** Takes the surface point under a place of the canvas, in [−1, 1]; a third one begins anew. False where there is nothing. */
  pick(place: Vector2, camera: Camera, objects: readonly Object3D[], scale: number): boolean {
    this.#raycaster.setFromCamera(place, camera)
    const [hit] = this.#raycaster.intersectObjects(
      objects.filter((object) => object.visible),
      true,
    )
    if (hit === undefined) return false
    if (this.#points.length === 2) this.clear()
    this.#points.push(hit.point.clone())
    const dot = new Mesh(
      new SphereGeometry(scale * 0.008, 16, 8),
      new MeshBasicMaterial({ color: colour, depthTest: false }),
    )
    dot.position.copy(hit.point)
    dot.renderOrder = 10
    this.group.add(dot)
    if (this.#points.length === 2) {
      const line = new Line(
        new BufferGeometry().setFromPoints(this.#points),
        new LineBasicMaterial({ color: colour, depthTest: false }),
      )
      line.renderOrder = 9
      this.group.add(line)
    }
    return true
  }

  clear(): void {
    this.#points.length = 0
    for (const child of [...this.group.children] as Mesh[]) {
      child.geometry.dispose()
      this.group.remove(child)
    }
  }

  /** The finished measurement as the camera sees it. */
  seenBy(camera: Camera): Measurement | undefined {
    const [from, to] = this.#points
    if (from === undefined || to === undefined) return undefined
    const middle = from.clone().add(to).multiplyScalar(0.5).project(camera)
    return { metres: from.distanceTo(to), x: (middle.x + 1) / 2, y: (1 - middle.y) / 2 }
  }
}
