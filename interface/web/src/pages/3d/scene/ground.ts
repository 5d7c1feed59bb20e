import { type Box3, GridHelper, Group, type LineBasicMaterial, Mesh, PlaneGeometry, ShadowMaterial } from 'three'

/** A grid to judge sizes by, and a plane that only takes shadows. */
export function makeGround() {
  const group = new Group()
  const shadow = new Mesh(new PlaneGeometry(1, 1), new ShadowMaterial({ opacity: 0.32 }))
  shadow.rotation.x = -Math.PI / 2
  shadow.receiveShadow = true
  let grid = makeGrid()
  group.add(shadow, grid)
  return {
    group,
    /** Below `box`; the squares are 1, 10 or 100 cm … so that about ten lie across it. */
    place(box: Box3, radius: number) {
      const square = 10 ** Math.round(Math.log10(radius / 4))
      const squares = Math.ceil((radius * 6) / square / 2) * 2
      group.remove(grid)
      grid.geometry.dispose()
      grid = makeGrid(square * squares, squares)
      group.add(grid)
      const { x, z } = box.getCenter(shadow.position.clone())
      group.position.set(Math.round(x / square) * square, box.min.y - radius * 0.002, Math.round(z / square) * square)
      shadow.scale.setScalar(square * squares)
      shadow.position.set(0, 0, 0)
    },
    dispose() {
      grid.geometry.dispose()
      shadow.geometry.dispose()
    },
  }
}

function makeGrid(size = 1, squares = 1): GridHelper {
  const grid = new GridHelper(size, squares, 0x8a918e, 0x8a918e)
  const material = grid.material as LineBasicMaterial
  material.transparent = true
  material.opacity = 0.22
  material.depthWrite = false
  return grid
}
