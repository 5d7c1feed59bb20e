import { resolveAssets } from '../dialogue/resolve-assets.ts'
import { addStep, type Situation } from '../dialogue/situation.ts'
import { takeSettings } from '../slots/take-settings.ts'
import { toArguments } from '../slots/to-arguments.ts'
import { definePictureFrame } from './define-picture-frame.ts'
import type { Frame } from './frame.ts'
import { isOutcome, needPictures } from './need-pictures.ts'

const removing = 'remove|delete|erase|cut (?:out|away|off)|drop|clear|get rid of|take (?:out|away|off)|strip|cut'

/** The background of a picture away. */
export const cutout = definePictureFrame({
  tool: 'image_cutout',
  score: ({ text, question }, { tools }) =>
    !question &&
    tools.has('image_cutout') &&
    (/^ (?:make|turn|have) .*background (?:\w+ ){0,3}(?:transparent|gone|away|disappear|vanish|invisible|empty|go away|see-?through) /.test(
      text,
    ) ||
      /^ cut out (?:the|this|that|my|it|\S+-\S+)(?: [\w-]+){0,4} $/.test(text) ||
      /^ (?:cut|crop) (?:it|them|this|that|(?:the|my) (?:[\w-]+ ){0,3}?)(?: ?out| free)(?: of (?:its|the) background)? $/.test(
        text,
      ) ||
      new RegExp(`^ (?:${removing}) (?:[\\w'-]+ ){0,6}background `).test(text) ||
      / (?:the|this|that|my|it|its|\S+-\S+) (?:\S+ )?(?:without|with no|minus) (?:the |a |its |any )?background /.test(
        text,
      ) ||
      / (?:cut ?-?out (?:of|from)|isolate|transparent background|background (?:removed|gone|cut ?-?out|stripped|away|off|transparent)) /.test(
        text,
      )) &&
    !/ (?:an?|\d+|some|another) (?:image|picture|drawing|photo)s? of /.test(text)
      ? 91
      : 0,
  intro: "I'll remove the background.",
})

/** A picture that is there made to tile. */
export const seamless = definePictureFrame({
  tool: 'texture_seamless',
  kinds: ['image', 'map', 'material'],
  score: (request, situation) => {
    const { text, question, verbs } = request
    if (question || !situation.tools.has('texture_seamless') || !/ seamless /.test(text)) return 0
    if (!verbs.has('make') && !verbs.has('change')) return 0
    // 'make the bricks seamless': what is here, by its name.
    const named = / (?:the|this|that|my) /.test(text)
      ? resolveAssets(request, situation, { kinds: ['image', 'map', 'material'] })
      : undefined
    if (
      named !== undefined &&
      'assets' in named &&
      /^(?:named|described)$/.test(named.how) &&
      !/ (?:pbr|of|from) /.test(text)
    )
      return 81
    return / (?:the|this|that|my) (?:[\w-]+ ){0,3}(?:image|picture|photo|map|render) | (?:make|turn) \S+-\S+ /.test(
      text,
    ) && !/ (?:pbr|textures?|materials?) /.test(text)
      ? 80
      : 0
  },
  fill: ({ settings }) => ({
    axes: settings.seamless === undefined || settings.seamless === 'none' ? 'xy' : settings.seamless,
  }),
})

/** 'too many triangles', 'halve the polygons', 'fewer faces'. */
const fewer =
  / (?:too many|too much|fewer|less|half the|halve (?:the|its)) (?:triangles|polygons|faces|polys|tris|geometry) |^ halve them $/
/** 'reduce it to 2000', 'bring it down to 500 triangles', said of a mesh. */
const toCount =
  /^ (?:reduce|simplify|decimate|bring|cut|get|lower|trim|shrink|thin|drop|take|go) (?:it |this |that |them |the mesh |the model )?(?:out |back |down )?(?:to|below|under) (?:about |around |under |roughly )?\d{3,6}k?(?: triangles| polygons| faces)? (?:· )?$/

/** Triangles that the mesh of the talk was asked to have; the tools' own default where nothing was said. */
function trianglesOf({ groups }: Situation): number {
  const said = groups.findLast(({ arguments: given }) => typeof given['triangles'] === 'number')
  return typeof said?.arguments['triangles'] === 'number' ? said.arguments['triangles'] : 12_000
}

/** A mesh cleaned, filled, reduced, unwrapped. */
export const meshFinish: Frame = {
  id: 'mesh_finish',
  score({ text, question, things }, { groups, tools, world }) {
    if (question || !tools.has('mesh_finish')) return 0
    const works =
      /^ (?:clean(?: up)?|repair|mend|heal|finish|decimate|simplify|optimi[sz]e|retopologi[sz]e|unwrap|reduce|fix|fill|close|lower|bake) /.test(
        text,
      ) ||
      (/ game[- ]ready /.test(text) && / (?:the|it|this|that|my|them) /.test(text))
    if (
      / (?:lighter|simpler|reduced|smaller|optimi[sz]ed|decimated|low ?-?poly) (?:version|copy|variant) of (?:the|this|that|my) (?:[\w-]+ )*mesh | (?:down )?to (?:about |around |under )?\d+k? triangles /.test(
        text,
      ) &&
      !/ (?:an?|some) (?:[\w-]+ )*(?:mesh|model) (?:of|from) an? /.test(text) &&
      things.some(({ thing }) => thing === 'mesh')
    )
      return 84
    const newest = groups.at(-1)?.assets.some(({ kind }) => kind === 'mesh') === true
    if ((fewer.test(text) && !/ (?:with|again|but) /.test(text)) || (newest && toCount.test(text))) return 87
    if (!works || / (?:size|image|picture|resolution|prompt) /.test(text)) return 0
    const about =
      things.some(({ thing }) => thing === 'mesh') ||
      world.assets.some(
        ({ kind, name, id }) => kind === 'mesh' && [name, id].some((word) => text.includes(` ${word} `)),
      ) ||
      / (?:holes|triangles|polygons|polycount|uvs?) /.test(text)
    return about ? 83 : newest && / (?:it|this|that|them) /.test(text) ? 79 : 0
  },
  plan(request, situation) {
    const meshes = needPictures(request, situation, { kinds: ['mesh'], noun: 'mesh' })
    if (isOutcome(meshes)) return meshes
    const clause = request.clause.copy()
    const settings = takeSettings(clause, situation.world)
    const count = clause.take(/(?<= )to (?<n>\d{3,6})(?= )/)?.groups['n']
    if (count !== undefined) settings.triangles ??= Number(count)
    if (fewer.test(request.text)) settings.triangles ??= Math.round(trianglesOf(situation) / 2)
    const planned = situation.groups.at(-1)
    // 'too many triangles, halve them' is one wish.
    if (planned?.step !== undefined && planned.tool === 'mesh_finish' && !/ (?:mesh|model) /.test(request.text)) {
      Object.assign(situation.steps[planned.step]!.arguments, toArguments(settings, situation.tools.get('mesh_finish')))
      return { type: 'plan' }
    }
    for (const mesh of meshes)
      addStep(situation, {
        tool: 'mesh_finish',
        arguments: { mesh, ...toArguments(settings, situation.tools.get('mesh_finish')) },
      })
    return { type: 'plan' }
  },
}

export const finishFrames: readonly Frame[] = [cutout, seamless, meshFinish]
