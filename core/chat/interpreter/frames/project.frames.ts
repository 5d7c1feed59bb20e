import { addStep, type Situation } from '../dialogue/situation.ts'
import type { Request } from '../read-request.ts'
import { phrasePattern } from '../slots/phrase.ts'
import type { Frame } from './frame.ts'

const about = / (?:projects?|workspace) /

/** The name in a request: quoted, after 'called', or beside the word 'project'. */
function nameIn({ clause, given }: Request): string | undefined {
  if (given.name !== undefined) return given.name
  const copy = clause.copy()
  const [quoted] = copy.quotes()
  if (quoted !== undefined) return quoted
  const found =
    copy.take(
      /(?<= )(?:called|named|titled|name:?|by the name of|with the name) (?<n>.+?)(?= (?:please|and|,|\.|!|\?|for me)| $)/,
    ) ??
    copy.take(
      /(?<= )project(?: :)? (?!(?:called|named|please|for|to|back|list|status|with|and|now|again)\b)(?<n>[\w-]+(?: (?!please|and\b)[\w-]+){0,3})(?= )/,
    ) ??
    copy.take(/(?<= )project for (?:(?:my|the|a|our) )?(?<n>[\w-]+(?: (?!please|and\b)[\w-]+){0,3})(?= )/)
  return found?.source
    .replace(
      /^(?:called|named|titled|name:?|by the name of|with the name|project\s*:?)\s+(?:for )?(?:(?:my|the|a|our) )?/i,
      '',
    )
    .replace(/[.!?]+$/, '')
    .trim()
}

export const projectCreate: Frame = {
  id: 'project_create',
  score: ({ verbs, text, question, wish }) =>
    !question &&
    / project /.test(text) &&
    (verbs.has('make') || verbs.has('add') || wish || /^ (?:start|begin|set up|new) /.test(text)) &&
    (/ (?:a|new|another) (?:new |fresh |empty )?(?:\w+ )?project /.test(text) ||
      /^ new project /.test(text) ||
      /^ (?:create|make|start) project /.test(text)) &&
    !/ (?:image|picture|texture|mesh) of /.test(text)
      ? 85
      : 0,
  plan(request, situation) {
    const name = nameIn(request)
    if (name === undefined || name === '')
      return { type: 'ask', slot: 'name', text: 'What should the project be called?' }
    addStep(situation, { tool: 'project_create', arguments: { name } })
    return { type: 'plan' }
  },
}

function knownProject(text: string, { world }: Situation): string | undefined {
  return world.projects
    .toSorted((a, b) => b.length - a.length)
    .find((name) => new RegExp(`(?<= )${phrasePattern(name)}(?= )`).test(text))
}

/** 'open the second one', after the projects were listed. */
function listedProject(text: string, { groups, world }: Situation): string | undefined {
  if (groups.at(-1)?.tool !== 'project_list') return undefined
  const place =
    / (?:the |number |#)(?<place>first|second|third|fourth|fifth|last|\d+)(?: one| project)? (?:please )?(?:· )?$/.exec(
      text,
    )?.groups?.['place']
  if (place === undefined) return undefined
  const at = ['first', 'second', 'third', 'fourth', 'fifth'].indexOf(place)
  return place === 'last' ? world.projects.at(-1) : world.projects[at >= 0 ? at : Number(place) - 1]
}

/** 'switch back': to the one before. */
const back =
  /^ (?:switch|change|go|jump) back(?: (?:to )?(?:the |my )?(?:other|previous|last|old|first) (?:one|project))? (?:· )?$/

