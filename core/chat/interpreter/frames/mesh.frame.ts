import type { SeenAsset } from '../dialogue/read-dialogue.ts'
import { type Resolved, resolveAssets } from '../dialogue/resolve-assets.ts'
import { addStep, type Situation } from '../dialogue/situation.ts'
import { isNounPhrase } from '../language/noun-phrase.ts'
import type { Request } from '../read-request.ts'
import { takeSettings } from '../slots/take-settings.ts'
import { toArguments } from '../slots/to-arguments.ts'
import { checkSettings } from './check-settings.ts'
import { contentOf } from './content.ts'
import type { Frame, Outcome } from './frame.ts'

const object =
  /(?<=^(?: ·| ,)*) (?:(?:me|us) )?(?:(?:a|an|the|some|another|one|new|more|textured|watertight|closed|complete|full|detailed|printable|·|game-ready|low-poly|high-poly) )*(?:3d ?-?)?(?:mesh(?:es)?|models?|objects?|shapes?|assets?|versions?|3d|geometry|relief|scene|thing|print)(?: (?:mesh|model|object))? (?:(?:that )?(?:shows?|showing|of|for|from|out of|depicting|like|based on)(?= \S))? ?/

/** 'a chest with depth map, normals and a mesh': one wish for the whole way. */
const parts =
  / (?:with|including|plus) (?:(?:the|its|an?|all|both|,|and) )*(?:(?:depth|normals?|pbr|material)(?: ?-?maps?)?(?: ,| and| plus| &)* (?:an? |the |its )?)+(?:mesh|3d ?-?(?:model|mesh|version)?)(?: (?:of it|too|as well|please))? $/
const indefinite =
  /^ (?:\S+ (?:me )?)?(?:an?|some|another) (?!(?:3d |textured |low ?-?poly |detailed )*(?:mesh|3d|models?|picture|image|depth|normal)\b).* (?:as|in) (?:an? |full )*(?:3d|mesh)/

const pointing = / (?:it|this|that|them|these|those|the|my|both|all|each|one|its) | \d+(?:st|nd|rd|th) |#\d/

