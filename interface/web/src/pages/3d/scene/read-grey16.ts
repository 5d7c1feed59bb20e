/** A grey picture of 16 bits a pixel; rows from above, values 0 to 65535. */
export interface Grey16 {
  readonly width: number
  readonly height: number
  readonly data: Uint16Array
}

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/**
 * Reads a PNG of 16-bit grey at its full depth: a browser's own decoder keeps 8 bits of it. Undefined for any other picture, and for an
 * interlaced one; a damaged one throws. PNG, third edition, sections 7 to 10.
 */
export async function readGrey16(bytes: ArrayBuffer): Promise<Grey16 | undefined> {
  const view = new DataView(bytes)
  if (bytes.byteLength < 33 || signature.some((byte, i) => view.getUint8(i) !== byte)) return undefined
  const [width, height] = [view.getUint32(16), view.getUint32(20)]
  const [depth, colour, interlace] = [view.getUint8(24), view.getUint8(25), view.getUint8(28)]
  if (depth !== 16 || colour !== 0 || interlace !== 0) return undefined
  const packed: Uint8Array<ArrayBuffer>[] = []
  for (let at = 8; at + 12 <= bytes.byteLength; ) {
    const length = view.getUint32(at)
    // 'IDAT'
    if (view.getUint32(at + 4) === 0x49444154) packed.push(new Uint8Array(bytes, at + 8, length))
    at += 12 + length
  }
  const unpacking = new Blob(packed).stream().pipeThrough(new DecompressionStream('deflate'))
  const rows = new Uint8Array(await new Response(unpacking).arrayBuffer())
  if (rows.length !== (2 * width + 1) * height) throw new Error('The height map is damaged.')
  return { width, height, data: unfilter(rows, width, height) }
}

/** Takes the filters off the rows, each with its type in front, and joins their bytes, the higher one first. */
function unfilter(rows: Uint8Array, width: number, height: number): Uint16Array {
  const stride = 2 * width
  const data = new Uint16Array(width * height)
  let above: Uint8Array = new Uint8Array(stride)
  for (let y = 0; y < height; y++) {
    const start = y * (stride + 1)
    const type = rows[start]!
    const row = rows.subarray(start + 1, start + 1 + stride)
    for (let x = 0; x < stride; x++) {
      const left = x < 2 ? 0 : row[x - 2]!
      const up = above[x]!
      const corner = x < 2 ? 0 : above[x - 2]!
      row[x] = row[x]! + predict(type, left, up, corner)
    }
    for (let x = 0; x < width; x++) data[y * width + x] = (row[2 * x]! << 8) | row[2 * x + 1]!
    above = row
  }
  return data
}

function predict(type: number, left: number, up: number, corner: number): number {
  switch (type) {
    case 0:
      return 0
    case 1:
      return left
    case 2:
      return up
    case 3:
      return (left + up) >> 1
    case 4: {
      const guess = left + up - corner
      const [toLeft, toUp, toCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
      return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner
    }
    default:
      throw new Error('The height map is damaged.')
  }
}
