/** Three floats at a time, as many as come. */
export class GrowingFloats {
  #data: Float32Array<ArrayBuffer>
  #length = 0

  constructor(capacity: number) {
    this.#data = new Float32Array(capacity)
  }

  /** The number of the triple that is added. */
  push3(a: number, b: number, c: number): number {
    if (this.#length + 3 > this.#data.length) this.#data = grown(this.#data, new Float32Array(2 * this.#data.length))
    this.#data[this.#length] = a
    this.#data[this.#length + 1] = b
    this.#data[this.#length + 2] = c
    this.#length += 3
    return this.#length / 3 - 1
  }

  take(): Float32Array<ArrayBuffer> {
    return this.#data.slice(0, this.#length)
  }
}

/** Indices, as many as come. */
export class GrowingIndices {
  #data: Uint32Array<ArrayBuffer>
  #length = 0

  constructor(capacity: number) {
    this.#data = new Uint32Array(capacity)
  }

  push(index: number): void {
    if (this.#length === this.#data.length) this.#data = grown(this.#data, new Uint32Array(2 * this.#data.length))
    this.#data[this.#length++] = index
  }

  take(): Uint32Array<ArrayBuffer> {
    return this.#data.slice(0, this.#length)
  }
}

function grown<T extends Float32Array | Uint32Array>(from: T, to: T): T {
  to.set(from)
  return to
}
