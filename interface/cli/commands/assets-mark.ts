import type { Asset } from '../../../base/asset.ts'
import type { Project } from '../../../base/project.ts'
import type { Collection } from '../../../core/storage/collection-store.ts'
import type { Workspace } from '../../../core/workspace.ts'
import type { Call, CommandSpec, Report } from '../command.ts'
import { formatAgo, formatRating, plural } from '../terminal/format.ts'

const someAssets = {
  name: 'assets',
  description: 'Ids, beginnings of ids, names, name@version or paths of their files.',
  required: true,
  many: true,
}
const collection = { name: 'collection', description: 'Its name or id.', required: true }

/** `assets rate`: one to five stars. */
const rateCommand: CommandSpec = {
  name: 'rate',
  summary: 'Rate assets from 1 to 5; 0 takes the rating away.',
  arguments: [{ name: 'rating', description: '0 to 5.', required: true }, someAssets],
  examples: [
    { line: 'ai-workspace assets rate 5 ancient-stone-statue', does: 'Then: ai-workspace assets list --min-rating 4' },
  ],
  async run(call) {
    const [word = '', ...references] = call.words
    const rating = Number(word)
    if (!/^[0-5]$/.test(word)) {
      const { WorkspaceError } = await import('../../../base/error.ts')
      throw new WorkspaceError('bad-input', `A rating is 0 to 5; got "${word}".`, {
        hint: `For example: ai-workspace assets rate 4 ${/^[\d.,-]+$/.test(word) ? references[0] : word}`,
      })
    }
    const { workspace, assets } = await placed(call, references)
    const ids = assets.map(({ id }) => id)
    workspace.assets.change(ids, { action: 'rate', rating }, workspace.currentSession)
    const text = assets.map(({ name }) => `${name}: ${formatRating(rating) || 'not rated'}`).join('\n')
    return { data: workspace.assets.listed(ids), text }
  },
}

/** `assets collections list|create|rename|delete|add|remove`. */
const collectionsCommand: CommandSpec = {
  name: 'collections',
  summary: 'Named groups of assets: list, create, fill, rename, delete.',
  children: [
    {
      name: 'list',
      summary: 'The collections of the project.',
      examples: [{ line: 'ai-workspace assets collections list', does: 'Each with how much is in it.' }],
      async run(call) {
        const { workspace, project } = await placed(call)
        const collections = workspace.collections.list(project.id)
        const { table } = await import('../terminal/table.ts')
        const { paint } = call.terminal
        const rows = collections.map(({ name, count, createdAt, id }) => [
          paint('name', name),
          String(count),
          formatAgo(createdAt),
          paint('faint', id.slice(0, 9)),
        ])
        const none = `No collections in project "${project.name}". Make one: ai-workspace assets collections create NAME`
        const text = rows.length === 0 ? none : table(['name', 'assets', 'made', 'id'], rows, { paint, right: [1] })
        return { data: collections, text }
      },
    },
    {
      name: 'create',
      summary: 'Make a collection.',
      arguments: [{ name: 'name', description: 'Its name.', required: true }],
      examples: [{ line: 'ai-workspace assets collections create "For the level"', does: 'An empty one.' }],
      async run(call) {
        const { workspace, project } = await placed(call)
        return told(workspace.collections.create(project, call.words[0] ?? ''), 'is there')
      },
    },
    {
      name: 'add',
      summary: 'Put assets into a collection.',
      arguments: [collection, someAssets],
      examples: [
        { line: 'ai-workspace assets collections add "For the level" ancient-stone-statue', does: 'One more in it.' },
      ],
      run: (call) => fill(call, 'collect'),
    },
    {
      name: 'remove',
      summary: 'Take assets out of a collection; nothing is deleted.',
      arguments: [collection, someAssets],
      examples: [
        {
          line: 'ai-workspace assets collections remove "For the level" ancient-stone-statue',
          does: 'One less in it.',
        },
      ],
      run: (call) => fill(call, 'uncollect'),
    },
    {
      name: 'rename',
      summary: 'Give a collection another name.',
      arguments: [collection, { name: 'name', description: 'The new name.', required: true }],
      examples: [
        { line: 'ai-workspace assets collections rename "For the level" "Level 1"', does: 'The same, renamed.' },
      ],
      async run(call) {
        const { workspace, project } = await placed(call)
        const { id } = workspace.collections.get(call.words[0] ?? '', project.id)
        return told(workspace.collections.rename(id, call.words[1] ?? ''), 'is its name now')
      },
    },
    {
      name: 'delete',
      summary: 'Delete a collection; the assets in it stay.',
      arguments: [collection],
      examples: [{ line: 'ai-workspace assets collections delete "Level 1"', does: 'The assets are still there.' }],
      async run(call) {
        const { workspace, project } = await placed(call)
        const { id } = workspace.collections.get(call.words[0] ?? '', project.id)
        return told(workspace.collections.delete(id), 'is deleted; the assets that were in it stay')
      },
    },
  ],
}

/** What marks assets without changing them. */
export const assetsMarkCommands: readonly CommandSpec[] = [rateCommand, collectionsCommand]

async function fill(call: Call, action: 'collect' | 'uncollect'): Promise<Report> {
  const [name = '', ...references] = call.words
  const { workspace, project, assets } = await placed(call, references)
  const { id } = workspace.collections.get(name, project.id)
  const ids = assets.map((asset) => asset.id)
  const changed = workspace.assets.change(ids, { action, collection: id }, workspace.currentSession)
  const after = workspace.collections.get(id)
  const what = action === 'collect' ? 'put into' : 'taken out of'
  const text = `${plural(changed.length, 'asset')} ${what} "${after.name}"; ${plural(after.count, 'asset')} in it now.`
  return { data: after, text }
}

function told(changed: Collection, what: string): Report {
  return { data: changed, text: `"${changed.name}" ${what}.` }
}

/** The workspace, the project of the command, and the assets that words name in it. */
async function placed(
  call: Call,
  references: readonly string[] = [],
): Promise<{ workspace: Workspace; project: Project; assets: Asset[] }> {
  const workspace = await call.workspace()
  const { projectOf } = await import('../run-job.ts')
  const project = projectOf(workspace, call)
  const { findAsset } = await import('../flags/find-asset.ts')
  return { workspace, project, assets: references.map((word) => findAsset(word, workspace, project)) }
}
