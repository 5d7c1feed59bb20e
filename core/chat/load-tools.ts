import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import type { JsonSchema } from '../../base/chat.ts'
import type { Node } from '../../base/node.ts'
import { Registry } from '../../base/registry.ts'
import type { Workbench } from '../workbench.ts'
import type { ChatPermission, ChatTool } from './tools/define-chat-tool.ts'
import { wordsOfNodes } from './words-of-nodes.ts'

/** A tool of a conversation: a node, or one of the workspace. */
export interface TurnTool {
  /** Letters, digits and '_': 'image_generate'. */
  readonly name: string
  readonly summary: string
  readonly input: z.ZodType
  readonly permission: ChatPermission
  readonly untrusted: boolean
  /** Words by which people ask for it, beside its name and summary. */
  readonly words: string
  /** JSON Schema of its input as it is written, with the marks of the fields. */
  readonly schema: JsonSchema
  /** Which fields name a model, and of which task or kind. */
  readonly models: ReadonlyMap<string, string>
  readonly source: { readonly node: Node } | { readonly tool: ChatTool }
}

/** Nodes that are no tool: what runs other nodes would hide them from the checks of a call. */
const notOffered = new Set(['steps.run'])

const folder = join(import.meta.dirname, 'tools')
/** The program's own files stay as they are while it runs. */
let loaded: Promise<readonly TurnTool[]> | undefined

/** Every tool there is: the nodes, then those of the workspace. */
export function loadTools({ nodes }: Pick<Workbench, 'nodes'>): Promise<readonly TurnTool[]> {
  loaded ??= Promise.all([nodes.list(), loadChatTools()]).then(([found, tools]) => [
    ...found.filter(({ id }) => !notOffered.has(id)).map(toolOfNode),
    ...tools.map(toolOfWorkspace),
  ])
  return loaded
}

async function loadChatTools(): Promise<ChatTool[]> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.tool.ts'))
  const tools = await Promise.all(
    files.map(async (file) => {
      const { default: tool } = (await import(pathToFileURL(join(folder, file)).href)) as { default?: ChatTool }
      const name = file.slice(0, -'.tool.ts'.length).replaceAll('-', '_')
      if (tool?.name !== name)
        throw new Error(`${file} must export the tool "${name}" by default; it exports "${tool?.name}".`)
      return { ...tool, id: name }
    }),
  )
  return new Registry('tool', tools).list()
}

function toolOfNode(node: Node): TurnTool {
  const name = node.id.replaceAll(/[^a-zA-Z0-9]/g, '_')
  const schema = schemaOf(node.input, 'input')
  const makesAssets = JSON.stringify(schemaOf(node.output, 'output')).includes('"assetKinds"')
  return {
    name,
    summary: node.summary,
    input: node.input,
    permission: makesAssets ? 'change' : 'read',
    untrusted: false,
    words: wordsOfNodes[name] ?? '',
    schema,
    models: modelFields(node, schema),
    source: { node },
  }
}

function toolOfWorkspace(tool: ChatTool): TurnTool {
  const { name, summary, input, permission, words = '', untrusted = false } = tool
  const schema = schemaOf(input, 'input')
  return { name, summary, input, permission, untrusted, words, schema, models: new Map(), source: { tool } }
}

/** The node itself says which of its fields name a model, when it is asked with a mark in them. */
function modelFields(node: Node, schema: JsonSchema): ReadonlyMap<string, string> {
  const fields = new Map<string, string>()
  for (const [name, field] of Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>)) {
    if (field['type'] !== 'string' || !/model|vae|upscaler/i.test(name)) continue
    const probe = { negativePrompt: '', hires: 2, ...(node.example as object), [name]: mark }
    const found = node.models?.(probe).find((each) => 'id' in each && each.id === mark)
    if (found !== undefined) fields.set(name, 'task' in found ? found.task : found.kind)
  }
  return fields
}

const mark = '\u0001'

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  return z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' })
}
