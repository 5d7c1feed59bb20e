import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Asset } from '../../../base/asset.ts'
import { WorkspaceError } from '../../../base/error.ts'
import type { Project } from '../../../base/project.ts'
import { presetIds } from '../../../core/generation3d/export/presets/preset-ids.ts'
import type { Workspace } from '../../../core/workspace.ts'
import type { Call, Report } from '../command.ts'
import { plural } from '../terminal/format.ts'

const targets = ['blender', 'files', ...presetIds.filter((id) => id !== 'blender')]

/** `project export blender|files|unity|unreal|godot|threejs|print|quick-look`. */
export async function exportProject(call: Call): Promise<Report> {
  const [target = ''] = call.words
  if (!targets.includes(target)) {
    throw new WorkspaceError('bad-input', `A project is exported to one of ${targets.join(', ')}; got "${target}".`, {
      hint: 'For example: ai-workspace project export blender',
    })
  }
  const workspace = await call.workspace()
  if (target === 'blender') return exportBlender(call, workspace)
  return target === 'files' ? exportFiles(call, workspace) : exportFor(call, workspace, target)
}

/** Every mesh of the project as another program wants it; with --to as folders there, else as the .zip files of the project. */
async function exportFor(call: Call, workspace: Workspace, preset: string): Promise<Report> {
  const { jobData, projectOf, runNode } = await import('../run-job.ts')
  const { nodeFlags } = await import('../flags/node-flags.ts')
  const { jobSummary } = await import('../views/job-summary.ts')
  const { loadNode } = await import('../../../core/pipeline/discovery.ts')
  const project = projectOf(workspace, call)
  const node = await loadNode('mesh.export')
  const data: unknown[] = []
  const text: string[] = []
  for (const mesh of meshesOf(workspace, project).reverse()) {
    const finished = await runNode(call, node, nodeFlags(node), { mesh: mesh.id, preset })
    const copies = await unpackTo(call, workspace, finished.assets)
    data.push({ ...(jobData(finished, workspace) as object), copies })
    text.push(jobSummary(finished, call.terminal.paint), ...copied(copies))
  }
  return { data, text: text.join('\n') }
}

async function unpackTo(call: Call, workspace: Workspace, assets: readonly Asset[]): Promise<string[]> {
  const { to } = call.flags as { to?: string }
  if (to === undefined) return []
  const { unzip } = await import('../../../core/generation3d/export/zip.ts')
  const files = await Promise.all(assets.map((asset) => unzip(workspace.assets.read(asset))))
  return files.flatMap((entries) =>
    entries.map(([name, bytes]) => {
      const file = join(to, name)
      writing(file, () => writeFileSync(file, bytes))
      return file
    }),
  )
}

function meshesOf(workspace: Workspace, project: Project): Asset[] {
  const meshes = workspace.assets.list({ projectId: project.id, kind: 'mesh' })
  if (meshes.length > 0) return meshes
  throw new WorkspaceError('not-found', `Project "${project.name}" has no mesh to export.`, {
    hint: 'Make one: ai-workspace generate "ancient stone statue" --3d',
  })
}

async function exportBlender(call: Call, workspace: Workspace): Promise<Report> {
  const { jobData, projectOf, runNode } = await import('../run-job.ts')
  const { nodeFlags } = await import('../flags/node-flags.ts')
  const { jobSummary } = await import('../views/job-summary.ts')
  const { loadNode } = await import('../../../core/pipeline/discovery.ts')
  const project = projectOf(workspace, call)
  const meshes = meshesOf(workspace, project)
  const node = await loadNode('blender.export')
  const input = { meshes: meshes.map((mesh) => mesh.id).reverse(), name: `${project.slug}-blender` }
  const finished = await runNode(call, node, nodeFlags(node), input)
  const copies = copyTo(call, workspace, finished.assets)
  return {
    data: { ...(jobData(finished, workspace) as object), copies },
    text: [jobSummary(finished, call.terminal.paint), ...copied(copies)].join('\n'),
  }
}

async function exportFiles(call: Call, workspace: Workspace): Promise<Report> {
  const { projectOf } = await import('../run-job.ts')
  const project = projectOf(workspace, call)
  const assets = workspace.assets.list({ projectId: project.id })
  if (call.flags['to'] === undefined) {
    throw new WorkspaceError('bad-input', 'project export files needs --to <folder>.', {
      hint: `The files already lie in ${project.folder}; --to copies the current ones elsewhere.`,
    })
  }
  const copies = copyTo(call, workspace, assets)
  return { data: { copies }, text: copied(copies).join('\n') }
}

function copyTo(call: Call, workspace: Workspace, assets: readonly Asset[]): string[] {
  const { to } = call.flags as { to?: string }
  if (to === undefined) return []
  return assets.map((asset) => {
    const file = join(to, asset.path.replace(/^assets\//, ''))
    writing(file, () => copyFileSync(workspace.assets.file(asset), file))
    return file
  })
}

function writing(file: string, write: () => void): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    write()
  } catch (error) {
    throw new WorkspaceError('storage-failed', `The file ${file} cannot be written: ${(error as Error).message}.`, {
      hint: 'Check that the folder can be written to and that the disk has room.',
      cause: error,
    })
  }
}

function copied(copies: readonly string[]): string[] {
  return copies.length === 0 ? [] : [`Copied ${plural(copies.length, 'file')} to ${dirname(dirname(copies[0] ?? ''))}.`]
}
