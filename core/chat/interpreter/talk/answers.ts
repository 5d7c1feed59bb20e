import type { Outcome } from '../frames/frame.ts'
import type { Request } from '../read-request.ts'

/** What the interpreter says of itself where it can do nothing else. */
export const abilities =
  'I can make pictures, textures with PBR maps and 3D meshes, change and export them (Blender, GLB, OBJ, STL), and look after projects, models and settings.'

const example = 'For example: "make a mossy stone texture" or "a 3D model of a robot".'

/** Talk that needs no tool: greetings, thanks, what it is; undefined where the clause is none of it. */
export function smallTalk(text: string): Outcome | undefined {
  const words = text
    .replaceAll(/[·.,!?;]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  if (words === '' && / (?:[!?.]) /.test(text)) return say(`I did not get a request. ${example}`)
  if (
    /^(?:who|what) (?:are|is) (?:you|this)(?: (?:exactly|anyway|really|actually|then|thing|program|app|bot|please))*$|^(?:are|is) (?:you|this) (?:an? )?(?:ai|robot|bot|human|person|real|chatgpt|gpt|llm|language model|llama|machine|alive)\b.*|^what (?:model|ai|llm) are you.*|^(?:what is )?your name$|^introduce yourself$|^who (?:made|built|created|wrote) you$/.test(
      words,
    )
  )
    return say(`I am the built-in interpreter: rules, not a language model. ${abilities}`)
  if (/^how are you(?: .*)?$|^how is it going$|^what is up$|^sup$|^how do you do$/.test(words))
    return say(`Ready to work. ${example}`)
  if (/^(?:bye|goodbye|good bye|see you|see ya|good night|cya|later|farewell)(?: .*)?$/.test(words))
    return say('Goodbye. Everything is kept in the project.')
  return undefined
}

const greeting = /^ (?:hi|hello|hey|howdy|yo|greetings|hiya|good (?:morning|afternoon|evening|day))\b/
const thanking = /\b(?:thanks|thank you|cheers|appreciate|much obliged)\b/
const praising =
  /^ (?:(?:that|this|it|you|they|these|looks?|is|are|just|so|very|really|wow|oh|what i wanted|i|like|love|it|the|result|one|job|work|a|did|well) )*(?:great|cool|nice|perfect|excellent|awesome|wonderful|lovely|beautiful|good|amazing|fantastic|brilliant|well done|love it|like it|gorgeous|superb|fine|neat|impressive)\b/

/** What answers a message that is nothing but manners. */
export function answerManners(original: string): Outcome | undefined {
  if (thanking.test(original)) return say('You are welcome.')
  if (greeting.test(original)) return say(`Hello! ${abilities} ${example}`)
  if (praising.test(original)) return say('Good. Tell me what comes next.')
  return undefined
}

/** Requests that are far from what a workspace for pictures and meshes does. */
export function refuse(request: Request, quote: string): Outcome {
  const shown = quote.length > 80 ? `${quote.slice(0, 77)}…` : quote
  return {
    type: 'say',
    refuses: true,
    text: request.question
      ? `I can't answer that: I am the built-in interpreter and know only this workspace. ${abilities}`
      : `I did not understand "${shown}", or can't do it. ${abilities} ${example}`,
  }
}

function say(text: string): Outcome {
  return { type: 'say', text }
}
