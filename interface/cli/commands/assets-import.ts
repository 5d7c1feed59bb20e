import type { Asset } from '../../../base/asset.ts'
import { toErrorRecord, WorkspaceError } from '../../../base/error.ts'
import type { Workspace } from '../../../core/workspace.ts'
import type { Call, Report } from '../command.ts'
import { plural } from '../terminal/format.ts'
import type { Paint } from '../terminal/terminal.ts'
import { assetRows } from '../views/asset-views.ts'

/** Takes files into a project. Of several, those that can be read are taken, then the error names the others. */
export async function importAssets(call: Call, workspace: Workspace, projectId: string): Promise<Report> {
  const { name, tag = [] } = call.flags as { name?: string; tag?: string[] }
  const files = call.words
  if (name !== undefined && files.length > 1) {
    throw new WorkspaceError('bad-input', `--name names one file; ${files.length} were given.`, {
      hint: 'Leave --name out: each file gives its own name.',
    })
  }
  const startedAt = new Date().toISOString()
  const assets: Asset[] = []
  const failures: WorkspaceError[] = []
  for (const file of files) {
    if (call.signal.aborted) {
      failures.push(new WorkspaceError('cancelled', `Cancelled before ${file}.`))
      break
    }
    try {
      assets.push(await workspace.importFile(file, { projectId, ...(name === undefined ? {} : { name }) }))
    } catch (error) {
      if (!(error instanceof WorkspaceError) || files.length === 1) throw error
      failures.push(error)
    }
  }
  if (tag.length > 0) {
    const ids = assets.map(({ id }) => id)
    workspace.assets.change(ids, { action: 'tag', add: tag }, workspace.currentSession)
  }
  const taken = workspace.assets.listed([...new Set(assets.map(({ id }) => id))])
  const report = {
    data: taken.map((asset) => ({ ...asset, file: workspace.assets.file(asset) })),
    brief: taken.map((asset) => workspace.assets.file(asset)).join('\n'),
    text: [
      counted(taken, startedAt),
      assetRows(taken, call.terminal.paint),
      ...taken.flatMap((asset) => leftOutLines(asset, call.terminal.paint)),
    ].join('\n'),
  }
  if (failures.length === 0) return report
  const { json, quiet, out } = call.terminal
  if (!json && taken.length > 0) out(quiet ? report.brief : report.text)
  throw summary(failures, files.length)
}

/** What of a mesh's file nothing uses: no step keeps it, so it is told before anybody builds on it. */
function leftOutLines({ name, facts }: Asset, paint: Paint): string[] {
  const { leftOut } = facts
  if (!Array.isArray(leftOut)) return []
  return [`${paint('warn', '!')} ${name}: not used here: ${leftOut.join(', ')}`]
}

/** How many were new, and how many the project had already. */
function counted(taken: readonly Asset[], startedAt: string): string {
  const known = taken.filter(({ createdAt }) => createdAt < startedAt).length
  if (known === 0) return `Imported ${plural(taken.length, 'file')}.`
  const there = `${plural(known, 'file')} ${known === 1 ? 'was' : 'were'} in the project already`
  return known === taken.length ? `${there}.` : `Imported ${plural(taken.length - known, 'file')}; ${there}.`
}

/** One error for all files that were not taken, with the code of the first. */
function summary(failures: readonly WorkspaceError[], files: number): WorkspaceError {
  const [first] = failures as [WorkspaceError]
  const lines = failures.map((failure) => {
    const { message, hint } = toErrorRecord(failure)
    return `  ${message}${hint === undefined ? '' : ` ${hint}`}`
  })
  const heading = `${failures.length} of ${plural(files, 'file')} ${failures.length === 1 ? 'was' : 'were'} not imported:`
  return new WorkspaceError(first.code, [heading, ...lines].join('\n'), {
    hint: failures.length === files ? 'Nothing was imported.' : 'What could be read is in the project.',
    cause: first,
  })
}