export const projectOpen: Frame = {
  id: 'project_open',
  score({ verbs, text, question, clause }, situation) {
    if (question || / (?:new|another) project /.test(text)) return 0
    if (listedProject(text, situation) !== undefined && (verbs.has('open') || verbs.has('use') || verbs.size === 0))
      return 90
    if (
      !verbs.has('open') &&
      !/^ (?:go|work|continue|back to|switch|change|move|jump) /.test(text) &&
      !(verbs.has('use') && / project /.test(text))
    )
      return 0
    if (/ project /.test(text) || back.test(text)) return 84
    return knownProject(text, situation) !== undefined &&
      clause.rest().split(' ').length < 7 &&
      !/ (?:image|picture|mesh|texture|blender) /.test(text)
      ? 80
      : 0
  },
  plan(request, situation) {
    const known = listedProject(request.text, situation) ?? knownProject(request.text, situation)
    const before = / (?:the |my |our )?(?<n>[\w-]+(?: [\w-]+)?) project /.exec(
      request.text.replace(
        /^ (?:open|switch to|go to|change to|load|switch|use|go back to|switch back to|move to|enter) /,
        ' ',
      ),
    )?.groups?.['n']
    const others = situation.world.projects.filter((name) => name !== situation.world.project.name)
    const name =
      known ??
      (back.test(request.text) && others.length === 1 ? others[0] : undefined) ??
      nameIn(request) ??
      (before === undefined || /^(?:the|my|this|that|another|other|different|a)$/.test(before) ? undefined : before)
    if (name === undefined)
      return { type: 'ask', slot: 'name', text: `Which project: ${situation.world.projects.join(', ')}?` }
    addStep(situation, { tool: 'project_open', arguments: { name } })
    return { type: 'plan' }
  },
}

export const projectList: Frame = {
  id: 'project_list',
  score: ({ verbs, text, question }) =>
    / projects /.test(text) &&
    (question || verbs.has('show') || verbs.has('find') || verbs.has('give') || verbs.size === 0)
      ? 84
      : 0,
  plan(_, situation) {
    addStep(situation, { tool: 'project_list', arguments: {} })
    return { type: 'plan' }
  },
}

export const projectStatus: Frame = {
  id: 'project_status',
  score({ verbs, text, question }) {
    if (
      / (?:status|overview|summary|state|statistics|stats) /.test(text) &&
      (about.test(text) ||
        /^ (?:(?:what|show|give|me|is|the|a|how|current|an) )*(?:status|overview|stats|summary|statistics) /.test(text))
    )
      return 83
    if (
      / (?:images?|pictures?|textures?|materials?|mesh(?:es)?|maps?|assets?) /.test(text) &&
      /^ (?:what|which|show|list) /.test(text)
    )
      return 0
    if (/ (?:which|what) project (?:am i|is|are|do)/.test(text) || / (?:current|this|open) project /.test(text))
      return question || verbs.has('show') ? 82 : 0
    if (question && /^ how (?:is|are) (?:the|my|our|this) project (?:doing|going|coming|looking|getting) /.test(text))
      return 87
    if (
      question &&
      / (?:how (?:big|large|full|much space|is)|how many|what is in) /.test(text) &&
      / project /.test(text)
    )
      return 80
    return question && /^ (?:where am i|what am i working on|how much (?:disk|space)) /.test(text) ? 78 : 0
  },
  plan(_, situation) {
    addStep(situation, { tool: 'project_status', arguments: {} })
    return { type: 'plan' }
  },
}

export const projectExport: Frame = {
  id: 'project_export',
  score: ({ verbs, text, question }) =>
    !question &&
    / (?:project|workspace|everything) /.test(text) &&
    (verbs.has('export') || / (?:backup|back up|archive) /.test(text)) &&
    !verbs.has('open')
      ? 83
      : 0,
  plan(request, situation) {
    const target =
      / (?:to|for|as|in|into) (?:an? |the )?(?<t>blender|unity|unreal(?: engine)?|godot|zip|folder|gltf|glb|three ?js|obj|usdz|usd) ?/.exec(
        request.text,
      )?.groups?.['t'] ?? (/ (?:backup|back up|archive) /.test(request.text) ? 'zip' : undefined)
    if (target === undefined)
      return {
        type: 'ask',
        slot: 'more',
        text: 'For which program should I export the project, for example "to Blender"?',
      }
    const fields = situation.tools.get('project_export')?.parameters['properties'] as
      | { target?: { enum?: string[] } }
      | undefined
    const known = fields?.target?.enum
    if (known !== undefined && !known.includes(target))
      return {
        type: 'say',
        refuses: true,
        text: `I can't export a project as ${target}, only for: ${known.join(', ')}.`,
      }
    addStep(situation, { tool: 'project_export', arguments: { target: target.replace(' engine', '') } })
    return { type: 'plan' }
  },
}

export const projectFrames: readonly Frame[] = [projectCreate, projectOpen, projectList, projectStatus, projectExport]
