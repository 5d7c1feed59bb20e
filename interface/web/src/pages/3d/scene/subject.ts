import { Box3, type Group, Mesh, type Object3D, Vector3 } from 'three'

/** What is looked at: a mesh with its levels of detail, or a body with a material on it. */
export interface Subject {
  readonly root: Group
  /** For each level the objects that are shown at it; level 0 is the finest. */
  readonly levels: readonly (readonly Object3D[])[]
  /** Share of the screen's area down to which each level is shown. */
  readonly thresholds: readonly number[]
}

/** What can be counted of one level. */
export interface LevelFacts {
  readonly triangles: number
  readonly vertices: number
  readonly meshes: number
  readonly materials: number
  readonly hasUvs: boolean
}

export function meshesOf(objects: readonly Object3D[]): Mesh[] {
  const found: Mesh[] = []
  for (const object of objects) {
    object.traverse((each) => {
      if (each instanceof Mesh) found.push(each)
    })
  }
  return found
}

export function countLevel(objects: readonly Object3D[]): LevelFacts {
  const meshes = meshesOf(objects)
  const materials = new Set(meshes.flatMap((mesh) => mesh.material))
  let [triangles, vertices] = [0, 0]
  for (const { geometry } of meshes) {
    const positions = geometry.getAttribute('position')?.count ?? 0
    vertices += positions
    triangles += (geometry.index?.count ?? positions) / 3
  }
  const hasUvs = meshes.length > 0 && meshes.every(({ geometry }) => geometry.hasAttribute('uv'))
  return { triangles, vertices, meshes: meshes.length, materials: materials.size, hasUvs }
}

/** Width, height, depth in metres. */
export function sizeOf({ root }: Subject): Vector3 {
  return new Box3().setFromObject(root).getSize(new Vector3())
}

/** Frees what lies in graphics memory. */
export function disposeSubject({ root }: Subject): void {
  for (const mesh of meshesOf([root])) {
    mesh.geometry.dispose()
    for (const material of [mesh.material].flat()) {
      for (const value of Object.values(material)) if (value?.isTexture === true) value.dispose()
      material.dispose()
    }
  }
}
