import { resolveAssets } from '../dialogue/resolve-assets.ts'
import { addStep, type Situation } from '../dialogue/situation.ts'
import type { Request } from '../read-request.ts'
import type { Frame } from './frame.ts'
import { isOutcome, needPictures } from './need-pictures.ts'

const all = ['image', 'map', 'material', 'form', 'mesh', 'export'] as const

/** 'what was the prompt of X?': every asset has it in its record, not only pictures. */
const promptOnly =
  /^ (?:what|which|tell me|show me|show|give me)(?: me)? (?:is|was|were)? ?(?:the )?prompt (?:of|for|behind|from|was used for) (?!.* (?:image|picture|photo) )/

/** The settings a picture was made with. */
export const imageSettings: Frame = {
  id: 'image_settings',
  score({ text, verbs, question }) {
    if (promptOnly.test(text)) return 0
    if (
      / settings (?:for|of) (?:the )?(?:generation|generating|server|downloads?|logs?|logging|models?|blender|workspace|textures|images|pictures) /.test(
        text,
      )
    )
      return 0
    if (
      /^ (?:what|which) (?:seed|settings|sampler|steps|model|guidance|cfg|parameters) (?:made|gave|produced|created|generated|drew|is behind|was behind|belongs? to) /.test(
        text,
      )
    )
      return 84
    const made =
      / (?:settings|parameters|metadata|exif|generation (?:data|info\w*)|seed|prompt|sampler|steps|cfg|guidance|model) .*(?:was|were|did|made|used|use|have|has|embedded|is in|of|from|for|in|behind|stored) /.test(
        text,
      )
    if (
      /^ (?:what|which) (?:\w+ )?(?:seed|prompt|settings|sampler|steps|guidance|cfg|parameters) (?:did|was|were|have|do) (?:you|it|that|this|we|they|the)? ?(?:last )?(?:use|used|using|made|for|there)/.test(
        text,
      )
    )
      return 84
    if (
      /^ how (?:was|were|did you make|did you generate) .*(?:image|picture|photo|it|this|that|one|render)(?: (?:made|generated|created|drawn|produced))? /.test(
        text,
      )
    )
      return 84
    if (
      question &&
      / (?:seed|sampler|steps|settings|guidance|cfg|prompt) /.test(text) &&
      / (?:did|have|has|had) (?:you|it|i|we|that|this) .*(?:use|used|have|get|take)?/.test(text)
    )
      return 83
    if (!made) return 0
    if (/ (?:all|change|set) .*settings /.test(text) || / models (?:do|are|have) /.test(text)) return 0
    const picture =
      / (?:image|picture|photo|it|this|that|one|render|file|last|robot|made with|generated with|the \w+) /.test(text)
    if (question && /^ (?:what|which|with what|with which|by what|by which|from what|from which|how) /.test(text))
      return / (?:was|were|did|used|made|has|have|is) /.test(text) &&
        picture &&
        !/ (?:installed|default|available|choose|do i have|can i) /.test(text)
        ? 83
        : 0
    if (
      verbs.has('read') ||
      verbs.has('show') ||
      verbs.has('find') ||
      verbs.has('make') ||
      verbs.has('give') ||
      verbs.has('inspect')
    )
      return picture &&
        / (?:settings|parameters|metadata|exif|generation|seed|prompt) (?:of|from|for|in|behind|that|which|used|stored|embedded|info|was|were|this|it)/.test(
          text,
        )
        ? 83
        : 0
    return 0
  },
  plan(request, situation) {
    const pictures = needPictures(request, situation, { several: false })
    if (isOutcome(pictures)) return pictures
    for (const image of pictures) addStep(situation, { tool: 'image_settings', arguments: { image } })
    return { type: 'plan' }
  },
}

