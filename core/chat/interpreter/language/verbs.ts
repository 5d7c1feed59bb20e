/** What a command verb wants, and the words for it. A frame asks for the key, never for a word. */
const verbWords = {
  make: `make create generate produce draw paint render build design craft sketch imagine visualize visualise depict illustrate compose model sculpt
    do prepare compute calculate derive extract estimate develop fabricate synthesize synthesise forge construct bake spawn conjure photograph invent`,
  want: 'want need like love prefer require fancy wish',
  give: 'give get bring hand obtain',
  show: 'show display list see view present enumerate tell',
  find: 'find search locate lookup look filter browse count',
  change:
    'change turn alter modify adjust edit tweak recolor recolour convert transform update swap replace switch substitute',
  keep: 'keep leave',
  add: 'add put insert include append attach apply place move copy collect group gather',
  remove: 'delete remove throw trash discard erase bin drop scrap destroy purge toss dump wipe clear',
  restore: 'restore recover undelete retrieve unarchive untrash',
  undo: 'undo revert unmake rollback',
  redo: 'redo reapply',
  repeat: 'repeat again retry rerun regenerate redraw remake reroll',
  export: 'export save download convert send ship output write pack',
  open: 'open switch enter load',
  rename: 'rename retitle call name title',
  tag: 'tag untag label mark flag',
  rate: 'rate score star grade favorite favourite',
  stop: 'stop cancel abort halt kill end quit interrupt terminate',
  install: 'install download pull fetch',
  use: 'use activate select choose pick enable set take',
  describe: 'describe caption explain interpret',
  upscale: 'upscale enlarge upsample upres magnify uprez enhance superresolve',
  resize: 'resize rescale scale shrink downscale reduce halve double',
  crop: 'crop trim cut clip',
  invert: 'invert negate reverse',
  inspect: 'inspect check measure analyze analyse examine validate verify test audit',
  replay: 'replay reproduce recreate rebuild verify',
  compare: 'compare contrast vary sweep explore',
  extend: 'extend expand outpaint uncrop widen continue grow',
  pad: 'pad',
  overlay: 'overlay composite superimpose blend merge lay combine stack',
  mask: 'mask',
  inpaint: 'inpaint repaint retouch fix',
  remember: 'remember memorize memorise note',
  forget: 'forget unlearn',
  read: 'read open print cat show',
  write: 'write save store put create',
  help: 'help assist',
  improve: 'improve enhance expand enrich elaborate refine polish rewrite rephrase',
  try: 'try',
} as const

export type Verb = keyof typeof verbWords

const irregular: Readonly<Record<string, string>> = {
  made: 'make',
  drew: 'draw',
  drawn: 'draw',
  built: 'build',
  gave: 'give',
  given: 'give',
  got: 'get',
  found: 'find',
  shown: 'show',
  saw: 'see',
  seen: 'see',
  did: 'do',
  done: 'do',
  undid: 'undo',
  undone: 'undo',
  wrote: 'write',
  written: 'write',
  took: 'take',
  taken: 'take',
  kept: 'keep',
  chose: 'choose',
  sent: 'send',
  told: 'tell',
  forgot: 'forget',
  cutting: 'cut',
}

const lemmas = new Map<string, string>(Object.entries(irregular))
const meanings = new Map<string, Set<Verb>>()
for (const [verb, words] of Object.entries(verbWords) as [Verb, string][]) {
  for (const word of words.trim().split(/\s+/)) {
    for (const form of inflections(word)) if (!lemmas.has(form)) lemmas.set(form, word)
    const known = meanings.get(word) ?? new Set()
    meanings.set(word, known.add(verb))
  }
}

// The noun of all settings, not the past of 'see'.
lemmas.delete('seed')

/** Every form of every command verb. */
export const verbForms: ReadonlySet<string> = new Set(lemmas.keys())

/** What the word can want when it stands where a verb does; empty when it is no command verb. */
export function verbsOf(word: string): ReadonlySet<Verb> {
  return meanings.get(lemmas.get(word) ?? word) ?? none
}

/** The verb without its ending: 'creating' → 'create'. */
export function lemmaOf(word: string): string {
  return lemmas.get(word) ?? word
}

const none: ReadonlySet<Verb> = new Set()

function inflections(word: string): string[] {
  const stem = word.endsWith('e') ? word.slice(0, -1) : word
  const doubled = /[aeiou][bdgmnpt]$/.test(word) && word.length <= 5 ? word + word.at(-1) : stem
  const third = /(?:[sxz]|ch|sh)$/.test(word)
    ? `${word}es`
    : /[^aeiou]y$/.test(word)
      ? `${word.slice(0, -1)}ies`
      : `${word}s`
  const past = /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ied` : `${stem}ed`
  return [word, third, `${stem}ing`, past, `${doubled}ing`, `${doubled}ed`]
}
