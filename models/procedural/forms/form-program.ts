import { z } from 'zod'
import { WorkspaceError } from '../../../base/error.ts'
import { childrenOf, type FormNode, formNode, formNodeTypes, outlineTypes } from './form-nodes.ts'

export type { Axis, DisplaceKind, FormNode, Outline, Placed, Vec2, Vec3 } from './form-nodes.ts'

/** What one part of a form is made of; the words of models/procedural/materials. */
export interface FormMaterial {
  family: string
  traits?: string[] | undefined
  /** How strongly a trait is meant, where that is not 1: in (0, 2]. */
  strengths?: Record<string, number> | undefined
  /** '#rrggbb', the main colour first. */
  colours?: string[] | undefined
  /** Size of the pattern on the form: 2 is twice as coarse. */
  scale?: number | undefined
}

/** A form as plain JSON: a person or a language model can write one. */
export interface FormProgram {
  version: 1
  name: string
  /** The first one is for every part that names none. */
  materials: Record<string, FormMaterial>
  /** Forms to use by name, with {type: 'ref', ref: name}. */
  define?: Record<string, FormNode> | undefined
  root: FormNode
}

/** Limits of a program. Far above any form worth looking at, low enough that a bad one fails in milliseconds. */
export const formLimits = {
  /** Nodes, with a definition counted at each use of it. */
  nodes: 4096,
  /** Nodes inside nodes, definitions included. */
  depth: 64,
  materials: 32,
  /** Objects, arrays and values in the JSON as a whole. */
  values: 200_000,
} as const

const hexColour = z.string().regex(/^#[0-9a-fA-F]{6}$/, 'must be a colour like #a1b2c3')

export const formMaterial: z.ZodType<FormMaterial> = z.strictObject({
  family: z.string().min(1).max(64),
  traits: z.array(z.string().min(1).max(64)).max(16).optional(),
  strengths: z.record(z.string().min(1).max(64), z.number().positive().max(2)).optional(),
  colours: z.array(hexColour).max(4).optional(),
  scale: z.number().min(0.01).max(100).optional(),
})

export const formProgramSchema: z.ZodType<FormProgram> = z.strictObject({
  version: z.literal(1),
  name: z.string().min(1).max(100),
  materials: z.record(z.string().min(1).max(64), formMaterial),
  define: z.record(z.string().min(1).max(64), formNode).optional(),
  root: formNode,
})

/** Checks an unknown value (parsed JSON, or an object of any make) and answers it as a form program, or throws 'bad-input'. */
export function parseFormProgram(json: unknown): FormProgram {
  checkShape(json)
  const parsed = formProgramSchema.safeParse(json)
  if (!parsed.success) throw describe(parsed.error, json)
  checkNames(parsed.data)
  return parsed.data
}

/** Bounds depth and size and finds cycles without recursion, so that everything after it may recurse. */
function checkShape(json: unknown): void {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw bad('A form program is a JSON object with version, name, materials and root.')
  }
  // Each node costs at most 3 levels of JSON (node → children array → node); outlines and numbers add a few.
  const deepest = formLimits.depth * 3 + 12
  const onPath = new Set<object>()
  const stack: { value: object; entered: boolean; depth: number }[] = [{ value: json, entered: false, depth: 0 }]
  let values = 0
  while (stack.length > 0) {
    const top = stack[stack.length - 1]!
    if (top.entered) {
      onPath.delete(top.value)
      stack.pop()
      continue
    }
    top.entered = true
    if (onPath.has(top.value)) throw bad('The form program contains itself: an object is reached again inside itself.')
    onPath.add(top.value)
    if (top.depth > deepest) throw bad(`The form program is nested deeper than ${formLimits.depth} nodes.`)
    const inner = Array.isArray(top.value) ? top.value : Object.values(top.value)
    values += inner.length
    if (values > formLimits.values) {
      throw bad(
        `The form program has more than ${formLimits.values} values; at most ${formLimits.nodes} nodes are allowed.`,
      )
    }
    for (const value of inner) {
      if (typeof value !== 'object' || value === null) continue
      // A cycle is met at the latest here, so a value pushed twice on one path is found before the depth limit.
      stack.push({ value, entered: false, depth: top.depth + 1 })
    }
  }
}

