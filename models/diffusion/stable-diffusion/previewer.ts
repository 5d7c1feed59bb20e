import type { LoadContext, Weights } from '../../../base/model.ts'
import type { Pixels } from '../../../base/pixels.ts'
import type { Session } from '../../graph/session.ts'
import type { WeightSource } from '../../graph/weights.ts'
import { taesdHalf } from '../vae/taesd.ts'
import type { StableDiffusionArchitecture } from './components.ts'
import type { Extras } from './extras.ts'
import type { StableDiffusionNetworks } from './networks.ts'
import { fromSignal } from './pixels-and-latents.ts'
import { latentPreview, shrinkLatent } from './preview.ts'

/** Pictures of how far a run has come. */
export interface Previewer extends Disposable {
  /** A picture of the latent [4, h, w] after `step` of `total` steps; undefined where none is due. */
  show(
    denoised: Float32Array,
    shape: readonly [number, number, number],
    at: { readonly step: number; readonly total: number; readonly signal: AbortSignal },
  ): Promise<Pixels | undefined>
}

/**
 * Places of the latent that are shown along a side at most. A preview model makes 8 × 8 pixels of each: 64 is a picture of
 * 512 px. That takes about a tenth of a step with guidance at that size, so that every third step it adds some 3 %.
 */
const mostPlaces = { network: 64, linear: 256 } as const

/**
 * Previews by an installed preview model for this architecture every few steps; without one, or where it cannot be loaded, a
 * linear picture after every step, which costs next to nothing. `every` 0: none.
 */
export async function openPreviewer(
  architecture: StableDiffusionArchitecture,
  {
    every,
    networks,
    extras,
    context,
  }: {
    every: number
    networks: Pick<StableDiffusionNetworks, 'preview'>
    extras: Extras
    context: Pick<LoadContext, 'find' | 'list'>
  },
): Promise<Previewer> {
  const family = architecture.startsWith('sdxl') ? 'sdxl' : 'sd'
  const lease = every === 0 ? undefined : await openNetwork(family, networks, extras, context)
  return {
    async show(denoised, shape, { step, total, signal }) {
      if (every === 0) return undefined
      if (lease === undefined) {
        const { latent, shape: small } = shrinkLatent(denoised, shape, mostPlaces.linear)
        return latentPreview(latent, small, family)
      }
      // The last step's picture itself follows at once.
      if (step % every !== 0 || step === total) return undefined
      return decode(lease.value, shrinkLatent(denoised, shape, mostPlaces.network), signal)
    },
    [Symbol.dispose]: () => lease?.[Symbol.dispose](),
  }
}

async function decode(
  session: Session,
  { latent, shape }: { readonly latent: Float32Array; readonly shape: readonly [number, number, number] },
  signal: AbortSignal,
): Promise<Pixels> {
  const { image } = await session.run({ latent: { data: latent, shape: [1, ...shape] } }, { signal })
  return fromSignal(image!)
}

async function openNetwork(
  family: 'sd' | 'sdxl',
  networks: Pick<StableDiffusionNetworks, 'preview'>,
  extras: Extras,
  { find, list }: Pick<LoadContext, 'find' | 'list'>,
) {
  for (const name of list('preview')) {
    try {
      if (!isFor(family, await find('preview', name))) continue
      const { source, sha256 } = await extras.weights('preview', name, 'decoder')
      if (latentChannelsOf(source) !== 4) continue
      return await networks.preview(`${name} ${sha256}`, source)
    } catch {
      // A preview is an extra: a file that is gone or does not fit must not cost the picture.
    }
  }
  return undefined
}

/** Of the decoder's first convolution. An encoder alone reads three colours. */
function latentChannelsOf(source: WeightSource): number | undefined {
  const half = taesdHalf(source, 'decoder')
  return (half.info('0.weight') ?? half.info('1.weight'))?.shape[1]
}

/** The catalogue says what a preview model is for. The weights do not tell, so that for others the name has to. */
function isFor(family: 'sd' | 'sdxl', { architecture, id, path }: Weights): boolean {
  if (architecture !== undefined && architecture !== 'taesd') {
    return family === 'sdxl' ? architecture.startsWith('sdxl') : ['sd15', 'sd21'].includes(architecture)
  }
  const name = `${id} ${path.split(/[\\/]/).slice(-2).join(' ')}`.toLowerCase()
  return !/taesd3|taef/.test(name) && /xl/.test(name) === (family === 'sdxl')
}
