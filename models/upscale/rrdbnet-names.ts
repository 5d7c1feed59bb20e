import { renamed, type WeightSource } from '../graph/weights.ts'

/**
 * An RRDBNet in any of its three namings seen under Real-ESRGAN's (`body.0.rdb1.conv1.weight`): the old one counts all layers
 * (`model.1.sub.0.RDB1.conv1.0.weight`), ESRGAN's own says `RRDB_trunk.0.RDB1.conv1.weight`.
 */
export function rrdbNetNames(source: WeightSource): WeightSource {
  if (source.info('RRDB_trunk.0.RDB1.conv1.weight') !== undefined) return renamed(source, esrganName)
  if (source.info('model.1.sub.0.RDB1.conv1.0.weight') !== undefined) {
    const layers = numberedLayers(source)
    return renamed(source, (name) => numberedName(name, layers))
  }
  return source
}

function esrganName(name: string): string | undefined {
  for (const [own, theirs] of esrganNames) if (name.startsWith(own)) return theirs + name.slice(own.length)
  const block = /^body\.(\d+)\.rdb(\d)\.(.+)$/.exec(name)
  if (block !== null) return `RRDB_trunk.${block[1]}.RDB${block[2]}.${block[3]}`
  return name.replace(/^conv_up(\d)\./, 'upconv$1.')
}

const esrganNames: readonly (readonly [string, string])[] = [
  ['conv_body.', 'trunk_conv.'],
  ['conv_hr.', 'HRconv.'],
]

interface NumberedLayers {
  /** Behind the last block: the convolution that ends the trunk. */
  readonly trunk: string
  /** `model.<n>` that hold weights, behind the trunk: one for each doubling, then the last two. */
  readonly tail: readonly string[]
}

function numberedLayers(source: WeightSource): NumberedLayers {
  const tail: number[] = []
  let trunk = 0
  for (const name of source.names()) {
    const layer = /^model\.(\d+)\.weight$/.exec(name)
    if (layer !== null && Number(layer[1]) > 1) tail.push(Number(layer[1]))
    const end = /^model\.1\.sub\.(\d+)\.weight$/.exec(name)
    if (end !== null) trunk = Number(end[1])
  }
  return { trunk: `model.1.sub.${trunk}`, tail: tail.sort((a, b) => a - b).map((n) => `model.${n}`) }
}

function numberedName(name: string, { trunk, tail }: NumberedLayers): string | undefined {
  const block = /^body\.(\d+)\.rdb(\d)\.(conv\d(?:x\d)?)\.(.+)$/.exec(name)
  if (block !== null) return `model.1.sub.${block[1]}.RDB${block[2]}.${block[3]}.0.${block[4]}`
  const end = name.lastIndexOf('.')
  const layer = name.slice(0, end)
  const doubling = /^conv_up(\d)$/.exec(layer)
  const place =
    doubling !== null
      ? tail.slice(0, -2)[Number(doubling[1]) - 1]
      : { conv_first: 'model.0', conv_body: trunk, conv_hr: tail.at(-2), conv_last: tail.at(-1) }[layer]
  return place === undefined ? undefined : place + name.slice(end)
}
