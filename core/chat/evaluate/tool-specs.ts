import { z } from 'zod'
import type { ToolSpec } from '../../../base/chat.ts'
import { loadNodes } from '../../pipeline/discovery.ts'

type Fields = Readonly<Record<string, 'string' | 'number' | 'strings' | 'any'>>

/** The workspace's own tools and their fields; a field with '?' may be left out. */
const workspaceTools: Readonly<Record<string, Fields>> = {
  assets_find: { 'text?': 'string', 'kind?': 'string', 'limit?': 'number' },
  asset_show: { asset: 'string' },
  asset_rename: { asset: 'string', name: 'string' },
  asset_tag: { asset: 'string', tags: 'strings' },
  asset_rate: { asset: 'string', rating: 'number' },
  asset_trash: { assets: 'strings' },
  asset_restore: { assets: 'strings' },
  collection_add: { collection: 'string', assets: 'strings' },
  project_create: { name: 'string' },
  project_open: { name: 'string' },
  project_status: {},
  project_list: {},
  project_export: { target: 'string' },
  models_list: { 'task?': 'string' },
  model_pull: { model: 'string' },
  model_use: { task: 'string', model: 'string' },
  settings_show: { 'name?': 'string' },
  settings_change: { name: 'string', value: 'any' },
  jobs_list: {},
  job_cancel: { 'job?': 'string' },
  undo: {},
  redo: {},
  history: {},
  files_list: {},
  file_read: { path: 'string' },
  file_write: { path: 'string', text: 'string' },
  prompt_expand: { text: 'string' },
  image_describe: { asset: 'string' },
  remember: { text: 'string' },
  forget: { text: 'string' },
  help: { 'topic?': 'string' },
}

const types: Readonly<Record<Fields[string], Readonly<Record<string, unknown>>>> = {
  string: { type: 'string' },
  number: { type: 'number' },
  strings: { type: 'array', items: { type: 'string' } },
  any: {},
}

/** All tools a model is shown when it is scored: every node, and what the workspace itself can do. */
export async function toolSpecs(): Promise<ToolSpec[]> {
  const nodes = await loadNodes()
  return [
    ...nodes.list().map(({ id, summary, input }) => ({
      name: id.replaceAll(/[^\w]/g, '_'),
      description: summary,
      parameters: z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>,
    })),
    ...Object.entries(workspaceTools).map(([name, fields]) => ({
      name,
      description: name.replaceAll('_', ' '),
      parameters: {
        type: 'object',
        properties: Object.fromEntries(
          Object.entries(fields).map(([key, type]) => [key.replace('?', ''), types[type]]),
        ),
        required: Object.keys(fields).filter((key) => !key.endsWith('?')),
        additionalProperties: false,
      },
    })),
  ]
}
