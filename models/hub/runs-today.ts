import type { ModelKind } from './model-kind.ts'

/** What is needed of a model to know what runs it. */
interface Runnable {
  readonly kind: ModelKind
  readonly family: string
}

/**
 * Ids of the model families (`*.model.ts`) that run a model, any one of them. A base model is run by the family of its own
 * name; what is used with a base model by one named after both ('sd15-controlnet') or after the kind alone ('controlnet').
 */
export function familiesThatRun({ kind, family }: Runnable): string[] {
  switch (kind) {
    case 'controlnet':
    case 'lora':
    case 'vae':
    case 'preview':
    case 'embedding':
      return [`${family}-${kind}`, kind]
    case 'language':
      return [family, 'llama-cpp']
    default:
      return [family]
  }
}

/** Whether the code of this workspace can run a model: `families` are the ids that discovery found. */
export function runsToday(model: Runnable, families: ReadonlySet<string>): boolean {
  return familiesThatRun(model).some((id) => families.has(id))
}
