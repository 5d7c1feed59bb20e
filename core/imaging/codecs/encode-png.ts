import { WorkspaceError } from '../../../base/error.ts'
import { deflateToZlib } from './deflate.ts'
import { filterRows } from './filter-rows.ts'
import { type PngChunk, writePngChunks } from './png-chunks.ts'
import { textChunks } from './png-text.ts'

/** What a PNG is made of: `Pixels`, or a map of 16 bits a channel (numbers of the machine, not bytes). */
export interface PngImage {
  readonly width: number
  readonly height: number
  readonly channels: 1 | 2 | 3 | 4
  readonly depth?: 8 | 16
  readonly data: Uint8Array | Uint16Array
}

export interface PngOptions {
  /** Text entries by keyword. */
  readonly text?: Readonly<Record<string, string>>
  /** sRGB colours say so in their file; plain data (heights, normals) says nothing, since a gAMA chunk would make browsers change it. */
  readonly colour?: 'srgb' | 'data'
}

const colourTypes = { 1: 0, 2: 4, 3: 2, 4: 6 } as const

/** A PNG file, the same bytes on any machine for the same pixels. */
export function encodePng(image: PngImage, { text = {}, colour = 'srgb' }: PngOptions = {}): Uint8Array {
  const { width, height, channels, depth = 8, data } = image
  if (data.length !== width * height * channels || (depth === 16) !== data instanceof Uint16Array) {
    throw new WorkspaceError(
      'internal',
      `A picture of ${width} × ${height} × ${channels} at ${depth} bits does not have ${data.length} numbers.`,
    )
  }
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  header[8] = depth
  header[9] = colourTypes[channels]
  const pixelBytes = (channels * depth) / 8
  const bytes = data instanceof Uint16Array ? bigEndian(data) : data
  const packed = deflateToZlib(filterRows(bytes, width * pixelBytes, pixelBytes))
  const srgb: PngChunk[] = colour === 'srgb' ? [{ type: 'sRGB', data: Uint8Array.of(0) }] : []
  return writePngChunks([
    { type: 'IHDR', data: header },
    ...srgb,
    ...textChunks(text),
    { type: 'IDAT', data: packed },
    { type: 'IEND', data: new Uint8Array(0) },
  ])
}

/** `encodePng` as a call of the worker pool: one argument. @worker */
export function encodePngTask({ image, options }: { image: PngImage; options?: PngOptions }): Uint8Array {
  return encodePng(image, options)
}

function bigEndian(values: Uint16Array): Uint8Array {
  const bytes = new Uint8Array(values.length * 2)
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    bytes[2 * i] = value >>> 8
    bytes[2 * i + 1] = value
  }
  return bytes
}
