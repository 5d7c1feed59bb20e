/** An 8-bit image in memory: sRGB, row-major from the top left, channels interleaved (3 = RGB, 4 = RGBA straight alpha). */
export interface Pixels {
  readonly width: number
  readonly height: number
  readonly channels: 1 | 3 | 4
  readonly data: Uint8Array
}
