import { WorkspaceError } from '../../../base/error.ts'
import type { TrashContent } from '../../../core/storage/empty-trash.ts'
import type { Call, Report } from '../command.ts'
import { formatBytes, plural } from '../terminal/format.ts'

interface TrashFlags {
  readonly empty?: boolean
  readonly olderThan?: number
  readonly yes?: boolean
}

/** Throws when the words and flags of `assets trash` do not go together. */
export function checkTrashCall({ words, flags }: Call): void {
  const { empty, olderThan, yes } = flags as TrashFlags
  if (empty === true && words.length > 0) {
    throw new WorkspaceError('bad-input', 'With --empty the whole trash goes; it takes no names of assets.', {
      hint: `First put it into the trash: ai-workspace assets trash ${words.join(' ')}`,
    })
  }
  if (empty === true) return
  if (olderThan !== undefined || yes !== undefined) {
    throw new WorkspaceError('bad-input', `--${yes === undefined ? 'older-than' : 'yes'} belongs to --empty.`, {
      hint: 'Delete what is in the trash: ai-workspace assets trash --empty',
    })
  }
  if (words.length === 0) {
    throw new WorkspaceError('bad-input', 'Which assets shall go into the trash?', {
      hint: 'Name them, or delete what is in the trash already: ai-workspace assets trash --empty',
    })
  }
}

/** `assets trash --empty`: deletes for good, after a yes. */
export async function emptyTrash(call: Call): Promise<Report> {
  const { olderThan, yes } = call.flags as TrashFlags
  const workspace = await call.workspace()
  const { projectOf } = await import('../run-job.ts')
  const project = projectOf(workspace, call)
  const filter =
    olderThan === undefined ? {} : { before: new Date(Date.now() - olderThan * millisecondsOfDay).toISOString() }
  const content = workspace.trashContent(project, filter)
  if (content.assets.length === 0) {
    const which = olderThan === undefined ? 'is empty' : `holds nothing for as long as ${plural(olderThan, 'day')}`
    return { data: { deleted: [], sizeBytes: 0, keptFiles: [] }, text: `The trash of "${project.name}" ${which}.` }
  }
  if (yes !== true && !(await mayDelete(call, content, project.name))) {
    return { data: { deleted: [], sizeBytes: 0, keptFiles: [] }, text: 'Nothing was deleted.' }
  }
  const { assets, sizeBytes, keptFiles } = workspace.emptyTrash(project, filter)
  const { paint } = call.terminal
  const kept = keptFiles.map((file) => `\n${paint('warn', '!')} Changed outside the workspace, so it stays: ${file}`)
  return {
    data: { deleted: assets.map(({ id, name, version }) => ({ id, name, version })), sizeBytes, keptFiles },
    text: `Deleted for good: ${plural(assets.length - keptFiles.length, 'file')}, ${formatBytes(sizeBytes)}.${kept.join('')}`,
  }
}

const millisecondsOfDay = 86_400_000

async function mayDelete(call: Call, content: TrashContent, project: string): Promise<boolean> {
  const { assets, sizeBytes, madeFromThem } = content
  const what = `${plural(assets.length, 'file')} (${formatBytes(sizeBytes)}) in the trash of "${project}"`
  const others = madeFromThem === 0 ? '' : ` ${replayNote(madeFromThem)}`
  if (process.stdin.isTTY !== true || process.stderr.isTTY !== true) {
    throw new WorkspaceError('bad-input', `Deleting ${what} for good needs a yes.${others}`, {
      hint: 'Without a terminal to ask on: ai-workspace assets trash --empty --yes',
    })
  }
  const { confirm } = await import('../terminal/confirm.ts')
  try {
    return await confirm(`Delete ${what} for good?${others}`, { signal: call.signal })
  } catch (error) {
    if (call.signal.aborted) throw new WorkspaceError('cancelled', 'Cancelled; nothing was deleted.', { cause: error })
    throw error
  }
}

function replayNote(count: number): string {
  const was = count === 1 ? 'asset that stays was' : 'assets that stay were'
  return `${count} ${was} made from them and can then not be replayed in full.`
}
