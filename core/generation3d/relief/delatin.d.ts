declare module 'delatin' {
  // biome-ignore lint/style/noDefaultExport: it is how the library exports it.
  export default class Delatin {
    constructor(data: ArrayLike<number>, width: number, height?: number)
    readonly coords: number[]
    readonly triangles: number[]
    refine(): void
    getMaxError(): number
  }
}
