import { WorkspaceError } from '../../../base/error.ts'
import type { ControlImage } from '../../../base/model.ts'
import type { WeightSource } from '../../graph/weights.ts'
import { controlNetNames } from '../unet/controlnet-names.ts'
import { familyOfWords, wordChannelsOf } from '../unet/family-of-words.ts'
import type { ActiveControl } from './denoiser.ts'
import type { Extras } from './extras.ts'
import type { StableDiffusionNetworks } from './networks.ts'
import { toSignal } from './pixels-and-latents.ts'

/** ControlNets in memory, with their pictures; disposing gives their memory free. */
export interface OpenControls extends Disposable {
  readonly controls: readonly ActiveControl[]
}

/** Loads what guides a run. Errors: `bad-input` for a ControlNet of another kind of model than the U-Net is. */
export async function openControls(
  controls: readonly ControlImage[],
  unet: WeightSource,
  networks: StableDiffusionNetworks,
  extras: Extras,
): Promise<OpenControls> {
  using stack = new DisposableStack()
  const active: ActiveControl[] = []
  for (const { model, image, weight, from, to } of controls) {
    const { source, sha256 } = await extras.weights('controlnet', model)
    const weights = controlNetNames(source)
    checkFit(model, weights, unet)
    const session = stack.use(await networks.controlNet(model, weights, sha256))
    const { data, shape } = toSignal(image)
    // ControlNets see pictures in [0, 1].
    const cond = { data: (data as Float32Array).map((value) => (value + 1) / 2), shape }
    active.push({ session: session.value, cond, weight, from, to })
  }
  const held = stack.move()
  return { controls: active, [Symbol.dispose]: () => held.dispose() }
}

function checkFit(name: string, control: WeightSource, unet: WeightSource): void {
  const [theirs, ours] = [wordChannelsOf(control), wordChannelsOf(unet)]
  if (theirs === undefined || ours === undefined || theirs === ours) return
  throw new WorkspaceError(
    'bad-input',
    `The ControlNet "${name}" is for ${familyOfWords(theirs)}; this checkpoint is ${familyOfWords(ours)}.`,
    { hint: `Use a ControlNet that was trained for ${familyOfWords(ours)}.` },
  )
}