/** What a picture shows, by a model that sees. */
export const describe: Frame = {
  id: 'image_describe',
  score(request, situation) {
    const { text, verbs, question, head } = request
    if (
      question &&
      /^ what is (?:shown|depicted|visible|to be seen|to see|in|on|there) /.test(text) &&
      pointsAt(request, situation) &&
      !/ (?:mesh|project|texture|material) /.test(text)
    )
      return 84
    if (/ (?:prompt|project|model|setting|settings) /.test(text) && !/ (?:image|picture|photo) /.test(text)) return 0
    if (question)
      return /^ what (?:is|can you see|do you see|does|are) .*(?:in|on|show|shows|see|depicted|depict|shown|visible)(?: .*)? (?:image|picture|photo|it|this|that|one) |^ what (?:do|can) you see |^ what does (?:it|this|that|(?:the|my) (?:[\w-]+ ){0,3}?(?:image|picture|photo)) (?:show|depict)|^ (?:what|who) is (?:in|on|shown in|depicted in|depicted on|visible in) (?:it|this|that|the (?:\w+ )?(?:image|picture|photo))/.test(
        text,
      )
        ? 84
        : 0
    if (verbs.has('describe') && !/ (?:how|why|what|difference) /.test(text))
      return head === 'image' || / (?:it|this|that) |^ describe (?:the|\S+-\S+) /.test(text) ? 80 : 0
    if (/ (?:alt text|caption) /.test(text)) return 78
    return verbs.has('show') && / what (?:is|you see) (?:in|on) (?:the|this|that|it)/.test(text) ? 84 : 0
  },
  plan(request, situation) {
    const pictures = needPictures(request, situation)
    if (isOutcome(pictures)) return pictures
    for (const asset of pictures) addStep(situation, { tool: 'image_describe', arguments: { asset } })
    return { type: 'plan' }
  },
}

/** Measures of a mesh. */
export const meshInspect: Frame = {
  id: 'mesh_inspect',
  score({ text, verbs, question, things }, { groups }) {
    const about = things.some(({ thing }) => thing === 'mesh')
    if (
      / (?:watertight|water-tight|manifold|printable|degenerate|closed|uv overlaps?|texel density) /.test(text) &&
      (question || verbs.has('inspect') || verbs.has('show') || verbs.has('find'))
    )
      return 86
    if (
      / how (?:(?:many|much) (?:triangles|polygons|tris|polys|faces|vertices|verts)|big is the mesh|heavy is) | (?:triangle|polygon|vertex|poly|face) ?-?count |polycount/.test(
        text,
      ) &&
      (question || verbs.has('show') || verbs.has('give') || verbs.has('inspect') || verbs.size === 0)
    )
      return 84
    if (question && / (?:volume|dimensions|size|quality|okay|valid|errors|holes|good) /.test(text) && about) return 80
    const newest = groups.at(-1)?.assets.some(({ kind }) => kind === 'mesh') === true
    return verbs.has('inspect') && (about || (newest && / (?:it|this|that|them) /.test(text))) ? 82 : 0
  },
  plan(request, situation) {
    const meshes = needPictures(request, situation, { kinds: ['mesh'], noun: 'mesh' })
    if (isOutcome(meshes)) return meshes
    for (const mesh of meshes) addStep(situation, { tool: 'mesh_inspect', arguments: { mesh } })
    return { type: 'plan' }
  },
}

/** Whether a request names an asset that is there. */
function pointsAt(request: Request, situation: Situation): boolean {
  const found = resolveAssets(request, situation, { kinds: all })
  return 'assets' in found && /^(?:named|described)$/.test(found.how)
}

