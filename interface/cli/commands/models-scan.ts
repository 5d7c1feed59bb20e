import { toErrorRecord } from '../../../base/error.ts'
import type { FoundModel, InstalledModel, ModelLibrary, Place } from '../../../core/models/model-library.ts'
import type { Call, CommandSpec, Report } from '../command.ts'
import { flag } from '../flags/flag.ts'
import { formatBytes, plural } from '../terminal/format.ts'
import type { Paint } from '../terminal/terminal.ts'
import { withReading } from './with-reading.ts'

/** `models scan`. */
export const modelsScanCommand: CommandSpec = {
  name: 'scan',
  summary: 'Find models that other programs have on this machine and use them in place.',
  about:
    'Looks where the Hugging Face libraries, ComfyUI, A1111 and Forge, InvokeAI, LM Studio and Ollama keep models; another folder of one is set with config set places.comfyui and so on. Nothing is moved, copied or deleted. Without --yes it asks, and where nobody can answer it only lists.',
  flags: [
    flag('folder', 'text', 'Look in this folder instead.'),
    flag(
      'servers',
      'boolean',
      'Ask the usual ports of this machine for servers instead: LM Studio, Ollama, llama-server …',
    ),
    flag('yes', 'boolean', 'Register everything that is found, without asking.'),
    flag('hash', 'boolean', 'Read the files for their hashes now; otherwise when first needed.', { default: true }),
  ],
  examples: [
    { line: 'ai-workspace models scan', does: 'Shows what is there; --yes registers it.' },
    { line: 'ai-workspace models scan --servers', does: 'Shows servers that run here, and how to add them.' },
  ],
  run: scan,
}

async function scan(call: Call): Promise<Report> {
  const { folder, yes = false } = call.flags as { folder?: string; yes?: boolean }
  const { terminal } = call
  const library = await (await call.workspace()).library()
  if (call.flags['servers'] === true) return scanServers(call, library)
  const places = library.places(folder)
  const found = places.flatMap((place) => library.scan(place))
  if (found.length === 0) return { data: { places, found }, text: nothingFound(places) }
  const { table } = await import('../terminal/table.ts')
  const listing = table(
    ['program', 'model', 'kind', 'size'],
    found.map((each) => row(each, terminal.paint)),
    {
      paint: terminal.paint,
      right: [3],
    },
  )
  const { askYesNo } = await import('../terminal/ask.ts')
  if (!yes && terminal.live) terminal.note(`${listing}\n`)
  const wanted =
    yes || (!terminal.json && (await askYesNo(`Use ${plural(found.length, 'model')} where they lie?`, call)))
  if (!wanted) {
    const how = `Register them: ai-workspace models scan ${folder === undefined ? '' : `--folder ${folder} `}--yes`
    return {
      data: { places, found },
      text: `${terminal.live ? '' : `${listing}\n\n`}${plural(found.length, 'model')}. ${how}`,
    }
  }
  return register(call, library, found)
}

/** Nothing is asked without this flag, and nothing is added: the command that does is shown. */
async function scanServers({ terminal: { paint }, signal }: Call, library: ModelLibrary): Promise<Report> {
  const servers = await library.scanServers({ signal })
  const lines = servers.map(({ url, program, models, problem }) => {
    const serves = problem ?? (models.length === 0 ? 'pictures' : models.join(', '))
    return `${paint('name', program)} at ${url}: ${serves}\n  ${paint('faint', `→ ai-workspace models add --server ${url}`)}`
  })
  const none = 'No server answers on the usual ports that is not in the list yet.'
  return { data: { servers }, text: lines.length === 0 ? none : lines.join('\n') }
}

async function register(call: Call, library: ModelLibrary, found: readonly FoundModel[]): Promise<Report> {
  const { paint } = call.terminal
  const models: InstalledModel[] = []
  const problems: string[] = []
  // All of them first, so that they can be used at once and Ctrl-C during the long reading loses none.
  for (const each of found) {
    try {
      models.push(await library.registerUnread(each))
    } catch (error) {
      problems.push(`${each.title}: ${toErrorRecord(error).message}`)
    }
  }
  const unread =
    call.flags['hash'] === false ? [] : models.filter((model) => model.files.some((file) => file.sha256 === undefined))
  for (const [i, model] of unread.entries()) {
    await withReading(call, `${model.id} (${i + 1} of ${unread.length})`, (hashing) => library.readHash(model, hashing))
  }
  return {
    data: { models: models.map((model) => library.inventory.get(`${model.id}@${model.version}`)), problems },
    text: [
      `${paint('good', '✓')} ${plural(models.length, 'model')} registered in place. See them: ai-workspace models list`,
      ...problems.map((problem) => `${paint('warn', '!')} ${problem}`),
    ].join('\n'),
  }
}

function row(found: FoundModel, paint: Paint): string[] {
  const size = found.files.reduce((sum, file) => sum + file.sizeBytes, 0)
  return [found.program, paint('name', found.title), found.kind, formatBytes(size)]
}

function nothingFound(places: readonly Place[]): string {
  const looked = places.map((place) => `${place.program} (${place.folder})`).join(', ')
  return looked === ''
    ? 'None of the programs that are known keeps models here. Look elsewhere: ai-workspace models scan --folder <folder>'
    : `Nothing new. Looked at ${looked}.`
}
