import type { OpenAPIHono } from '@hono/zod-openapi'
import { z } from 'zod'
import type { Node } from '../../../base/node.ts'
import { webhookEvents } from '../../../core/webhooks/webhook.ts'

/** An OpenAPI 3.1 document, as far as this program reads its own. */
export interface ApiDescription {
  readonly openapi: string
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly servers: readonly { readonly url: string }[]
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
  readonly tags: readonly { readonly name: string; readonly description: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  /** What is sent to other programs. */
  readonly webhooks: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> } & Readonly<Record<string, unknown>>
}

export interface Operation {
  readonly operationId: string
  readonly tags?: readonly string[]
  readonly summary?: string
  readonly description?: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly required?: boolean; readonly content: Content }
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>
  readonly security?: readonly unknown[]
}

export interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly description?: string
  readonly schema?: JsonSchema
}

type Content = Readonly<Record<string, { readonly schema?: JsonSchema; readonly example?: unknown }>>

export interface JsonSchema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly enum?: readonly unknown[]
  readonly default?: unknown
  readonly [keyword: string]: unknown
}

/** What each group of routes is about, in the order of the page. */
const tags: Readonly<Record<string, string>> = {
  Server: 'Is it there, who am I, what does this machine have.',
  Run: 'Every node as an operation of its own: the body is its input, the answer is the job.',
  Jobs: 'Work that is queued, runs or has ended.',
  Queue: 'The order in which jobs run.',
  Nodes: 'Everything the workspace can do.',
  Assets: 'Pictures, maps, meshes and other files that jobs made or that were taken in.',
  Collections: 'Assets that belong together.',
  Trash: 'Assets that were thrown away, until they are deleted for good.',
  Projects: 'Assets, their history, and undo.',
  Models: 'What computes: installed, on its way in, in memory.',
  Prompts: 'What a prompt says to a model.',
  Settings: 'What can be set.',
  Logs: 'What the program wrote down.',
  Webhooks: 'Events that are sent to other programs.',
  Events: 'What happens, as it happens.',
}

/** The OpenAPI description of all that `app` answers below /api/v1, with one typed operation a node. */
export function describeApi(app: OpenAPIHono, version: string, nodes: readonly Node[]): ApiDescription {
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'ai-workspace',
      version,
      description:
        'One workspace on your own machine: text to image to PBR maps to mesh to Blender. Errors have one form: a documented code, a sentence, and what to do next.',
      license: { name: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ token: [] }, { session: [] }],
  }) as unknown as ApiDescription
  const schemas: Record<string, JsonSchema> = { ...document.components.schemas }
  const paths: Record<string, Record<string, Operation>> = {}
  for (const [path, operations] of Object.entries(document.paths)) {
    paths[path] = {}
    for (const [method, operation] of Object.entries(operations)) {
      const open = path === '/api/v1/health' || path === '/api/v1/login' || path === '/api/v1/logout'
      paths[path][method] = {
        ...operation,
        operationId: operation.operationId ?? operationIdOf(method, path),
        ...(open && { security: [] }),
      }
    }
  }
  for (const node of nodes) {
    const name = pascal(node.id)
    schemas[`${name}Input`] = schemaOf(node, 'input')
    schemas[`${name}Output`] = schemaOf(node, 'output')
    paths[`/api/v1/run/${node.id}`] = { post: operationOf(node, name) }
  }
  const used = new Set(Object.values(paths).flatMap((each) => Object.values(each).flatMap((one) => one.tags ?? [])))
  return {
    ...document,
    tags: [
      ...Object.entries(tags).filter(([name]) => used.has(name)),
      ...[...used].filter((name) => !(name in tags)).map((name) => [name, ''] as const),
    ].map(([name, description]) => ({ name, description })),
    paths,
    webhooks: Object.fromEntries(webhookEvents.map((type) => [type, { post: messageOf(type) }])),
    components: {
      ...document.components,
      schemas,
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'The token of config/token in the workspace folder.' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'aiw_session',
          description: 'What the browser has after a login.',
        },
      },
    },
  }
}

function messageOf(type: string): Operation {
  const schema = {
    type: 'object',
    properties: {
      type: { const: type },
      timestamp: { type: 'string', format: 'date-time' },
      data: { type: 'object', description: 'See docs/webhooks.md.' },
    },
    required: ['type', 'timestamp', 'data'],
  }
  return {
    operationId: `on${pascal(type)}`,
    tags: ['Webhooks'],
    summary: `A message of ${type}, signed as Standard Webhooks has it.`,
    requestBody: { required: true, content: { 'application/json': { schema } } },
    responses: { '2XX': { description: 'It has arrived; any other answer has it sent again later.' } },
  }
}

function operationOf({ id, summary, version, example }: Node, name: string): Operation {
  return {
    operationId: `run${name}`,
    tags: ['Run'],
    summary,
    description: `Node ${id}, version ${version}. When the job is done, its output is a ${name}Output.`,
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: { $ref: `#/components/schemas/${name}Input` },
          example: withoutPlaceholders(example),
        },
      },
    },
    responses: {
      201: {
        description: 'The new job.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Job' } } },
      },
      default: {
        description: 'What went wrong, and what to do.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
  }
}

/** In a node's example '$image' stands for an asset of that kind: here for its id. */
function withoutPlaceholders(value: unknown): unknown {
  if (typeof value === 'string') return /^\$[a-z]+$/.test(value) ? `ID_OF_${value.slice(1).toUpperCase()}` : value
  if (Array.isArray(value)) return value.map(withoutPlaceholders)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withoutPlaceholders(each)]))
}

function schemaOf(node: Node, io: 'input' | 'output'): JsonSchema {
  // OpenAPI 3.1 is of this very dialect, stated once for the whole document.
  const { $schema: _, ...schema } = z.toJSONSchema(node[io], { io, unrepresentable: 'any' })
  return schema as JsonSchema
}

/** 'get /api/v1/jobs/{id}/preview' → 'getJobsByIdPreview'. */
function operationIdOf(method: string, path: string): string {
  const words = path.replace('/api/v1/', '').split('/')
  return method + words.map((word) => pascal(word.replace(/^\{(.+)\}$/, 'by.$1'))).join('')
}

/** 'image.generate' → 'ImageGenerate'. */
function pascal(text: string): string {
  return text
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
}
