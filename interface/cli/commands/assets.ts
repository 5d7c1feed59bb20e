import type { Asset } from '../../../base/asset.ts'
import type { Workspace } from '../../../core/workspace.ts'
import type { Call, CommandSpec } from '../command.ts'
import { flag } from '../flags/flag.ts'
import { exportAssets, exportFormats } from './assets-export.ts'
import { assetsMarkCommands } from './assets-mark.ts'
import { replayAsset } from './assets-replay.ts'
import { checkTrashCall, emptyTrash } from './assets-trash.ts'

const assetArgument = {
  name: 'asset',
  description: 'An id, the beginning of one, a name, name@version or the path of its file.',
  required: true,
}
const someAssets = { ...assetArgument, many: true }
// The words of base/asset.ts, spelled here so that help needs no schema library; a test holds the two together.
export const kindChoices = ['image', 'map', 'material', 'form', 'mesh', 'export']
const filterFlags = [
  flag('kind', 'text', 'Only this kind.', { choices: kindChoices }),
  flag('role', 'text', 'Only maps of this role: albedo, height, normal, depth …'),
  flag('tag', 'text', 'Only with this tag.'),
  flag('model', 'text', 'Only of this model.'),
  flag('collection', 'text', 'Only of this collection, by its name or id.'),
  flag('min-rating', 'integer', 'Only rated so high at least.', { minimum: 1, maximum: 5 }),
  flag('session', 'text', 'Only of this session.'),
  flag('sort', 'text', 'In which order.', { default: 'newest', choices: ['newest', 'oldest', 'name', 'rating'] }),
  flag('limit', 'integer', 'How many at most.', { default: 50, minimum: 1, maximum: 100_000 }),
  flag('everywhere', 'boolean', 'In every project.'),
]

const filterKeys = ['kind', 'role', 'tag', 'model', 'minRating', 'session', 'sort']

