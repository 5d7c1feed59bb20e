import { z } from 'zod'
import { WorkspaceError } from '../../base/error.ts'
import { composeScene } from './compose.ts'
import type { CompiledForm } from './forms/compile-form.ts'
import { type FormProgram, formMaterial, parseFormProgram } from './forms/form-program.ts'
import type { MaterialSpec } from './materials/build-material.ts'
import { parsePrompt } from './prompt/parse-prompt.ts'
import { type Camera, frameForm } from './render/camera.ts'
import { environmentKinds } from './render/environment.ts'

const vector = z.tuple([z.number(), z.number(), z.number()])
const framing = z.object({
  azimuth: z.number().optional(),
  elevation: z.number().optional(),
  fov: z.number().min(1).max(170).optional(),
  fill: z.number().positive().max(10).optional(),
})

const formDocumentSchema = z.object({
  format: z.literal('ai-workspace-form'),
  version: z.literal(1),
  seed: z.number(),
  /** 'material': the form is only a stand to show a material on. */
  subject: z.enum(['form', 'material']),
  summary: z.string(),
  program: z.unknown(),
  /** One for each entry of the program's materials, in its order. */
  materials: z.array(
    z.object({
      family: z.string(),
      traits: z.array(z.string()).optional(),
      strengths: z.record(z.string(), z.number()).optional(),
      colours: z.array(z.string()).optional(),
      seed: z.number(),
    }),
  ),
  environment: z.enum(environmentKinds),
  framing,
  /** The camera of the picture that was made with it, and that picture's width for each height; another shape is framed anew. */
  camera: z
    .object({
      position: vector,
      target: vector,
      verticalFovDegrees: z.number().min(1).max(170),
      aspect: z.number().positive().optional(),
    })
    .optional(),
})

/** What a 'form' asset holds: the program with all that its picture was made with. */
export interface FormDocument extends Omit<z.output<typeof formDocumentSchema>, 'program' | 'materials'> {
  readonly program: FormProgram
  readonly materials: readonly MaterialSpec[]
}

/** Reads a form asset or file: a document, or a bare form program that somebody wrote. `seed` is for the latter. */
export function parseFormDocument(json: unknown, { seed = 0 }: { seed?: number } = {}): FormDocument {
  if (typeof json !== 'object' || json === null || !('format' in json)) {
    return documentOfProgram(parseFormProgram(json), seed)
  }
  const parsed = formDocumentSchema.safeParse(json)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!
    throw new WorkspaceError('bad-input', `The form file is wrong at "${issue.path.join('.')}": ${issue.message}.`, {
      hint: 'docs/forms.md describes the form language; a bare form program is taken as well.',
    })
  }
  const program = parseFormProgram(parsed.data.program)
  const count = Object.keys(program.materials).length
  if (parsed.data.materials.length !== count) {
    throw new WorkspaceError(
      'bad-input',
      `The form file lists ${parsed.data.materials.length} materials, but its program names ${count}.`,
      { hint: 'Leave out everything but the program to have the materials chosen by it.' },
    )
  }
  return { ...parsed.data, program } as FormDocument
}

/** A program with the materials it names itself, in the usual light and view. */
function documentOfProgram(program: FormProgram, seed: number): FormDocument {
  for (const material of Object.values(program.materials)) formMaterial.parse(material)
  const scene = composeScene(parsePrompt(''), seed, { program })!
  return {
    format: 'ai-workspace-form',
    version: 1,
    seed,
    subject: 'form',
    summary: scene.summary,
    program: scene.program,
    materials: scene.materials,
    environment: scene.environment,
    framing: scene.framing as FormDocument['framing'],
  }
}

/** The camera for a picture of this shape: the document's own, or one that frames the form. */
export function cameraFor(document: FormDocument, form: CompiledForm, aspect: number): Camera {
  const own = document.camera
  if (own !== undefined && (own.aspect === undefined || own.aspect === aspect)) return own
  return frameForm(form.bounds, framingOf(document, aspect), form.surfacePoints())
}

function framingOf({ framing: { azimuth, elevation, fov, fill } }: FormDocument, aspect: number) {
  return {
    aspect,
    ...(azimuth === undefined ? {} : { azimuth }),
    ...(elevation === undefined ? {} : { elevation }),
    ...(fov === undefined ? {} : { fov }),
    ...(fill === undefined ? {} : { fill }),
  }
}
