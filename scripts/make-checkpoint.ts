import { parseArgs } from 'node:util'
import { writeSafetensors } from '../models/formats/safetensors/write-safetensors.ts'
import { type Shapes, sd15Shapes, sdxlShapes } from './checkpoint-shapes.ts'

/*
 * node scripts/make-checkpoint.ts --architecture sd15|sdxl [--dtype F16|F32] FILE.safetensors
 * A full-size checkpoint of random numbers: as large and as slow as a real one, and nobody's work. Values are scaled by
 * their fan-in, so that what flows through stays finite.
 */

const architectures: Readonly<Record<string, () => Shapes>> = { sd15: sd15Shapes, sdxl: sdxlShapes }

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { architecture: { type: 'string', default: 'sd15' }, dtype: { type: 'string', default: 'F16' } },
})
const [file] = positionals
const shapes = architectures[values.architecture]
if (file === undefined || shapes === undefined || (values.dtype !== 'F16' && values.dtype !== 'F32')) {
  console.error('usage: node scripts/make-checkpoint.ts --architecture sd15|sdxl [--dtype F16|F32] FILE.safetensors')
  process.exit(2)
}
await writeRandomCheckpoint(file, shapes(), values.dtype)

async function writeRandomCheckpoint(path: string, tensors: Shapes, dtype: 'F16' | 'F32'): Promise<void> {
  // One block of noise, scaled anew for each tensor and repeated through it: only size and magnitude matter.
  const noise = Float32Array.from({ length: 2 ** 20 }, (_, i) => (Math.imul(i + 1, 0x9e3779b9) >>> 8) / 2 ** 23 - 1)
  await writeSafetensors(
    path,
    Object.entries(tensors).map(([name, shape]) => ({
      name,
      shape,
      dtype,
      bytes() {
        const count = shape.reduce((all, d) => all * d, 1)
        const fanIn = count / shape[0]!
        const [scale, shift] = shape.length > 1 ? [Math.sqrt(1 / fanIn), 0] : [0.1, name.endsWith('bias') ? 0 : 1]
        const scaled = noise.subarray(0, Math.min(count, noise.length)).map((value) => value * scale + shift)
        const block = new Uint8Array((dtype === 'F16' ? new Float16Array(scaled) : scaled).buffer)
        const all = new Uint8Array((block.length / scaled.length) * count)
        for (let at = 0; at < all.length; at += block.length) all.set(block.subarray(0, all.length - at), at)
        return all
      },
    })),
  )
}
