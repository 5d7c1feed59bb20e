import { constants, copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import type { Asset } from '../../../base/asset.ts'
import { WorkspaceError } from '../../../base/error.ts'
import type { Workspace } from '../../../core/workspace.ts'
import type { Call, Report } from '../command.ts'
import { formatBytes } from '../terminal/format.ts'

/** What a mesh is converted to: the formats of `mesh.export`; a test holds the two together. */
export const exportFormats = ['glb', 'obj', 'stl', 'ply', 'usdz', '3mf']

/** Copies files out; with --format, or an ending in --to that says as much, a mesh goes through the exporter first. */
export async function exportAssets(call: Call, workspace: Workspace, assets: readonly Asset[]): Promise<Report> {
  const { to = '.', force = false } = call.flags as { to?: string; force?: boolean }
  const intoFolder = assets.length > 1 || extname(to) === '' || isFolder(to)
  const format = (call.flags['format'] as string | undefined) ?? (intoFolder ? undefined : formatOf(to, assets))
  const sources = format === undefined ? assets : await convertAll(call, assets, format)
  if (!intoFolder) checkEnding(sources[0]!, to)
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

/** The format that a file's ending asks a mesh for; undefined where the file is copied as it is. */
function formatOf(to: string, assets: readonly Asset[]): string | undefined {
  const ending = extname(to).slice(1).toLowerCase()
  const isOther = ending !== 'glb' && exportFormats.includes(ending)
  return isOther && assets[0]?.kind === 'mesh' ? ending : undefined
}

/** No file is called what it is not. */
function checkEnding(asset: Asset, to: string): void {
  const [is, named] = [extname(asset.path), extname(to)]
  if (plainEnding(is) === plainEnding(named)) return
  const because = to.toLowerCase().endsWith('.obj') ? ': an OBJ comes with its material and textures' : ''
  throw new WorkspaceError('bad-input', `--to names a ${named} file, and "${asset.name}" is a ${is}${because}.`, {
    hint: `Write --to "${to.slice(0, -named.length)}${is}", or name a folder: --to "${dirname(to)}/"`,
  })
}

function plainEnding(ending: string): string {
  return ending.toLowerCase().replace('.jpeg', '.jpg')
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
