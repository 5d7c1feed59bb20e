import type { ChatCall } from '../../../api/wire.ts'

/** What a call does in a few words, before and after: 'Generate a picture' and what exactly. */
export interface CallWords {
  readonly title: string
  /** The one argument that says most: the prompt, a name. */
  readonly detail: string | undefined
}

/** Tools whose names would not read well by themselves. */
const titles: Readonly<Record<string, string>> = {
  generate: 'Create',
  image_generate: 'Generate a picture',
  image_outpaint: 'Extend a picture',
  image_upscale: 'Enlarge a picture',
  image_depth: 'Estimate depth',
  image_normal: 'Make a normal map',
  image_describe: 'Look at a picture',
  texture_generate: 'Make a texture set',
  texture_pbr: 'Make PBR maps',
  mesh_form: 'Build a mesh',
  mesh_relief: 'Raise a relief',
  mesh_export: 'Export a mesh',
  mesh_inspect: 'Measure a mesh',
  form_render: 'Draw a form',
  blender_export: 'Save for Blender',
  quality_best: 'Try several, keep the best',
  asset_replay: 'Make it again and compare',
  asset_show: 'Look up an asset',
  asset_rename: 'Rename an asset',
  asset_tag: 'Tag an asset',
  asset_rate: 'Rate an asset',
  asset_trash: 'Move to the trash',
  asset_restore: 'Restore from the trash',
  assets_find: 'Search the gallery',
  collection_add: 'Add to a collection',
  project_create: 'Create a project',
  project_open: 'Switch to a project',
  project_status: 'Look at the project',
  project_list: 'List the projects',
  project_export: 'Export the project',
  models_list: 'List the models',
  model_pull: 'Download a model',
  model_use: 'Choose a default model',
  settings_show: 'Read the settings',
  settings_change: 'Change a setting',
  jobs_list: 'Look at the queue',
  job_cancel: 'Cancel a job',
  files_list: 'List the project files',
  file_read: 'Read a file',
  file_write: 'Write a file',
  prompt_expand: 'Expand a prompt',
  prompt_vary: 'Vary a prompt',
  remember: 'Remember',
  forget: 'Forget',
  history: 'Read the history',
  undo: 'Undo',
  redo: 'Redo',
  help: 'Look up help',
}

/** Most telling first. */
const telling = ['prompt', 'text', 'name', 'model', 'query', 'path', 'setting', 'form', 'target', 'topic', 'task']
/** Longer details are cut; the whole stands among the arguments. */
const mostCharacters = 140

export function describeCall({ tool, arguments: given }: Pick<ChatCall, 'tool' | 'arguments'>): CallWords {
  const title = titles[tool] ?? sentence(tool)
  const fields = fieldsOf(given)
  const value = (name: string) => {
    const found = fields[name]
    // An id says nothing: who shows the call knows the asset's name.
    return typeof found === 'string' && found.trim() !== '' && !isAssetId(found.trim()) ? found.trim() : undefined
  }
  const many = Array.isArray(fields['assets']) ? fields['assets'].length : 0
  let detail = telling.map(value).find((found) => found !== undefined)
  if (tool === 'settings_change' && detail !== undefined) detail = `${detail} = ${JSON.stringify(fields['value'])}`
  if (detail === undefined && many > 0) detail = `${many} ${many === 1 ? 'asset' : 'assets'}`
  return {
    title,
    detail: detail !== undefined && detail.length > mostCharacters ? `${detail.slice(0, mostCharacters)}…` : detail,
  }
}

/** The ids of assets that a call is about: what the person must see before it is allowed. */
export function assetsOfArguments(given: unknown): readonly string[] {
  const found: string[] = []
  for (const [name, value] of Object.entries(fieldsOf(given))) {
    if (!/^(assets?|image|images|mesh|material|mask|depth|normal|form)$/.test(name)) continue
    for (const each of Array.isArray(value) ? value : [value]) {
      if (typeof each === 'string' && isAssetId(each)) found.push(each)
    }
  }
  return [...new Set(found)]
}

/** The arguments as rows for a person: what is absent or an id alone says nothing. */
export function rowsOfArguments(given: unknown): readonly (readonly [name: string, value: string])[] {
  if (typeof given === 'string') return [['as it was written', given]]
  return Object.entries(fieldsOf(given))
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)])
}

function fieldsOf(given: unknown): Readonly<Record<string, unknown>> {
  return typeof given === 'object' && given !== null && !Array.isArray(given) ? { ...given } : {}
}

function isAssetId(text: string): boolean {
  return /^a[0-9a-f]{8,40}$/.test(text)
}

function sentence(tool: string): string {
  const words = tool.replaceAll(/[_-]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