/** What comes with all that can be made of it; the list behind it says only what that is. */
const everything =
  / (?:with|and|plus) (?:everything|the (?:works|lot|whole package|full package)|all of (?:it|that))(?:(?: :| ,| \(| -| ;| like| including| that is| meaning) .*)? $| (?::|\() (?:(?:images?|pictures?|maps?|mesh|model|3d|blender|files?|depth|normals?|pbr|export|and|plus|the|an?|,|textures?|glb|obj|\)) )+$/

/** A mesh: of what is there, or the whole way from words. */
export const mesh: Frame = {
  id: 'mesh',

  score({ verbs, head, question, things, text }) {
    if (question) return 0
    const about = things.some(({ thing }) => thing === 'mesh')
    // 'a statue with everything: picture, maps, mesh'
    if ((about || / blender /.test(text)) && everything.test(text) && !verbs.has('export')) return 90
    if (about && parts.test(text) && (verbs.has('make') || verbs.has('give')) && !pointing.test(text)) return 91
    if (!about) return / (?:in|into|to|as) (?:full )?(?:3d|three dimensions) | mesh it /.test(text) ? 70 : 0
    // 'turn the picture into a mesh', 'convert it to 3d', 'make it 3d'
    if (
      (verbs.has('change') || verbs.has('make') || verbs.has('export')) &&
      / (?:into|to|in|as) (?:an? |full )*(?:textured |watertight )?(?:3d|mesh|model|relief)/.test(text)
    )
      return 75
    if (/^ make (?:it|this|that|them|these) (?:into )?(?:3d|a mesh|a 3d)/.test(text)) return 75
    const making = verbs.has('make') || verbs.has('give') || verbs.has('want') || verbs.has('try')
    if (
      verbs.size === 0 &&
      /^ (?:(?:and|also|but|the same|same|it|that|this|all of them|both|them) )*(?:as|in|to|into) (?:an? )?(?:3d|mesh)/.test(
        text,
      )
    )
      return 74
    if (
      (verbs.has('use') || verbs.has('add')) &&
      / (?:for|as|to make|to build|to create|to get) (?:an? |the )?(?:3d )?(?:mesh|model)/.test(text)
    )
      return 76
    if (head === 'mesh') return making ? 68 : verbs.size === 0 && isNounPhrase(text) ? 52 : verbs.has('show') ? 40 : 0
    if (
      verbs.size === 0 &&
      /^ [\w-]+(?: [\w-]+){0,3} (?:to|into) (?:an? )?(?:mesh|3d|relief)(?: model| mesh)? $/.test(text)
    )
      return 72
    return (making || (verbs.size === 0 && isNounPhrase(text))) && / (?:in|as) (?:an? )?(?:3d|mesh) /.test(text)
      ? 70
      : 0
  },

  plan(request, situation) {
    const source = sourceOf(request, situation)
    if (source === 'new') return wholeWay(request, situation)
    if ('options' in source)
      return {
        type: 'ask',
        slot: 'assets',
        text: `Which one should become a mesh: ${source.options.map(({ label }) => label).join(', ')}?`,
        options: source.options,
      }
    if ('none' in source)
      return {
        type: 'ask',
        slot: 'prompt',
        text: 'What should the mesh show? There is no picture to make one from yet.',
      }
    for (const asset of source.assets) {
      const wrong = meshOf(asset, request, situation)
      if (wrong !== undefined) return wrong
    }
    return { type: 'plan', intro: `I'll make a mesh of ${nameOf(source.assets)}.` }
  },
}

function nameOf(assets: readonly SeenAsset[]): string {
  const [first] = assets
  return assets.length > 1 ? `${assets.length} of them` : first!.id.startsWith('$') ? 'it' : `"${first!.name}"`
}

const kinds = ['image', 'form', 'material', 'map'] as const

function sourceOf(request: Request, situation: Situation): Resolved | 'new' {
  if (request.given.prompt !== undefined || indefinite.test(request.text)) return 'new'
  if (parts.test(request.text) && !pointing.test(request.text)) return 'new'
  if (everything.test(request.text) && !/^ \S+ (?:the|it|that|this|my) /.test(request.text)) return 'new'
  const { prompt } = contentOf(request, situation.world, { object })
  const { text } = request
  if (/ (?:depth|height) ?-?map /.test(text) && !/^ make (?:an? |the )?(?:depth|height) /.test(text)) {
    const role = / depth ?-?map /.test(text) ? 'depth' : 'height'
    const maps = resolveAssets(request, situation, { kinds: ['map'], role })
    if ('assets' in maps) return maps
  }
  const described =
    / (?:of|from|for|showing) (?:an?|some) (?!(?:3d |textured )?(?:mesh|3d|model))/.test(text) &&
    !/ (?:of|from) (?:one of|a (?:picture|photo))/.test(text)
  if (described) return 'new'
  const pointed = pointing.test(text) || prompt === ''
  const resolved = resolveAssets(request, situation, { kinds: ['image', 'material'], several: true })
  if ('assets' in resolved && (resolved.how === 'named' || resolved.how === 'pointed' || resolved.how === 'described'))
    return resolved
  // A thing that nothing here shows is to be made.
  const left = prompt
    .replace(
      /^(?:the|as|for|use|and|this|that|its|it|them|these|those|my|a|an|mesh|model|3d|into|to|in|of|from|version|turn|convert|·|\s)+/i,
      '',
    )
    .trim()
  if (
    left !== '' &&
    !/^(?:it|this|that|them|these|those|one|both|all|each|all of them|both of them|the second|the first|image|picture|photo|texture|result|render)s?$/i.test(
      left,
    ) &&
    'verb' in request &&
    !/ (?:it|them|this|that) /.test(text)
  )
    return 'new'
  if (!pointed && left !== '') return 'new'
  if ('none' in resolved || 'options' in resolved) {
    const others = resolveAssets(request, situation, { kinds: [...kinds] })
    return 'assets' in others ? others : resolved
  }
  return resolved
}

/** The steps from what there is to a mesh of it. */
export function meshOf(asset: SeenAsset, request: Request, situation: Situation): Outcome | undefined {
  const settings = takeSettings(request.clause.copy(), situation.world)
  if (/ low ?-?poly /.test(request.text)) settings.triangles ??= 1_500
  const add = (tool: string, given: Record<string, unknown>) => {
    addStep(situation, { tool, arguments: { ...given, ...toArguments(settings, situation.tools.get(tool)) } })
  }
  for (const tool of ['mesh_form', 'mesh_relief']) {
    const wrong = checkSettings(settings, situation.tools.get(tool), situation)
    if (wrong !== undefined) return wrong
  }
  const flat = / relief | height | flat /.test(request.text)
  const form = asset.kind === 'form' ? asset.id : flat ? undefined : formOf(asset, situation)
  if (form !== undefined) add('mesh_form', { form })
  else if (asset.kind === 'material') add('mesh_relief', { map: mapOf(asset, 'height', situation) ?? asset.id })
  else if (asset.kind === 'map') add('mesh_relief', { map: asset.id })
  else if (!flat && situation.tools.has('mesh_from_image')) add('mesh_from_image', { image: asset.id })
  else {
    const depth = mapOf(asset, 'depth', situation)
    const at = situation.steps.length
    if (depth === undefined) add('image_depth', { image: asset.id })
    add('mesh_relief', { map: depth ?? `$${at}.depth.0`, image: asset.id })
  }
  return undefined
}

/** The form a picture was drawn from, where its model knows one. */
function formOf(asset: SeenAsset, situation: Situation): string | undefined {
  const group = situation.groups.findLast(({ assets }) => assets.some(({ id }) => id === asset.id))
  const images = group?.assets.filter(({ kind }) => kind === 'image') ?? []
  const forms = group?.assets.filter(({ kind }) => kind === 'form') ?? []
  if (forms.length > 0 && asset.kind === 'image' && group?.tool !== 'assets_find')
    return (forms[images.findIndex(({ id }) => id === asset.id)] ?? forms[0])!.id
  const known = situation.world.assets.find(({ id }) => id === asset.id)
  return known?.parents.find((parent) =>
    situation.world.assets.some(({ id, kind }) => id === parent && kind === 'form'),
  )
}

/** The map of that role which belongs to an asset. */
export function mapOf(asset: SeenAsset, role: string, situation: Situation): string | undefined {
  const group = situation.groups.findLast(({ assets }) => assets.some(({ id }) => id === asset.id))
  const own = group?.assets.find((other) => other.role === role)
  if (own !== undefined) return own.id
  const known = situation.world.assets.find(({ id }) => id === asset.id)
  const child = situation.world.assets.find(
    (other) => other.role === role && (other.parents.includes(asset.id) || known?.parents.includes(other.id)),
  )
  const made = situation.groups.findLast(
    ({ tool, arguments: given }) => tool === `image_${role}` && given['image'] === asset.id,
  )
  return child?.id ?? made?.assets[0]?.id
}

/** From words to a mesh in one job. */
export function wholeWay(request: Request, situation: Situation): Outcome {
  const tool = situation.tools.get('generate')
  const clause = request.clause.copy()
  clause.take(everything)
  clause.take(parts)
  const { prompt, settings } = contentOf({ ...request, clause }, situation.world, { object })
  const words =
    request.given.prompt ??
    prompt
      .replace(
        /(?:^| )(?:in|as) (?:an? |full )*(?:3d(?: ?-?(?:object|model|mesh|asset|file|form))?|mesh)(?: (?:that|which|for|so) .*)?$/i,
        '',
      )
      .replace(/^(?:(?:a|the) )?(?:whole|full|complete) (?:set|package|kit) (?:for|of) /i, '')
  if (words === '') return { type: 'ask', slot: 'prompt', text: 'What should the mesh show?' }
  if (/ low ?-?poly /.test(request.text)) settings.triangles ??= 1_500
  const wrong = checkSettings(settings, tool, situation)
  if (wrong !== undefined) return wrong
  addStep(situation, {
    tool: 'generate',
    arguments: {
      prompt: words,
      '3d': true,
      ...toArguments(settings, tool),
      ...(settings.without?.has('blender') === true ? { blender: false } : {}),
    },
  })
  return { type: 'plan', intro: `I'll make a picture and a mesh of it: ${words}.` }
}

/** Meshes of the project that were made of an asset, or of the form it was drawn from. */
function meshesOf(id: string, { world }: Situation): string[] {
  const sources = [id, ...(world.assets.find((asset) => asset.id === id)?.parents ?? [])]
  return world.assets
    .filter(({ kind, parents }) => kind === 'mesh' && parents.some((parent) => sources.includes(parent)))
    .map((mesh) => mesh.id)
}

/** The newest mesh that a request means, made first where there is none; answers its id. */
export function needMesh(
  request: Request,
  situation: Situation,
  { several = false } = {},
): readonly string[] | Outcome {
  const meshes = resolveAssets(request, situation, { kinds: ['mesh'], several })
  const source = resolveAssets(request, situation, { kinds: ['image', 'material'], several })
  const newest = situation.groups.at(-1)
  const isNewer =
    newest?.assets.some(({ kind }) => kind === 'image' || kind === 'material') === true &&
    !newest.assets.some(({ kind }) => kind === 'mesh')
  // A mesh of the thing that is named may be there already.
  const anew = /(?<! the) (?:mesh|3d model|model) (?:of|from) /.test(request.text)
  const pointsAtSource = 'assets' in source && source.how !== 'only' && source.how !== 'focus'
  const pointsAtMesh = 'assets' in meshes && meshes.how !== 'only' && meshes.how !== 'focus'
  const taken =
    'assets' in meshes &&
    !(anew && pointsAtSource) &&
    (pointsAtMesh || !pointsAtSource) &&
    (pointsAtMesh || !(isNewer && / (?:it|this|that|them) /.test(request.text)))
  if (taken) return meshes.assets.map(({ id }) => id)
  if ('assets' in source && pointsAtSource && !anew) {
    const ready = source.assets.flatMap(({ id }) => meshesOf(id, situation).slice(0, 1))
    if (ready.length === source.assets.length && ready.length > 0) return ready
  }
  if ('assets' in source && (pointsAtSource || isNewer || !('options' in meshes))) {
    const made: string[] = []
    for (const asset of source.assets) {
      const wrong = meshOf(asset, request, situation)
      if (wrong !== undefined) return wrong
      made.push(
        situation.groups.at(-1)?.assets.find(({ kind }) => kind === 'mesh')?.id ??
          `$${situation.steps.length - 1}.mesh.0`,
      )
    }
    return made
  }
  if ('options' in meshes)
    return {
      type: 'ask',
      slot: 'assets',
      text: `Which mesh: ${meshes.options.map(({ label }) => label).join(', ')}?`,
      options: meshes.options,
    }
  if ('options' in source)
    return {
      type: 'ask',
      slot: 'assets',
      text: `There is no mesh yet. Which one should I make a mesh of: ${source.options.map(({ label }) => label).join(', ')}?`,
      options: source.options,
    }
  return {
    type: 'say',
    refuses: true,
    text: 'There is no mesh here yet, and no picture to make one from. Say for example: "make a 3D model of a stone statue".',
  }
}
