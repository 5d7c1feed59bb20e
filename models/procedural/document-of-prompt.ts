import { WorkspaceError } from '../../base/error.ts'
import { composeScene } from './compose.ts'
import type { FormDocument } from './form-document.ts'
import { type MaterialSpec, materialFamilies } from './materials/build-material.ts'
import type { PromptReading } from './prompt/meaning.ts'
import { parsePrompt } from './prompt/parse-prompt.ts'

interface Request {
  readonly prompt: string
  readonly negativePrompt: string
  readonly seed: number
}

/** The scene that the prompt asks for, and what was and was not understood of it. */
export function documentOfPrompt({ prompt, negativePrompt, seed }: Request): {
  document: FormDocument
  reading: Record<string, unknown>
} {
  const reading = parsePrompt(prompt, { negative: negativePrompt })
  const scene = composeScene(reading, seed)
  if (scene === undefined) throw notUnderstood(reading)
  const document: FormDocument = {
    format: 'ai-workspace-form',
    version: 1,
    seed,
    subject: reading.form === undefined ? 'material' : 'form',
    summary: scene.summary,
    program: scene.program,
    materials: scene.materials,
    environment: scene.environment,
    framing: scene.framing as FormDocument['framing'],
  }
  return { document, reading: plainReading(reading, scene.summary, scene.notes) }
}

/** The one material that the prompt asks for, whatever form it names. */
export function materialOfPrompt({ prompt, negativePrompt, seed }: Request): {
  spec: MaterialSpec
  reading: Record<string, unknown>
} {
  const full = parsePrompt(prompt, { negative: negativePrompt })
  const { form, ...words } = full
  const scene = composeScene(words, seed)
  const spec = scene?.materials[0]
  if (scene === undefined || spec === undefined) throw notUnderstood(full)
  const notes = form === undefined ? [] : [`A texture has no shape; "${form.id}" was left out.`]
  return {
    spec,
    reading: plainReading(words, scene.summary.replace(/^material: material of /, ''), [...notes, ...scene.notes]),
  }
}

/** What a person wants to know of the reading, as plain JSON. */
function plainReading(
  { understood, unknown, unused, corrections }: PromptReading,
  summary: string,
  notes: readonly string[],
): Record<string, unknown> {
  return {
    summary,
    understood,
    unknown,
    ...(unused.length > 0 ? { unused } : {}),
    ...(corrections.length > 0 ? { corrections } : {}),
    ...(notes.length > 0 ? { notes } : {}),
  }
}

function notUnderstood({ text, understood, unknown }: PromptReading): WorkspaceError {
  const parts = [
    understood.length > 0 ? `understood: ${understood.map(({ words }) => words).join(', ')}` : undefined,
    unknown.length > 0 ? `not understood: ${unknown.slice(0, 12).join(', ')}` : undefined,
  ].filter((part) => part !== undefined)
  const shown = text.trim().length > 80 ? `${text.trim().slice(0, 77)}…` : text.trim()
  const families = [...materialFamilies.keys()].slice(0, 8).join(', ')
  return new WorkspaceError(
    'bad-input',
    `The built-in engine found no form and no material in "${shown}"${parts.length > 0 ? ` (${parts.join('; ')})` : ''}.`,
    {
      hint: `Name a thing ("ancient stone statue", "rusty robot", "oak chest with iron bands") or a material (${families} …).`,
    },
  )
}
