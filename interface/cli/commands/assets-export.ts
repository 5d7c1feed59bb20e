import { constants, copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import type { Asset } from '../../../base/asset.ts'
import { WorkspaceError } from '../../../base/error.ts'
import type { Workspace } from '../../../core/workspace.ts'
import type { Call, Report } from '../command.ts'
import { formatBytes } from '../terminal/format.ts'

/** Copies files out; with --format a mesh goes through the exporter first. */
export async function exportAssets(call: Call, workspace: Workspace, assets: readonly Asset[]): Promise<Report> {
  const { to = '.', format, force = false } = call.flags as { to?: string; format?: string; force?: boolean }
  const sources = format === undefined ? assets : await convertAll(call, assets, format)
  const intoFolder = assets.length > 1 || extname(to) === '' || isFolder(to)
  const copies = sources.map((asset) => {
    const from = workspace.assets.file(asset)
    return { asset, from, file: intoFolder ? join(to, basename(from)) : to }
  })
  for (const { asset, file } of copies) {
    workspace.assets.read(asset)
    if (!force && existsSync(file)) {
      throw new WorkspaceError('bad-input', `There is already a file ${file}.`, {
        hint: 'Choose another --to, or write over it with --force.',
      })
    }
  }
  for (const { from, file } of copies) copyOut(from, file, force)
  return {
    data: copies.map(({ asset, file }) => ({ asset: asset.id, file, sizeBytes: asset.sizeBytes })),
    text: copies
      .map(({ asset, file }) => `${call.terminal.paint('name', file)}  ${formatBytes(asset.sizeBytes)}`)
      .join('\n'),
  }
}

async function convertAll(call: Call, assets: readonly Asset[], format: string): Promise<Asset[]> {
  const wrong = assets.find((asset) => asset.kind !== 'mesh')
  if (wrong !== undefined) {
    throw new WorkspaceError('bad-input', `--format converts meshes; "${wrong.name}" is ${wrong.kind}.`, {
      hint: 'Leave --format out to copy the file as it is.',
    })
  }
  const { loadNode } = await import('../../../core/pipeline/discovery.ts')
  const { nodeFlags } = await import('../flags/node-flags.ts')
  const { runNode } = await import('../run-job.ts')
  const node = await loadNode('mesh.export')
  const flags = nodeFlags(node)
  const made: Asset[] = []
  for (const asset of assets) {
    const finished = await runNode(call, node, flags, { mesh: asset.id, format })
    made.push(...finished.assets)
  }
  return made
}

function isFolder(path: string): boolean {
  return path.endsWith('/') || statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}

function copyOut(from: string, file: string, force: boolean): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    copyFileSync(from, file, force ? 0 : constants.COPYFILE_EXCL)
  } catch (error) {
    throw new WorkspaceError('storage-failed', `The file ${file} cannot be written: ${(error as Error).message}.`, {
      hint: 'Check that the folder can be written to and that the disk has room.',
      cause: error,
    })
  }
}
