import { assetKinds, mapRoles } from '../../../base/asset.ts'
import type { ChatWorld, WorldAsset } from '../world.ts'

const asset = (id: string, kind: WorldAsset['kind'], name: string, more: Partial<WorldAsset> = {}): WorldAsset => ({
  id,
  name,
  kind,
  mediaType:
    kind === 'mesh' ? 'model/gltf-binary' : kind === 'form' || kind === 'material' ? 'application/json' : 'image/png',
  createdAt: '2026-11-25T10:00:00.000Z',
  parents: [],
  ...more,
})

/** What there is where a request says nothing of it: two pictures with their forms, one texture, one mesh. */
export const defaultWorld: ChatWorld = {
  project: { id: 'demo', name: 'demo' },
  projects: ['demo', 'spaceship', 'old ruins'],
  assets: [
    asset('robot', 'image', 'red-robot', {
      prompt: 'a red robot',
      node: 'image.generate',
      parents: ['robot-form'],
      createdAt: '2026-11-25T13:00:00.000Z',
    }),
    asset('robot-form', 'form', 'red-robot', { createdAt: '2026-11-25T13:00:00.000Z' }),
    asset('bricks', 'material', 'mossy-bricks', {
      prompt: 'mossy bricks',
      node: 'texture.generate',
      createdAt: '2026-11-25T12:00:00.000Z',
    }),
    ...(['albedo', 'height', 'normal', 'roughness'] as const).map((role) =>
      asset(`bricks-${role}`, 'map', `mossy-bricks-${role}`, {
        role,
        parents: ['bricks'],
        createdAt: '2026-11-25T12:00:00.000Z',
      }),
    ),
    asset('statue-mesh', 'mesh', 'stone-statue-mesh', {
      prompt: 'ancient stone statue',
      node: 'mesh.form',
      parents: ['statue-form'],
      createdAt: '2026-11-25T11:00:00.000Z',
    }),
    asset('statue', 'image', 'stone-statue', {
      prompt: 'ancient stone statue',
      node: 'image.generate',
      parents: ['statue-form'],
    }),
    asset('statue-form', 'form', 'stone-statue'),
  ],
  models: [
    { id: 'procedural', title: 'Built-in engine', task: 'text-to-image', isDefault: true },
    { id: 'dreamshaper-8', title: 'DreamShaper 8', task: 'text-to-image', isDefault: false },
    { id: 'sdxl-base', title: 'SDXL Base 1.0', task: 'text-to-image', isDefault: false },
    { id: 'realesrgan-x4', title: 'Real-ESRGAN x4', task: 'upscale', isDefault: true },
    { id: 'depth-anything-small', title: 'Depth Anything Small', task: 'depth', isDefault: true },
  ],
  samplers: ['Euler', 'Euler a', 'Heun', 'LMS', 'DDIM', 'DPM++ 2M', 'DPM++ 2M SDE', 'DPM++ SDE', 'UniPC', 'LCM'],
  sizes: [
    { title: 'square', width: 512, height: 512 },
    { title: 'portrait', width: 512, height: 768 },
    { title: 'landscape', width: 768, height: 512 },
    { title: 'tall', width: 512, height: 896 },
    { title: 'wide', width: 896, height: 512 },
  ],
  forms: ['statue', 'robot', 'spaceship', 'sword', 'tower', 'vase'],
  materials: ['stone', 'wood', 'brick', 'copper', 'rust', 'hull-panels'],
  settings: [
    'generate.width',
    'generate.height',
    'generate.textureSize',
    'generate.previewEvery',
    'models.default',
    'models.budgetGb',
    'server.port',
    'blender.path',
    'downloads.offline',
    'logs.level',
  ],
  jobs: [],
  today: '2026-11-26',
}

/** The default with what a request says otherwise. An asset may be given by its name alone. */
export function worldOf(given: Readonly<Record<string, unknown>> = {}): ChatWorld {
  const world: ChatWorld = { ...defaultWorld, ...(given as Partial<ChatWorld>) }
  return {
    ...world,
    project: typeof given['project'] === 'string' ? { id: given['project'], name: given['project'] } : world.project,
    assets: world.assets.map((entry, i) => completeAsset(entry, i)),
    models: world.models.map((entry) =>
      typeof entry === 'string'
        ? { id: entry, title: entry, task: 'text-to-image', isDefault: false }
        : {
            ...entry,
            id: entry.id ?? entry.title,
            title: entry.title ?? entry.id,
            task: entry.task ?? 'text-to-image',
            isDefault: entry.isDefault ?? false,
          },
    ),
    jobs: world.jobs.map((entry, i) =>
      typeof entry === 'string'
        ? { id: entry, node: 'image.generate', state: 'running' as const }
        : {
            ...entry,
            id: entry.id ?? `job-${i + 1}`,
            node: entry.node ?? 'image.generate',
            state: entry.state ?? 'running',
          },
    ),
  }
}

function completeAsset(entry: unknown, i: number): WorldAsset {
  const given = (typeof entry === 'string' ? { name: entry } : entry) as Partial<WorldAsset>
  const id = given.id ?? given.name ?? `asset-${i + 1}`
  return asset(
    id,
    assetKinds.find((kind) => kind === given.kind) ?? (mapRoles.some((role) => role === given.role) ? 'map' : 'image'),
    given.name ?? id,
    given,
  )
}