/** `assets list|find|show|why|replay|tag|rate|collections|trash|restore|export|import|rename`. */
export const assetsCommand: CommandSpec = {
  name: 'assets',
  summary: 'List, find, tag, rate, collect, rename, trace, replay, trash, restore, import and export assets.',
  children: [
    {
      name: 'list',
      summary: 'The current assets of the project, newest first.',
      flags: [
        ...filterFlags,
        flag('versions', 'boolean', 'Every version, not only the current ones.'),
        flag('trash', 'boolean', 'What is in the trash.'),
      ],
      examples: [
        { line: 'ai-workspace assets list', does: 'What the project holds.' },
        { line: 'ai-workspace assets list --kind mesh --versions', does: 'Every version of every mesh.' },
        { line: 'ai-workspace assets list --trash', does: 'What can be restored.' },
      ],
      run: (call) =>
        listed(call, ({ assets }, filter) =>
          assets.list({
            ...filter,
            ...(call.flags['trash'] === true
              ? { trashed: true, currentOnly: false }
              : { currentOnly: call.flags['versions'] !== true }),
          }),
        ),
    },
    {
      name: 'find',
      summary: 'Search names, prompts, tags and facts.',
      arguments: [
        { name: 'words', description: 'Every word must occur; its beginning is enough.', required: true, many: true },
      ],
      flags: filterFlags,
      examples: [{ line: 'ai-workspace assets find stone', does: 'Everything that has to do with stone.' }],
      run: (call) => listed(call, ({ assets }, filter) => assets.list({ ...filter, text: call.words.join(' ') })),
    },
    {
      name: 'show',
      summary: 'One asset in full: file, facts, quality, recipe.',
      arguments: [assetArgument],
      examples: [{ line: 'ai-workspace assets show ancient-stone-statue', does: 'Everything known about it.' }],
      async run(call) {
        const { workspace, assets } = await named(call)
        const { assetSheet } = await import('../views/asset-views.ts')
        const asset = assets[0]!
        return {
          data: { ...asset, file: workspace.assets.file(asset) },
          text: assetSheet(asset, workspace, call.terminal.paint),
        }
      },
    },
    {
      name: 'why',
      summary: 'How an asset came about, back to the words it began with.',
      arguments: [assetArgument],
      examples: [
        {
          line: 'ai-workspace assets why ancient-stone-statue',
          does: 'The tree of what it was made from and by which node.',
        },
      ],
      async run(call) {
        const { workspace, assets } = await named(call)
        const { lineage, lineageData } = await import('../views/asset-views.ts')
        const asset = assets[0]!
        return { data: lineageData(asset, workspace), text: lineage(asset, workspace, call.terminal.paint) }
      },
    },
    {
      name: 'replay',
      summary:
        'Make an asset again from its recipe and compare every step: bit-identical, or the first node that differs.',
      about: 'Nothing is kept or changed. Exit code 0 when bit-identical, 1 when a step differs.',
      arguments: [assetArgument],
      examples: [
        {
          line: 'ai-workspace assets replay ancient-stone-statue',
          does: 'Proves that the file is what its recipe gives.',
        },
      ],
      async run(call) {
        const { workspace, assets } = await named(call)
        return replayAsset(call, workspace, assets[0]!)
      },
    },
    {
      name: 'tag',
      summary: 'Add or remove tags.',
      arguments: [assetArgument, { name: 'tags', description: 'Tags to add.', many: true }],
      flags: [flag('remove', 'text', 'A tag to take away.', { repeated: true })],
      examples: [
        { line: 'ai-workspace assets tag ancient-stone-statue hero level-1', does: 'Two tags.' },
        { line: 'ai-workspace assets tag ancient-stone-statue --remove level-1', does: 'One less.' },
      ],
      async run(call) {
        const [name = '', ...add] = call.words
        const remove = (call.flags['remove'] as string[] | undefined) ?? []
        if (add.length + remove.length === 0) {
          const { WorkspaceError } = await import('../../../base/error.ts')
          throw new WorkspaceError('bad-input', 'No tag to add or to remove was given.', {
            hint: `For example: ai-workspace assets tag ${name} hero`,
          })
        }
        const { workspace, assets } = await named(call, [name])
        const { id } = assets[0]!
        workspace.assets.change([id], { action: 'tag', add, remove }, workspace.currentSession)
        const asset = workspace.assets.get(id)
        return { data: asset, text: `${asset.name}: ${asset.tags.length === 0 ? 'no tags' : asset.tags.join(', ')}` }
      },
    },
    ...assetsMarkCommands,
    {
      name: 'trash',
      summary: 'Put assets into the trash, where nothing is lost; with --empty, delete what is in it.',
      arguments: [{ ...assetArgument, required: false, many: true }],
      flags: [
        flag('empty', 'boolean', 'Delete for good what is in the trash of the project; asks first.'),
        flag('older-than', 'number', 'With --empty: only what has been in it for so many days.', { minimum: 0 }),
        flag('yes', 'boolean', 'With --empty: do not ask.'),
      ],
      examples: [
        { line: 'ai-workspace assets trash ancient-stone-statue', does: 'Restore or undo brings it back.' },
        {
          line: 'ai-workspace assets trash --empty --older-than 30',
          does: 'Frees the space of what went a month ago.',
        },
      ],
      async run(call) {
        checkTrashCall(call)
        if (call.flags['empty'] === true) return emptyTrash(call)
        const { workspace, assets } = await named(call)
        const ids = assets.map(({ id }) => id)
        workspace.assets.change(ids, { action: 'trash' }, workspace.currentSession)
        const trashed = workspace.assets.listed(ids)
        return {
          data: trashed,
          text: `In the trash: ${names(trashed)}. Back with: ai-workspace ${wayBack(trashed)}`,
        }
      },
    },
    {
      name: 'restore',
      summary: 'Take assets out of the trash.',
      arguments: [
        { ...someAssets, description: 'An id, the beginning of one, a name or name@version that is in the trash.' },
      ],
      examples: [
        { line: 'ai-workspace assets restore ancient-stone-statue', does: 'Its newest version in the trash.' },
      ],
      async run(call) {
        const workspace = await call.workspace()
        const { projectOf } = await import('../run-job.ts')
        const { findAsset } = await import('../flags/find-asset.ts')
        const project = projectOf(workspace, call)
        const trash = workspace.assets.list({ projectId: project.id, trashed: true, currentOnly: false })
        const found = call.words.map(
          (word) => trash.find((each) => each.name === word) ?? findAsset(word, workspace, project),
        )
        const ids = found.map(({ id }) => id)
        const before = found.filter(({ trashedAt }) => trashedAt === undefined)
        workspace.assets.change(ids, { action: 'restore' }, workspace.currentSession)
        const restored = workspace.assets.listed(ids)
        const back = restored.filter(({ id }) => before.every((asset) => asset.id !== id))
        const lines = [
          ...(back.length === 0 ? [] : [`Restored: ${names(back)}.`]),
          ...(before.length === 0 ? [] : [`Not in the trash: ${names(before)}.`]),
        ]
        return { data: restored, text: lines.join('\n') }
      },
    },
    {
      name: 'export',
      summary: 'Copy assets out of the workspace, or convert a mesh.',
      arguments: [someAssets],
      flags: [
        flag('to', 'text', 'A folder or, for one asset, a file.', { default: '.' }),
        flag('format', 'text', 'Convert a mesh first; without it, to what the ending of --to says.', {
          choices: exportFormats,
        }),
        flag('force', 'boolean', 'Write over files that are there.'),
      ],
      examples: [
        { line: 'ai-workspace assets export ancient-stone-statue --to out', does: 'A copy in the folder out.' },
        {
          line: 'ai-workspace assets export ancient-stone-statue-mesh --format usdz --to out',
          does: 'The mesh in another format.',
        },
      ],
      async run(call) {
        const { workspace, assets } = await named(call)
        return exportAssets(call, workspace, assets)
      },
    },
    {
      name: 'import',
      summary: 'Take files into the project as assets, after looking whether they are what they claim to be.',
      about:
        'Of several files, those that can be read are taken; then the others are named, with the exit code of the first.',
      arguments: [
        {
          name: 'files',
          description:
            'Pictures (PNG, JPEG, WebP), height and depth maps, meshes (GLB, OBJ, STL, PLY) or form programs (JSON).',
          required: true,
          many: true,
        },
      ],
      flags: [
        flag('name', 'text', 'The name of the asset, for one file.'),
        flag('tag', 'text', 'A tag for each of them.', { repeated: true }),
      ],
      examples: [
        { line: 'ai-workspace assets import photo.png --name wall', does: 'Then: ai-workspace texture --image wall' },
      ],
      async run(call) {
        const workspace = await call.workspace()
        const { projectOf } = await import('../run-job.ts')
        const { importAssets } = await import('./assets-import.ts')
        return importAssets(call, workspace, projectOf(workspace, call).id)
      },
    },
    {
      name: 'rename',
      summary: 'Give an asset another name; all its versions carry it then, and undo takes it back.',
      arguments: [assetArgument, { name: 'name', description: 'The new name.', required: true }],
      examples: [{ line: 'ai-workspace assets rename wall brick-wall', does: 'The file keeps the name it has.' }],
      async run(call) {
        const [reference = '', name = ''] = call.words
        const { workspace, assets } = await named(call, [reference])
        const asset = assets[0]!
        const session = workspace.currentSession(workspace.projects.get(asset.projectId))
        const renamed = workspace.assets.rename(asset.id, name, { session })
        return { data: renamed, text: `${asset.name} is called ${renamed.name} now.` }
      },
    },
  ],
}

