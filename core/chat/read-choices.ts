import { sizePresets } from '../models/size-presets.ts'
import type { Workbench } from '../workbench.ts'
import type { ChatWorld, WorldModel } from './world.ts'

/** What a call can choose from now. */
export interface ChatChoices extends Pick<ChatWorld, 'samplers' | 'sizes' | 'forms' | 'materials'> {
  readonly models: readonly WorldModel[]
  readonly schedules: readonly string[]
  /** Ids of what is installed beside models of a task, by kind: 'controlnet', 'vae', 'lora'. */
  readonly addOns: Readonly<Record<string, readonly string[]>>
}

/** The names of forms and materials are the program's own and stay. */
let fixed: Promise<Pick<ChatChoices, 'samplers' | 'schedules' | 'forms' | 'materials'>> | undefined

/** Installed models, samplers, and what the built-in engine has by name. */
export async function readChoices({ models, library }: Workbench): Promise<ChatChoices> {
  fixed ??= readFixed()
  const [names, listed, { inventory }] = await Promise.all([fixed, models.list(), library()])
  const addOns: Record<string, string[]> = {}
  for (const { kind, id, isDefault } of inventory.list()) if (isDefault) addOns[kind] = [...(addOns[kind] ?? []), id]
  return {
    ...names,
    models: listed.map(({ id, task, summary, builtIn, isDefault }) => ({
      id,
      title: builtIn ? 'Built-in engine' : summary,
      task,
      isDefault,
    })),
    sizes: sizePresets({ width: 512, height: 512 }),
    addOns,
  }
}

async function readFixed() {
  const [{ samplers }, { schedules }, { namedForms }, { families }] = await Promise.all([
    import('../../models/diffusion/samplers/samplers.ts'),
    import('../../models/diffusion/samplers/schedules.ts'),
    import('../../models/procedural/forms/library/named-forms.ts'),
    import('../../models/procedural/materials/families.ts'),
  ])
  return {
    samplers: samplers.map(({ name }) => name),
    schedules: schedules.map(({ name }) => name),
    forms: [...namedForms.values()].map(({ id }) => id),
    materials: families.map(({ id }) => id),
  }
}