/** Everything that is known of an asset. */
export const assetShow: Frame = {
  id: 'asset_show',
  score(request, situation) {
    const { text, question, verbs } = request
    const { groups, world } = situation
    if (groups.length === 0 && world.assets.length === 0) return 0
    if (promptOnly.test(text)) return 83
    if (
      /^ how (?:was|were|did (?:you|i|we) (?:make|create|generate|draw|get)) /.test(text) &&
      pointsAt(request, situation)
    )
      return 82
    if (
      / (?:how (?:big|large|wide|tall|old)|what (?:size|format|resolution)|when (?:was|did|were)|who made|where is|how did (?:you|we) make|(?:what|which) (?:is|are) the (?:size|resolution|name|file ?name|path|dimensions|format|details|tags|rating|file size)) .*(?:it|that|this|image|picture|texture|mesh|one|asset|file|the) /.test(
        text,
      ) &&
      question &&
      !/ (?:project|model|models|settings?) /.test(text)
    )
      return 76
    if (
      / (?:details?|info|information|properties|lineage|history|parents|facts|more|record) (?:of|about|on|for) (?:the|this|that|it|my|\S+-\S+)/.test(
        text,
      ) &&
      (verbs.has('show') || verbs.has('give') || verbs.size === 0 || verbs.has('open'))
    )
      return 80
    if (verbs.has('show') || verbs.has('open')) {
      if (
        / (?:all|list|my|projects|models|settings|jobs|images|pictures|textures|meshes|assets|files|how|what) /.test(
          text,
        )
      )
        return 0
      return / (?:show|display|view|see|open) (?:me )?(?:(?:the|that|this|it) |\S+-\S+)/.test(text) &&
        !/ (?:project|file|\.\w+|settings?|gallery|queue|history|blender|again) /.test(text)
        ? 58
        : 0
    }
    // Whatever else is asked about something that is here, its record answers best.
    return question && !/^ (?:can|could|will|would|should) /.test(text) && pointsAt(request, situation) ? 40 : 0
  },
  plan(request, situation) {
    const assets = needPictures(request, situation, { kinds: all, several: true, noun: 'asset' })
    if (isOutcome(assets)) return assets
    for (const asset of assets.slice(0, 4)) addStep(situation, { tool: 'asset_show', arguments: { asset } })
    return { type: 'plan' }
  },
}

/** Making something again from its record, bit by bit. */
export const assetReplay: Frame = {
  id: 'asset_replay',
  score({ text, verbs, question }) {
    if (
      / (?:replay|reproducible|bit[- ]?(?:identical|exact|for[- ]bit)|byte[- ]?identical|from (?:its|the) (?:record|recipe)|deterministic) /.test(
        text,
      )
    )
      return 88
    if (
      !question &&
      / (?:same|exact|identical) (?:image|picture|one|texture|asset) .*(?:same|identical) (?:settings|seed|parameters) /.test(
        text,
      )
    )
      return 89
    if (
      !question &&
      (verbs.has('replay') || verbs.has('repeat') || verbs.has('make')) &&
      / (?:exactly (?:as|like|the same)|identically|bit for bit) /.test(text) &&
      / (?:the|this|that|it) /.test(text)
    )
      return 81
    return !question &&
      verbs.has('replay') &&
      / (?:exactly|check|same|asset|image|picture|mesh|texture|the|it) /.test(text) &&
      / (?:reproduce|replay) /.test(text)
      ? 80
      : 0
  },
  plan(request, situation) {
    const assets = needPictures(request, situation, { kinds: all, several: true, noun: 'asset' })
    if (isOutcome(assets)) return assets
    for (const asset of assets) addStep(situation, { tool: 'asset_replay', arguments: { asset } })
    return { type: 'plan' }
  },
}

/** A form program drawn again. */
export const formRender: Frame = {
  id: 'form_render',
  score: ({ text, verbs, question }) =>
    !question &&
    (verbs.has('make') || verbs.has('show')) &&
    / (?:the|its|that|this|a|'s) form(?: program)?(?: of)? (?!that |which |i )/.test(text)
      ? 78
      : 0,
  plan(request, situation) {
    const forms = resolveAssets(request, situation, { kinds: ['form'] })
    if (!('assets' in forms))
      return {
        type: 'say',
        refuses: true,
        text: 'There is no form here yet: a picture of the built-in engine brings one.',
      }
    addStep(situation, { tool: 'form_render', arguments: { form: forms.assets[0]!.id } })
    return { type: 'plan' }
  },
}

export const lookFrames: readonly Frame[] = [imageSettings, describe, meshInspect, assetShow, assetReplay, formRender]
