import { namedForms } from '../../../../models/procedural/forms/library/named-forms.ts'
import { colourWords } from '../../../../models/procedural/prompt/words/colours.ts'
import { commonWords } from '../../../../models/procedural/prompt/words/common.ts'
import { stopWords, styleWords } from '../../../../models/procedural/prompt/words/filler.ts'
import { materialWords } from '../../../../models/procedural/prompt/words/materials.ts'
import { environmentWords } from '../../../../models/procedural/prompt/words/scene.ts'
import { traitWords } from '../../../../models/procedural/prompt/words/traits.ts'
import { verbForms } from './verbs.ts'

/** Words that steer requests and are no verbs: what a misspelling of them is read as. */
const commandWords = `image images picture pictures photo texture textures material materials mesh meshes model models depth normal normals maps map
  roughness metalness metallic albedo height ambient occlusion emission edges mask blender export format project projects asset assets
  collection gallery folder file files setting settings sampler samplers steps guidance scale seed seeds size width height square portrait
  landscape wide tall resolution pixels variants variations versions version count another again instead without with same different
  first second third fourth fifth last latest previous newest oldest both everything nothing please thanks thank hello history job jobs
  queue running progress default memory prompt prompts description quality strength background foreground transparent transparency
  seamless tileable triangles polygons polycount watertight metadata information channel brightness color colors rectangle border borders
  left right top bottom center bigger smaller larger brighter darker lighter sharper style futuristic which what where when would could
  should random stars rating rated trash undo redo negative upscaler outline relief printing printable statue spaceship because yesterday
  today also then after before conversation question upscale upscaling comparison`

/** Names and terms of the trade that are no words of the dictionary and near to one that is: never changed. */
const terms = `tri tris gen fbx pbr hud npc orc mech lego loch voxel chibi kawaii anime manga cyberpunk steampunk solarpunk bokeh hdr hdri fps rpg vfx
  wyrm wyvern tiefling kobold lich minotaur gryphon dryad kelpie wendigo ramen sushi boba matcha taco gelato tileset spritesheet plein machu picchu taj
  petra sari yurt dacha terrazzo kintsugi torii tatami mecha synthwave shiba corgi pug axolotl
  lora fantom yeti roblox minecraft pokemon zelda mario wip upres uvs orm cfg sdxl`

/** What the interpreter can correct towards, and which words are right as they are. */
export interface Vocabulary {
  readonly targets: readonly string[]
  readonly right: ReadonlySet<string>
}

/** Built from the tables of commands and the lexicon of the built-in engine. */
export function createVocabulary(): Vocabulary {
  const commands = [...verbForms, ...commandWords.split(/\s+/)]
  const contents = [
    ...Object.entries(materialWords).flatMap(([id, { words }]) => [id, ...words]),
    ...Object.entries(traitWords).flatMap(([id, words]) => [
      id,
      ...words.map((word) => (typeof word === 'string' ? word : word[0])),
    ]),
    ...Object.keys(colourWords),
    ...Object.values(environmentWords).flat(),
    ...[...namedForms.values()].flatMap(({ id, synonyms, variants, slots }) => [
      id,
      ...synonyms,
      ...Object.keys(variants),
      ...Object.values(slots).flatMap(({ words }) => words),
    ]),
  ].flatMap((phrase) => phrase.split(/[ -]/))
  const targets = new Set([...commands, ...contents].filter((word) => word.length > 2))
  return {
    targets: [...targets],
    right: new Set([...targets, ...terms.split(/\s+/), ...stopWords, ...styleWords, ...commonWords]),
  }
}
