import type { Pixels } from '../../../base/pixels.ts'

/** How long the last preview of a job that has ended may still be asked for. */
const keepMs = 60_000

/** The newest step preview of each running job; encoded only when someone asks. */
export class Previews {
  readonly #previews = new Map<string, { pixels: Pixels; count: number; encoded?: Promise<Uint8Array> }>()

  /** Keeps it and returns its address, another one for each preview. */
  put(jobId: string, pixels: Pixels): string {
    const count = (this.#previews.get(jobId)?.count ?? 0) + 1
    this.#previews.set(jobId, { pixels, count })
    return address(jobId, count)
  }

  url(jobId: string): string | undefined {
    const preview = this.#previews.get(jobId)
    return preview === undefined ? undefined : address(jobId, preview.count)
  }

  /** JPEG bytes. */
  encoded(jobId: string): Promise<Uint8Array> | undefined {
    const preview = this.#previews.get(jobId)
    if (preview === undefined) return undefined
    preview.encoded ??= encode(preview.pixels)
    return preview.encoded
  }

  ended(jobId: string): void {
    setTimeout(() => this.#previews.delete(jobId), keepMs).unref()
  }
}

function address(jobId: string, count: number): string {
  return `/api/v1/jobs/${jobId}/preview?n=${count}`
}

async function encode({ width, height, channels, data }: Pixels): Promise<Uint8Array> {
  // Loaded when first needed: a server that only lists things does without 40 MB of codecs.
  const { default: sharp } = await import('sharp')
  const raw = { width, height, channels }
  return await sharp(data, { raw }).jpeg({ quality: 82 }).toBuffer()
}
