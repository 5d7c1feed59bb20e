/** Mesh assets are GLB files: one place to write and read them. */
export { readGlb } from './read-glb.ts'
export { writeGlb } from './write-glb.ts'
