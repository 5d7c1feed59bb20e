import type { ImageModelFacts } from '../../base/model.ts'
import { samplers } from '../../models/diffusion/samplers/samplers.ts'
import { schedules } from '../../models/diffusion/samplers/schedules.ts'
import type { InstalledModel } from '../../models/hub/installed-model.ts'
import type { ModelStore } from '../pipeline/model-store.ts'
import type { ModelLibrary } from './model-library.ts'
import { type SizePreset, sizePresets } from './size-presets.ts'

/** An image model as a form shows it. */
export interface ImageModelChoice extends Partial<ImageModelFacts> {
  readonly id: string
  readonly title: string
  readonly builtIn: boolean
  readonly isDefault: boolean
  readonly architecture?: string
  readonly sizes: readonly SizePreset[]
}

/** An installed model that is used beside another one. */
export interface AddOnChoice {
  readonly id: string
  readonly title: string
  /** What it fits, where that is known: 'sd15', 'sdxl'. */
  readonly architecture?: string
}

/** What a form of image generation can offer now, with the models that are installed. */
export async function formChoices(models: ModelStore, library: ModelLibrary) {
  const installed = library.inventory.list().filter((model) => model.isDefault)
  const ofKind = (kind: InstalledModel['kind']) => installed.filter((model) => model.kind === kind).map(addOn)
  const listed = await models.list()
  const [{ diffusionFields }, { default: maskImage }, { namedForms }, { families }] = await Promise.all([
    import('../imaging/diffusion-fields.ts'),
    import('../imaging/mask-image.node.ts'),
    import('../../models/procedural/forms/library/named-forms.ts'),
    import('../../models/procedural/materials/families.ts'),
  ])
  const images = listed.filter(({ task }) => task === 'text-to-image')
  return {
    models: await Promise.all(
      images.map(async ({ id, summary, builtIn, isDefault }): Promise<ImageModelChoice> => {
        const architecture = installed.find((model) => model.id === id)?.architecture
        // One unreadable file must not take the whole form away: running it says what is wrong.
        const facts = await models.describe(id).catch(() => undefined)
        return {
          id,
          title: builtIn ? 'Built-in engine' : summary,
          builtIn,
          isDefault,
          ...(architecture !== undefined && { architecture }),
          sizes: sizePresets(facts?.size ?? { width: 512, height: 512 }),
          ...facts,
        }
      }),
    ),
    samplers: samplers.map(named),
    schedules: [{ id: 'automatic', title: 'Automatic', aliases: [] }, ...schedules.map(named)],
    loras: ofKind('lora'),
    embeddings: ofKind('embedding'),
    controlnets: ofKind('controlnet'),
    vaes: ofKind('vae'),
    upscalers: listed
      .filter(({ task }) => task === 'upscale')
      .map(({ id, summary, isDefault }) => ({ id, title: summary, isDefault })),
    maskKinds: maskImage.input.shape.by.options,
    fills: diffusionFields.fill.unwrap().options,
    seamless: diffusionFields.seamless.unwrap().options,
    noises: diffusionFields.noise.unwrap().options,
    precisions: diffusionFields.precision.unwrap().options,
    materials: families.map(({ id, title, summary }) => ({ id, title, summary })),
    forms: [...namedForms.values()].map(({ id, title, summary }) => ({ id, title, summary })),
  }
}

function named({ id, name, aliases }: { id: string; name: string; aliases: readonly string[] }) {
  return { id, title: name, aliases }
}

function addOn({ id, title, architecture }: InstalledModel): AddOnChoice {
  return { id, title, ...(architecture !== undefined && { architecture }) }
}