/** The assets named by the words of a command. */
async function named(call: Call, words = call.words): Promise<{ workspace: Workspace; assets: Asset[] }> {
  const workspace = await call.workspace()
  const { projectOf } = await import('../run-job.ts')
  const project = projectOf(workspace, call)
  const { findAsset } = await import('../flags/find-asset.ts')
  return { workspace, assets: words.map((word) => findAsset(word, workspace, project)) }
}

async function listed(call: Call, find: (workspace: Workspace, filter: object) => Asset[]) {
  const workspace = await call.workspace()
  const { projectOf } = await import('../run-job.ts')
  const { assetRows } = await import('../views/asset-views.ts')
  const { limit = 50, everywhere, collection, ...flags } = call.flags as Record<string, never>
  const project = everywhere ? undefined : projectOf(workspace, call)
  const given = {
    ...Object.fromEntries(filterKeys.flatMap((key) => (flags[key] === undefined ? [] : [[key, flags[key]]]))),
    ...(collection !== undefined && { collection: workspace.collections.get(collection, project?.id).id }),
  }
  const assets = find(workspace, { ...given, limit, ...(project === undefined ? {} : { projectId: project.id }) })
  const more =
    assets.length === limit ? `\n${call.terminal.paint('faint', `The first ${limit}; more with --limit.`)}` : ''
  const where = project === undefined ? '' : ` in project "${project.name}"`
  // What was asked for is not there; that nothing at all is, is another answer.
  const asked =
    Object.keys(given).some((key) => key !== 'sort') || call.words.length > 0 || call.flags['trash'] === true
  const none =
    call.flags['trash'] === true ? `Nothing in the trash${where}.` : `No assets${where}${asked ? ' that match' : ''}.`
  const data = assets.map((asset) => ({ ...asset, file: workspace.assets.file(asset) }))
  const brief = data.map(({ file }) => file).join('\n')
  return { data, brief, text: assets.length === 0 ? none : assetRows(assets, call.terminal.paint) + more }
}

/** The rest of a command line that takes assets out of the trash again. */
function wayBack(trashed: readonly Asset[]): string {
  // More ids than a person wants to read in one line.
  if (trashed.length > 8) return 'project undo'
  return `assets restore ${trashed.map(({ id }) => id.slice(0, 9)).join(' ')}`
}

function names(assets: readonly Asset[]): string {
  return assets.map((asset) => asset.name).join(', ')
}
