import type { Verb } from './verbs.ts'

/** Verbs of several words, at the beginning of a request. */
const phrases: readonly (readonly [RegExp, Verb])[] = [
  [/^ (?:get|getting) rid of /, 'remove'],
  [
    /^ (?:throw|toss|chuck|drop|put|pop|bring|get|load) (?:[^,]+ )?(?:into|in|onto|to|over to) (?:blender|unity|unreal|godot) /,
    'export',
  ],
  [/^ (?:throw|toss|chuck|put) (?:[^,]+ )?(?:away|out|in the (?:trash|bin|garbage)) /, 'remove'],
  [/^ take (?:[^,]+ )?(?:away|off)(?= )/, 'remove'],
  [/^ (?:move|send) (?:[^,]+ )?to (?:the )?(?:trash|bin) /, 'remove'],
  [/^ (?:bring|get|put|take|fetch) (?:[^,]+ )?back(?: from the (?:trash|bin))? /, 'restore'],
  [/^ (?:take|get|fetch|pull|bring|dig) (?:[^,]+ )?(?:out of|from) (?:the )?(?:trash|bin) /, 'restore'],
  [/^ (?:take (?:it|that|this)|go|roll (?:it |that )?|step|jump) back /, 'undo'],
  [/^ (?:come up|come) with /, 'make'],
  [/^ (?:whip|cook|knock|mock|conjure) up /, 'make'],
  [/^ (?:look|search|hunt) for /, 'find'],
  [/^ look up /, 'find'],
  [/^ (?:scale|blow|size|res) (?:[^,]+ )?up /, 'upscale'],
  [/^ (?:scale|size) (?:[^,]+ )?down /, 'resize'],
  [/^ (?:switch|go|change|jump|move) (?:over |back )*to (?:the |my )?project /, 'open'],
  [/^ (?:switch|go|change|jump|move) (?:over |back )*to (?:the |my )?[\w -]+ project /, 'open'],
  [/^ (?:shut|close) (?:[^,]+ )?down /, 'stop'],
  [/^ mesh (?:it|them|this|that|the|both|all) /, 'make'],
  [/^ (?:bring|pull|call) up (?:the |my )?(?:project|[\w -]+ project) /, 'open'],
  [/^ (?:bring|pull|call) (?:the |my )?(?:project [^,]+?|[^,]+? project) up(?: for me)? /, 'open'],
  [/^ (?:give|show|get) (?:me )?(?=[a-z]+\.[a-z])/, 'show'],
  [
    /^ (?:make|let|put|get|have|turn) (?:it|that|this|everything) (?:go |be )?(?:back )?(?:to )?(?:how|like|as|the way) (?:it|that|everything) (?:was|were) /,
    'undo',
  ],
  [/^ (?:color|tint|dye|stain) (?:the|it|this|that|my) /, 'make'],
  [/^ let (?:the|this|that|my|it) (?:[\w-]+ ){0,4}?(?:seamless|be) /, 'make'],
  [/^ (?:no longer remember|stop remembering) /, 'forget'],
  [/^ keep in mind /, 'remember'],
  [/^ (?:take|make|jot|write) (?:a |down )?(?:note|this down|down)(?: (?:of|that|:))* /, 'remember'],
  [/^ (?:note|jot) down /, 'remember'],
  [/^ (?:do not|never) forget (?:that )?/, 'remember'],
  [/^ cut (?:[^,]+ )?out /, 'crop'],
  [/^ flesh (?:[^,]+ )?out /, 'improve'],
]

/** The verb that a text begins with, where it takes several words; undefined elsewhere. */
export function phrasalVerb(text: string): Verb | undefined {
  return phrases.find(([pattern]) => pattern.test(text))?.[1]
}
