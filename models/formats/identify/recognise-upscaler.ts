import { architectureTitles } from './architecture-titles.ts'
import { defined } from './defined.ts'
import type { Finding, Tensors } from './identity.ts'
import { countOf, hasName, shapeOf } from './names.ts'

/** ESRGAN's RRDBNet in its three namings, and the compact network of Real-ESRGAN. */
export function recogniseUpscaler(tensors: Tensors): Finding | undefined {
  if (hasName(tensors, /^(?:body|RRDB_trunk)\.0\.(?:rdb|RDB)1\.conv1\.weight$/)) {
    const inputChannels = shapeOf(tensors, /^conv_first\.weight$/)?.[1]
    const enlargements = ['conv_up1', 'conv_up2', 'conv_up3', 'upconv1', 'upconv2', 'upconv3'].filter((name) =>
      tensors.has(`${name}.weight`),
    ).length
    const outputChannels = shapeOf(tensors, /^conv_last\.weight$/)?.[0]
    return upscaler('rrdbnet', 2 ** enlargements, inputChannels, outputChannels)
  }
  if (hasName(tensors, /^model\.1\.sub\.0\.RDB1\.conv1\.0\.weight$/)) {
    // model.0 first convolution, model.1 the body, then one convolution for each doubling and two last ones.
    const after = [...tensors.keys()].filter((name) => /^model\.\d+\.weight$/.test(name) && name !== 'model.0.weight')
    const last = after.at(-1)
    const outputChannels = last === undefined ? undefined : tensors.get(last)!.shape[0]
    return upscaler(
      'rrdbnet',
      2 ** Math.max(0, after.length - 2),
      tensors.get('model.0.weight')?.shape[1],
      outputChannels,
    )
  }
  return recogniseCompact(tensors)
}

/** A plain chain: convolution, PReLU, …, convolution to 3 · scale² channels. */
function recogniseCompact(tensors: Tensors): Finding | undefined {
  if (![...tensors.keys()].every((name) => /^body\.\d+\.(?:weight|bias)$/.test(name))) return undefined
  const first = tensors.get('body.0.weight')?.shape
  const last = tensors.get(`body.${countOf(tensors, /^body\.(\d+)\./) - 1}.weight`)?.shape
  if (first?.length !== 4 || last?.length !== 4 || tensors.get('body.1.weight')?.shape.length !== 1) return undefined
  const scale = Math.sqrt(last[0]! / first[1]!)
  if (!Number.isInteger(scale)) return undefined
  return upscaler('srvgg', scale, first[1], first[1])
}

/** An input of 4 (or 16) times the output's channels is an image whose pixels were folded, so the result is smaller. */
function upscaler(
  architecture: 'rrdbnet' | 'srvgg',
  enlargement: number,
  inputChannels: number | undefined,
  outputChannels: number | undefined,
): Finding {
  const folded = Math.sqrt((inputChannels ?? 3) / (outputChannels ?? 3))
  const scale = Number.isInteger(folded) && folded >= 1 ? enlargement / folded : enlargement
  return {
    kind: 'upscaler',
    architecture,
    naming: 'original',
    what: `an upscaler to ${scale} times the size, ${architectureTitles[architecture]}`,
    notes: [],
    ...defined({ scale, inputChannels }),
  }
}
