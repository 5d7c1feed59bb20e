import { errorCodes, WorkspaceError } from '../../../base/error.ts'
import type { InstalledModel, ModelLibrary } from '../../../core/models/model-library.ts'
import type { Call, CommandSpec, Report } from '../command.ts'
import { flag } from '../flags/flag.ts'
import { formatBytes, plural } from '../terminal/format.ts'
import { withReading } from './with-reading.ts'

const model = { name: 'model', description: 'Its id, or id@version for another than the default one.', required: true }

/** `models use|remove|verify|prune`: looking after what is installed. */
export const modelsKeepCommands: readonly CommandSpec[] = [
  {
    name: 'use',
    summary: 'Make a model, or one version of it, the one that its name and kind stand for.',
    arguments: [model],
    flags: [
      flag('prediction', 'text', 'What a Stable Diffusion 2 network predicts, where its file does not tell.', {
        choices: ['epsilon', 'v', 'auto'],
      }),
    ],
    examples: [{ line: 'ai-workspace models use procedural', does: 'Pictures from the built-in engine.' }],
    async run(call) {
      const library = await (await call.workspace()).library()
      const { prediction } = call.flags as { prediction?: 'epsilon' | 'v' | 'auto' }
      const used = await library.use(call.words[0] ?? '', prediction === undefined ? {} : { prediction })
      const name = used.version === undefined ? used.id : `${used.id}@${used.version}`
      const what = used.runsToday
        ? `${name} is now the default ${used.kind === 'language' ? 'language model' : used.kind}.`
        : `${used.id} means ${name} now. Nothing here runs it yet, so that it is no default.`
      return { data: used, text: `${call.terminal.paint('good', '✓')} ${what}` }
    },
  },
  {
    name: 'remove',
    summary: 'Delete a model of the workspace; one that is used in place is only forgotten.',
    arguments: [model],
    examples: [{ line: 'ai-workspace models remove dream', does: 'Its name is free again.' }],
    async run(call) {
      const library = await (await call.workspace()).library()
      const { model: gone, freedBytes } = library.remove(call.words[0] ?? '')
      const { paint } = call.terminal
      const what =
        gone.storage === 'copied'
          ? `deleted, ${formatBytes(freedBytes)} are free`
          : gone.storage === 'server'
            ? `forgotten; the server at ${gone.source} is as it was`
            : `forgotten; its files stay: ${gone.files[0]?.path}`
      return { data: { model: gone, freedBytes }, text: `${paint('good', '✓')} ${gone.id}@${gone.version}: ${what}.` }
    },
  },
  {
    name: 'verify',
    summary: 'Read models again and hold them against their hashes; ask servers again what they can do.',
    about: 'Exit code 7 when a file has changed or is gone, 12 when a server does not answer.',
    arguments: [{ ...model, required: false, description: 'One model; without it, all of them.' }],
    examples: [{ line: 'ai-workspace models verify', does: 'Every file of every model, read anew.' }],
    run: verify,
  },
  {
    name: 'prune',
    summary:
      'Show what could go: unfinished downloads, models whose files are gone, parts that no model needs, their packed weights.',
    flags: [flag('yes', 'boolean', 'Delete it.')],
    examples: [{ line: 'ai-workspace models prune', does: 'Only shows; --yes deletes.' }],
    async run(call) {
      const { table } = await import('../terminal/table.ts')
      const { paint } = call.terminal
      const waste = await (await (await call.workspace()).library()).waste()
      const data = waste.map(({ what, name, sizeBytes }) => ({ what, name, sizeBytes }))
      if (waste.length === 0) return { data, text: 'Nothing to remove.' }
      const total = formatBytes(waste.reduce((sum, each) => sum + each.sizeBytes, 0))
      const rows = waste.map(({ what, name, sizeBytes }) => [what, paint('name', name), formatBytes(sizeBytes)])
      const listing = table(['what', 'name', 'size'], rows, { paint, right: [2] })
      if (call.flags['yes'] !== true)
        return { data, text: `${listing}\n\n${total}. Delete it: ai-workspace models prune --yes` }
      for (const each of waste) each.remove()
      return { data, text: `${listing}\n\n${paint('good', '✓')} ${total} are free.` }
    },
  },
]

async function verify(call: Call): Promise<Report> {
  const library = await (await call.workspace()).library()
  const { paint } = call.terminal
  const [name] = call.words
  const models = name === undefined ? library.inventory.list() : [library.inventory.get(name)]
  const results = []
  const servers = []
  for (const each of models) {
    if (each.storage === 'server') {
      servers.push(await askAgain(call, library, each, { alone: name !== undefined }))
      continue
    }
    const files = await withReading(call, each.id, (hashing) => library.verify(each, hashing))
    results.push({ id: each.id, version: each.version, files })
  }
  const files = results.flatMap((result) => result.files.map((file) => ({ ...file, id: result.id })))
  const bad = files.filter((file) => file.state === 'changed' || file.state === 'missing')
  const unknown = files.filter((file) => file.state === 'unknown')
  const lines = [
    ...servers.map(({ line }) => line),
    ...bad.map((file) => `${paint('bad', '✗')} ${file.id}: ${file.state}: ${file.path}`),
    ...unknown.map((file) => `${paint('warn', '–')} ${file.id}: no hash to hold it against: ${file.path}`),
    ...(results.length === 0 && servers.length > 0
      ? []
      : [
          bad.length === 0
            ? `${paint('good', '✓')} ${plural(files.length - unknown.length, 'file')} of ${plural(results.length, 'model')} as they should be.`
            : `${plural(bad.length, 'file')} of ${files.length} not as they should be. Pull or add them again.`,
        ]),
  ]
  const silent = servers.some(({ data }) => 'problem' in data)
  const exitCode = bad.length > 0 ? errorCodes['corrupt-file'].exitCode : silent ? errorCodes.network.exitCode : 0
  return { data: [...results, ...servers.map(({ data }) => data)], text: lines.join('\n'), exitCode }
}

/** One of many that does not answer is told in its line; one that was named is the command's error. */
async function askAgain(
  { terminal: { paint }, signal }: Call,
  library: ModelLibrary,
  server: InstalledModel,
  { alone }: { alone: boolean },
) {
  const { serverChanges } = await import('../views/server-views.ts')
  const { id, version } = server
  try {
    const { model, changes } = await library.refreshServer(server, { signal })
    return { line: `${paint('good', '✓')} ${id}: ${serverChanges(model, changes)}`, data: { id, version, changes } }
  } catch (error) {
    if (alone || !(error instanceof WorkspaceError)) throw error
    return { line: `${paint('bad', '✗')} ${id}: ${error.message}`, data: { id, version, problem: error.message } }
  }
}
