/** Programs and uses that a mesh is exported for, by the words people have for them: the presets of mesh.export. */
const programs: readonly (readonly [preset: string, words: string])[] = [
  ['blender', 'blender'],
  ['unity', 'unity(?: ?3d)?'],
  ['unreal', 'unreal(?: engine)?(?: ?\\d)?|ue ?[45]?'],
  ['godot', 'godot(?: engine)?(?: ?\\d)?'],
  ['threejs', 'three ?[.-]? ?js|react three fiber|r3f|web ?gl|(?:the )?(?:web|browser|website)'],
  ['quick-look', 'quick ?-?look|apple ar|ar ?kit|iphones?|ipads?|ios'],
  ['print', '3d ?-?print(?:ing|er|ed|s)?|cura|prusa ?slicer|(?:a |the |my )?slicer'],
]
const words = programs.map(([, pattern]) => pattern).join('|')

/** 'for Unity', 'to the Unreal engine', 'Godot-ready', '(three.js)'. */
const aimed = new RegExp(
  ` (?:(?:for|to|into|in|as|with|onto|,|:|\\()(?: use in| the| my| an?| game in| project in)*) (?<p>${words})(?: ?-?(?:export|project|engine|ready|version|game|package|preset|file|asset))* `,
)
const named = new RegExp(
  ` (?<p>${words}) ?-?(?:export|ready|version|package|preset|file) | (?:-|export|->) (?<q>${words}) $`,
)

/** The preset a text asks an export for; undefined where it names no program. */
export function programIn(text: string): string | undefined {
  const found = aimed.exec(text)?.groups ?? named.exec(text)?.groups
  const said = found?.['p'] ?? found?.['q']
  return said === undefined ? undefined : programs.find(([, pattern]) => new RegExp(`^(?:${pattern})$`).test(said))?.[0]
}
