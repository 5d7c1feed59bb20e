import { formatBytes } from '../../../../base/format-bytes.ts'
import type { DoneCall } from '../dialogue/read-dialogue.ts'
import { abilities } from './answers.ts'
import { topicTexts } from './topics.ts'

type Answer = Readonly<Record<string, unknown>>

/** Lists in an answer are cut here: the whole is in the studio and on the command line. */
const mostLines = 20

/** What a tool that looks something up has found, in words or as a list in Markdown; undefined for tools that make something. */
export function describeAnswer({ tool, arguments: asked, answer }: DoneCall): string | undefined {
  return describers[tool]?.(answer, asked) || undefined
}

/** Whether a tool's answers have words here. */
export function hasWords(tool: string): boolean {
  return tool in describers
}

const describers: Readonly<Record<string, (answer: Answer, asked: Answer) => string | undefined>> = {
  help: (_, { topic }) =>
    topicTexts[String(topic)] ??
    `${abilities} Ask "how do I …" about ${Object.keys(topicTexts).slice(0, -1).join(', ')} or images.`,

  models_list: ({ installed, canBePulled, languageModels }) =>
    [
      section(
        'Installed:',
        rows(installed).map(
          ({ title, task, isDefault }) => `${title} (${task})${isDefault === true ? ', the default' : ''}`,
        ),
        'No model is installed.',
      ),
      section(
        'Language models:',
        rows(languageModels).map(({ title, isDefault }) => `${title}${isDefault === true ? ', the default' : ''}`),
      ),
      section(
        'Can be downloaded:',
        rows(canBePulled).map(
          ({ id, title, sizeBytes }) =>
            `${id}: ${title}${typeof sizeBytes === 'number' ? `, ${formatBytes(sizeBytes)}` : ''}`,
        ),
      ),
    ]
      .filter((part) => part !== '')
      .join('\n\n'),

  jobs_list: ({ running, waiting, last }) => {
    const line = ({ what, state, progress, error }: Answer) =>
      `${what}: ${state}${state === 'running' && typeof progress === 'number' ? `, ${Math.round(100 * progress)} %` : ''}${error === undefined ? '' : `. ${error}`}`
    const open = [...rows(running), ...rows(waiting)].map(line)
    return open.length > 0
      ? section('At work:', open)
      : section('Nothing runs or waits. The last jobs:', rows(last).map(line), 'Nothing runs or waits.')
  },

  project_status: ({ project, counts, versions, trashed, sizeBytes, undo }) => {
    const kinds = Object.entries((counts ?? {}) as Record<string, number>).map(([kind, n]) => `${n} ${kind}`)
    const undoes = typeof undo === 'string' ? ` Undo would take back: ${undo}.` : ''
    const trash = typeof trashed === 'number' && trashed > 0 ? `, ${trashed} of them in the trash` : ''
    return kinds.length === 0
      ? `The project "${project}" is empty.${undoes}`
      : `The project "${project}" has ${kinds.join(', ')}: ${versions} versions${trash}, ${formatBytes(Number(sizeBytes))}.${undoes}`
  },

  project_list: ({ projects }) =>
    section(
      'Projects:',
      rows(projects).map(
        ({ name, assets, current }) => `${name}: ${assets} assets${current === true ? ', in use' : ''}`,
      ),
    ),

  settings_show: ({ settings }) =>
    section(
      'Settings:',
      rows(settings).map(
        ({ name, value, about }) => `${name} = ${JSON.stringify(value)}${about === undefined ? '' : `: ${about}`}`,
      ),
      'There is no setting of that name.',
    ),

  settings_change: ({ name, value, before }) =>
    `${name} is ${JSON.stringify(value)} now; it was ${JSON.stringify(before)}.`,

  history: ({ steps }) =>
    section(
      'What was done, newest first:',
      rows(steps).map(({ label, undone }) => `${label}${undone === true ? ' (undone)' : ''}`),
      'Nothing was done yet.',
    ),

  files_list: ({ files }) =>
    section(
      'Files:',
      (Array.isArray(files) ? files : []).map((each) =>
        typeof each === 'string' ? each : String((each as Answer)['path']),
      ),
      'The project has no text files.',
    ),

  file_read: ({ path, text, said }) =>
    `${path}:\n\n${fenced(String(text))}${typeof said === 'string' ? `\n\n${said}` : ''}`,

  asset_show: ({ name, kind, role, version, sizeBytes, node, prompt, facts, rating, tags, parents }) => {
    const { width, height, seed } = (facts ?? {}) as Answer
    return section(`${name}:`, [
      `${role ?? kind}${width === undefined ? '' : `, ${width} × ${height} pixels`}, ${formatBytes(Number(sizeBytes ?? 0))}, version ${version}`,
      ...(node === undefined ? [] : [`made by ${node}${seed === undefined ? '' : `, seed ${seed}`}`]),
      ...(prompt === undefined ? [] : [`prompt: ${prompt}`]),
      ...(rating === undefined ? [] : [`${rating} of 5 stars`]),
      ...(Array.isArray(tags) && tags.length > 0 ? [`tags: ${tags.join(', ')}`] : []),
      ...(rows(parents).length === 0
        ? []
        : [
            `made from ${rows(parents)
              .map((parent) => parent['name'])
              .join(', ')}`,
          ]),
    ])
  },

  image_settings: ({ settings }) =>
    section(
      'It was made with:',
      Object.entries((settings ?? {}) as Answer)
        .filter(
          ([key, value]) =>
            key !== 'raw' && key !== 'unmapped' && value !== '' && !(Array.isArray(value) && value.length === 0),
        )
        .map(([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`),
    ),

  image_describe: ({ description, by }) => `${description} (By ${by}.)`,

  prompt_expand: ({ prompt }) => `${prompt}`,

  prompt_vary: ({ prompts }) => section('Other takes:', Array.isArray(prompts) ? prompts.map(String) : []),

  remember: ({ remembered, said }) => (said === undefined ? `I keep it in mind: ${remembered}` : String(said)),

  forget: ({ forgotten }) => `Forgotten: ${Array.isArray(forgotten) ? forgotten.join('; ') : ''}`,

  mesh_inspect: ({ report, failed }) => {
    const { levels, solid, holes, floaters } = (report ?? {}) as Answer
    const [finest = {}] = rows(levels)
    const faults = Array.isArray(failed) ? failed : []
    return section(faults.length === 0 ? 'The mesh passes every check:' : `The mesh fails: ${faults.join(', ')}.`, [
      ...(finest['triangles'] === undefined
        ? []
        : [`${finest['triangles']} triangles in the finest of ${rows(levels).length} levels`]),
      ...(finest['watertight'] === undefined
        ? []
        : [finest['watertight'] === true ? 'closed (watertight)' : 'not closed']),
      ...(solid === undefined || typeof solid === 'object' ? [] : [`a solid: ${solid === true ? 'yes' : 'no'}`]),
      ...(typeof holes === 'number' ? [`${holes} holes`] : []),
      ...(typeof floaters === 'number' ? [`${floaters} loose crumbs`] : []),
    ])
  },

  asset_replay: ({ identical, firstDifference }) =>
    identical === true
      ? 'Made again: bit-identical.'
      : `Made again, and it differs first in ${JSON.stringify(firstDifference)}.`,
}

function rows(list: unknown): Answer[] {
  return Array.isArray(list) ? list.filter((each): each is Answer => typeof each === 'object' && each !== null) : []
}

function section(title: string, lines: readonly string[], empty = ''): string {
  if (lines.length === 0) return empty
  const more = lines.length > mostLines ? [`and ${lines.length - mostLines} more`] : []
  return `${title}\n\n${[...lines.slice(0, mostLines), ...more].map((line) => `- ${line}`).join('\n')}`
}

/** As code, whatever is in it: the fence is longer than any in the text. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}\n${text}\n${fence}`
}
