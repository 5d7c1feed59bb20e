import type { CommandSpec } from '../command.ts'
import { flag } from '../flags/flag.ts'
import { formatAgo, formatBytes, plural } from '../terminal/format.ts'
import { exportProject } from './project-export.ts'

/** `project create|list|use|status|sessions|export|history|undo|redo|reindex`. */
export const projectCommand: CommandSpec = {
  name: 'project',
  summary: 'Create, choose, look at, undo, redo and export projects.',
  children: [
    {
      name: 'create',
      summary: 'Make a project and work in it.',
      arguments: [
        { name: 'name', description: 'Any words; the folder is named after them.', required: true, many: true },
      ],
      examples: [
        { line: 'ai-workspace project create "Spaceship assets"', does: 'The folder projects/spaceship-assets.' },
      ],
      async run({ words, terminal: { paint }, workspace }) {
        const { projects } = await workspace()
        const project = projects.use(projects.create(words.join(' ')).id)
        return {
          data: project,
          text: `Project ${paint('title', project.name)} is made and in use: ${paint('path', project.folder)}`,
        }
      },
    },
    {
      name: 'list',
      summary: 'Every project, the one in use marked.',
      examples: [{ line: 'ai-workspace project list', does: 'With sizes.' }],
      async run({ terminal: { paint }, workspace }) {
        const { projects } = await workspace()
        const { table } = await import('../terminal/table.ts')
        const current = projects.current().id
        const all = projects
          .list()
          .map((project) => ({ ...project, ...projects.status(project), current: project.id === current }))
        const rows = all.map((project) => [
          project.current ? paint('good', '●') : ' ',
          paint('name', project.slug),
          project.name,
          String(sum(project.assets)),
          formatBytes(project.sizeBytes),
          project.lastChangeAt === undefined ? '' : formatAgo(project.lastChangeAt),
        ])
        return {
          data: all,
          text: table(['', 'project', 'name', 'assets', 'size', 'last change'], rows, { paint, right: [3, 4] }),
        }
      },
    },
    {
      name: 'use',
      summary: 'Work in another project from now on.',
      arguments: [{ name: 'project', description: 'Its folder name, its name or its id.', required: true }],
      examples: [
        {
          line: 'ai-workspace project use spaceship-assets',
          does: 'Every command works there; --project does so once.',
        },
      ],
      async run({ words, terminal: { paint }, workspace }) {
        const project = (await workspace()).projects.use(words[0] ?? '')
        return { data: project, text: `Working in ${paint('title', project.name)}.` }
      },
    },
    {
      name: 'status',
      summary: 'The project at a glance.',
      arguments: [{ name: 'project', description: 'Another than the one in use.' }],
      examples: [
        { line: 'ai-workspace project status', does: 'What is in it, what was done last, what undo would do.' },
      ],
      async run(call) {
        const workspace = await call.workspace()
        const { projectOf } = await import('../run-job.ts')
        const { dashboard } = await import('../views/dashboard.ts')
        const [word] = call.words
        const project = word === undefined ? projectOf(workspace, call) : workspace.projects.get(word)
        return { data: workspace.projects.status(project), text: dashboard(project, workspace, call.terminal.paint) }
      },
    },
    {
      name: 'sessions',
      summary: 'The sittings of work in the project.',
      examples: [{ line: 'ai-workspace project sessions', does: 'When, how many jobs, how many assets.' }],
      async run(call) {
        const workspace = await call.workspace()
        const { projectOf } = await import('../run-job.ts')
        const { table } = await import('../terminal/table.ts')
        const { paint } = call.terminal
        const sessions = workspace.projects.sessions(projectOf(workspace, call))
        const rows = sessions.map((each) => [
          paint('name', each.name),
          formatAgo(each.startedAt),
          formatAgo(each.lastAt),
          String(each.jobs),
          String(each.assets),
        ])
        return {
          data: sessions,
          text:
            rows.length === 0
              ? 'No sessions yet.'
              : table(['session', 'began', 'last', 'jobs', 'assets'], rows, { paint, right: [3, 4] }),
        }
      },
    },
    {
      name: 'export',
      summary: 'Export the whole project: for a program or a printer, or as plain files.',
      arguments: [
        {
          name: 'what',
          description:
            'blender (every mesh in one scene); unity, unreal, godot, threejs, print or quick-look (a folder for each mesh); or files (a copy of every current asset).',
          required: true,
        },
      ],
      flags: [flag('to', 'text', 'Copy the result into this folder too.')],
      examples: [
        {
          line: 'ai-workspace project export blender',
          does: 'A .blend where Blender is installed; always a GLB and a script that opens it.',
        },
        {
          line: 'ai-workspace project export unreal --to out',
          does: 'A folder for each mesh, with a README that says how to import it.',
        },
        { line: 'ai-workspace project export files --to out', does: 'Every current asset under its name.' },
      ],
      run: exportProject,
    },
    {
      name: 'history',
      summary: 'What was done, and where undo and redo stand.',
      flags: [flag('limit', 'integer', 'How many at most.', { default: 20, minimum: 1, maximum: 10_000 })],
      examples: [{ line: 'ai-workspace project history', does: 'The last twenty changes.' }],
      async run(call) {
        const workspace = await call.workspace()
        const { projectOf } = await import('../run-job.ts')
        const { historyText } = await import('../views/history.ts')
        const { limit = 20 } = call.flags as { limit?: number }
        const entries = workspace.history.list(projectOf(workspace, call).id, { limit })
        return { data: entries, text: historyText(entries, call.terminal.paint) }
      },
    },
    move('undo', 'Take the last change back; files stay, older versions become current again.'),
    move('redo', 'Bring back what was undone.'),
    {
      name: 'reindex',
      summary: 'Rebuild the database from the files of all projects.',
      about: 'Every file carries its record, so that a lost or damaged database is no lost work.',
      examples: [
        { line: 'ai-workspace project reindex', does: 'Also takes in project folders copied from elsewhere.' },
      ],
      async run({ terminal: { paint }, workspace }) {
        const report = await (await workspace()).reindex()
        const extra = [
          report.adopted > 0 ? `${plural(report.adopted, 'file')} taken in by the record it carries` : '',
          report.removedParts > 0 ? `${plural(report.removedParts, 'half-written file')} removed` : '',
        ].filter((part) => part !== '')
        const read = `${plural(report.projects, 'project')} and ${plural(report.assets, 'asset')} read`
        const problems = report.problems.map((problem) => `${paint('warn', '!')} ${problem}`)
        return {
          data: report,
          text: [`${paint('good', '✓')} ${[read, ...extra].join(', ')}.`, ...problems].join('\n'),
        }
      },
    },
  ],
}

function move(way: 'undo' | 'redo', summary: string): CommandSpec {
  return {
    name: way,
    summary,
    examples: [{ line: `ai-workspace project ${way}`, does: 'One change.' }],
    async run(call) {
      const workspace = await call.workspace()
      const { projectOf } = await import('../run-job.ts')
      const { changeLines } = await import('../views/history.ts')
      const entry = workspace.history[way](projectOf(workspace, call).id)
      const done = way === 'undo' ? 'Undone' : 'Done again'
      const back = way === 'undo' ? 'redo' : 'undo'
      const lines = changeLines(entry, workspace, way).map((line) => `  ${line}`)
      return {
        data: entry,
        text: [`${done}: ${entry.label}. Back with: ai-workspace project ${back}`, ...lines].join('\n'),
      }
    },
  }
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0)
}