function describe(error: z.ZodError, json: unknown): WorkspaceError {
  const issue = error.issues[0]!
  const where = issue.path.length === 0 ? 'the program' : issue.path.map(String).join('.')
  let what: string = issue.message
  if (issue.code === 'invalid_union' && 'discriminator' in issue) {
    const given = issue.path.slice(0, -1).reduce<unknown>((value, key) => (value as never)?.[key as never], json)
    const type = (given as { type?: unknown } | undefined)?.type
    const inOutline = issue.path.includes('outline')
    what = `there is no ${inOutline ? 'outline' : 'node'} of type ${JSON.stringify(type) ?? 'undefined'}`
    return bad(`The form program is wrong at ${where}: ${what}.`, {
      hint: `Known types: ${(inOutline ? outlineTypes : formNodeTypes).join(', ')}`,
    })
  }
  const more = error.issues.length > 1 ? ` (and ${error.issues.length - 1} more)` : ''
  return bad(`The form program is wrong at ${where}: ${what}${more}.`)
}

/** Every name that is used exists, definitions never reach themselves, and the whole stays small when they are expanded. */
function checkNames(program: FormProgram): void {
  const materials = Object.keys(program.materials)
  if (materials.length === 0) throw bad('The form program names no material; it needs at least one.')
  if (materials.length > formLimits.materials) {
    throw bad(`The form program names ${materials.length} materials; at most ${formLimits.materials} are allowed.`)
  }
  const define = program.define ?? {}
  const sizes = new Map<string, { nodes: number; depth: number }>()

  const measure = (node: FormNode, path: readonly string[]): { nodes: number; depth: number } => {
    for (const name of [node.material, node.type === 'paint' ? node.with : undefined]) {
      if (name !== undefined && !Object.hasOwn(program.materials, name)) {
        throw bad(`The form program uses the material "${name}", which it does not name.`, {
          hint: `Named materials: ${materials.join(', ')}`,
        })
      }
    }
    let nodes = 1
    let depth = 0
    const below =
      node.type === 'ref' ? [measureDefinition(node.ref, path)] : childrenOf(node).map((child) => measure(child, path))
    for (const size of below) {
      nodes += size.nodes
      depth = Math.max(depth, size.depth)
    }
    if (nodes > formLimits.nodes) {
      throw bad(`The form program has more than ${formLimits.nodes} nodes, counting each use of a definition.`)
    }
    if (depth + 1 > formLimits.depth) throw bad(`The form program is nested deeper than ${formLimits.depth} nodes.`)
    return { nodes, depth: depth + 1 }
  }
  const measureDefinition = (name: string, path: readonly string[]): { nodes: number; depth: number } => {
    if (!Object.hasOwn(define, name)) {
      const known = Object.keys(define)
      throw bad(`The form program refers to "${name}", which it does not define.`, {
        hint: known.length === 0 ? 'It has no definitions.' : `Defined: ${known.join(', ')}`,
      })
    }
    if (path.includes(name)) {
      throw bad(`The form program has a cycle: ${[...path.slice(path.indexOf(name)), name].join(' → ')}.`)
    }
    const size = sizes.get(name) ?? measure(define[name]!, [...path, name])
    sizes.set(name, size)
    return size
  }
  for (const name of Object.keys(define)) measureDefinition(name, [])
  measure(program.root, [])
}

function bad(message: string, { hint = 'docs/forms.md describes the form language.' } = {}): WorkspaceError {
  return new WorkspaceError('bad-input', message, { hint })
}
