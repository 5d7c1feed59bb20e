import { clipRect, type Mask, type Rect } from './mask.ts'

interface Patch {
  readonly rect: Rect
  readonly before: Uint8ClampedArray
  readonly after: Uint8ClampedArray
}

/** 64 MB of patches, two bytes a pixel: thirty changes of a whole picture of 1024 × 1024. */
const mostBytes = 64_000_000

/** What was done to a mask, to be undone and done again. Only the changed part of each change is kept. */
export class MaskHistory {
  private readonly mask: Mask
  private patches: Patch[] = []
  /** How many of the patches are done now. */
  private done = 0

  constructor(mask: Mask) {
    this.mask = mask
  }

  get canUndo(): boolean {
    return this.done > 0
  }

  get canRedo(): boolean {
    return this.done < this.patches.length
  }

  /** Notes a change that has been made. `before`: the whole mask as it was. */
  add(before: Uint8ClampedArray, changed: Rect): void {
    const rect = clipRect(this.mask, changed)
    if (rect.width === 0 || rect.height === 0) return
    const patch = {
      rect,
      before: cut(before, this.mask.width, rect),
      after: cut(this.mask.data, this.mask.width, rect),
    }
    this.patches = [...this.patches.slice(0, this.done), patch]
    while (this.patches.length > 1 && bytesOf(this.patches) > mostBytes) this.patches.shift()
    this.done = this.patches.length
  }

  /** Takes the last change back; returns what changed. */
  undo(): Rect | undefined {
    const patch = this.patches[this.done - 1]
    if (patch === undefined) return undefined
    this.done--
    paste(this.mask, patch.rect, patch.before)
    return patch.rect
  }

  redo(): Rect | undefined {
    const patch = this.patches[this.done]
    if (patch === undefined) return undefined
    this.done++
    paste(this.mask, patch.rect, patch.after)
    return patch.rect
  }
}

function cut(data: Uint8ClampedArray, width: number, rect: Rect): Uint8ClampedArray {
  const part = new Uint8ClampedArray(rect.width * rect.height)
  for (let row = 0; row < rect.height; row++) {
    const from = (rect.y + row) * width + rect.x
    part.set(data.subarray(from, from + rect.width), row * rect.width)
  }
  return part
}

function paste({ data, width }: Mask, rect: Rect, part: Uint8ClampedArray): void {
  for (let row = 0; row < rect.height; row++) {
    data.set(part.subarray(row * rect.width, (row + 1) * rect.width), (rect.y + row) * width + rect.x)
  }
}

function bytesOf(patches: readonly Patch[]): number {
  return patches.reduce((sum, { before, after }) => sum + before.length + after.length, 0)
}
