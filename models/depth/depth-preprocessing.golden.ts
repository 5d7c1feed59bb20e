import type { Pixels } from '../../base/pixels.ts'
import { compareOutput } from '../golden/fixture.ts'
import type { GoldenKind } from '../golden/golden-kind.ts'
import { networkSize, type SizeRule } from './network-size.ts'
import { type PictureForm, pictureValues } from './picture-values.ts'

interface Case {
  readonly input_size?: number
  readonly ensure_multiple_of: number
  readonly method?: string
  readonly mean: PictureForm['mean']
  readonly std: PictureForm['std']
}

/** How pictures become what the networks take, by the transforms of each of the references. */
export const golden: GoldenKind = {
  matches: ({ outputs, inputs }) => 'pixels' in inputs && ('hf_dpt' in outputs || 'midas_dpt' in outputs),
  async run(fixture) {
    const { values, shape } = fixture.inputs['pixels']!
    const [height, width] = shape as [number, number]
    const pixels: Pixels = { width, height, channels: 3, data: Uint8Array.from(values!) }
    return Object.keys(fixture.outputs).map((name) => {
      const asked = fixture.config[name] as Case
      // transformers' processor goes by way of Pillow, bilinearly unless told otherwise, the others by OpenCV.
      const pillow = asked.input_size === undefined
      const form: PictureForm = {
        ...{ mean: asked.mean, std: asked.std },
        ...(pillow ? { resampling: 'bilinear-smooth', levels: true } : { resampling: 'cubic' }),
      }
      // What the transforms of MiDaS and Depth Anything recorded of the size is held against the rule by the number of values.
      // The processor of transformers took its wish for proportions into account only in later versions: the result tells.
      const [high, wide] = fixture.outputs[name]!.shape.slice(2) as [number, number]
      const size = pillow ? { width: wide, height: high } : networkSize(pixels, ruleOf(asked))
      return compareOutput(fixture, name, pictureValues(pixels, size, form).data as Float32Array)
    })
  },
}

function ruleOf({ input_size = 0, ensure_multiple_of, method = 'minimal' }: Case): SizeRule {
  return {
    ...{ width: input_size, height: input_size, multiple: ensure_multiple_of },
    method: method.replace('_', '-') as SizeRule['method'],
  }
}
