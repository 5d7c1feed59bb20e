import type { Clause } from '../text/clause.ts'
import { takePoliteLead } from './polite-lead.ts'
import { verbsOf } from './verbs.ts'

const softeners =
  'please|maybe|kindly|also|just|quickly|now|perhaps|possibly|simply|actually|then|next|finally|first|again|go ahead and|try to|try and|at least'

/** Openings that carry no content, tried one after the other. */
const openings: readonly RegExp[] = [
  /^ (?:[,.!;:·-] )+/,
  /^ (?:hi|hello|hey|howdy|yo|greetings|good (?:morning|afternoon|evening)|dear)(?: there| you| again| ai| assistant| workspace| everyone)*(?= )/,
  /^ (?:yes|yep|sure|okay|oops|whoops|argh|ugh|damn|darn|alright|all right|right|great|cool|nice|perfect|excellent|awesome|wonderful|super|good|fine|well|so|hmm+|uh+m*|um+|oh|ah|wow|lovely|beautiful|thanks|thank you(?: very much| so much)?|no problem|sure|lol|lmao|haha|bro|bruh|dude|omg|like|man|mate|guys|folks|buddy|my friend|my dear(?: machine| friend)?|sir|madam)(?= (?!second|more|resolution|quality|one)(?:,|\.|!|\S))/,
  new RegExp(
    `^ (?:${softeners}|and|but|or|plus|after that|afterwards|later|wait|sorry|listen|no wait|i mean|i meant|that is|wrong|that is wrong|not what i (?:wanted|meant|asked for)|i wanted|i asked for|i said|by the way|btw|one more thing)(?= (?!\\S*$)|, )`,
  ),
  /^ (?:fast|quick|urgent|asap|quickly)(?= [:,]? ?\S+ )/,
  /^ (?:might|could|can|may|would|should) (?:it|this|that|they|these) (?:(?:perhaps|possibly|maybe|please|also) )*be (?:(?:made|turned|rendered|drawn)(?= )|(?=(?:(?:a|bit|little|much|somewhat|slightly|rather) )*(?:more|less|\w{3,}er) ))/,
  /^ (?:from now on|in (?:the )?future|always|by default|for all (?:further|future) (?:images|pictures)|as a test|for example)(?= )/,
  /^ (?:give it a (?:go|try|shot)|have a go(?: at)?|surprise me(?: with)?)(?= )/,
  /^ (?:do me (?:a|the) (?:small |big |huge |little )?favou?r(?: and| ,| :)?|make sure(?: that)?|see to it that|i was wondering if|i wonder if|do you think|is it possible for you to|is it possible to|is there (?:a|any) way (?:you could|for you to)|it would be (?:nice|great|good|cool|awesome|lovely)(?: if)?|would it be possible to|would you mind|would you be so kind(?: as)? to|be so kind(?: as)? to|be a dear and|your task is to|your job is to|time to|why do not you|why not|you should|you (?:can|could|may|must)|feel free to|i (?:want|need|would like|would love|expect|would prefer|ask) you to|let us|let me|let him|help me(?: to)?|how about (?:you )?|what about|what if (?:you|we)|my (?:request|wish) is(?: to)?|i (?:want|wish|would like|need) that you|we should|we need to|we have to|next step is to)(?= )/,
]

const asks =
  /^ (?:can|could|would|will|may|might|able) (?:you|we|i)(?: please| maybe| kindly| also| just| quickly| possibly| perhaps| actually| now| to| be able to| go ahead and| try to| help me(?: to)?)*(?: (?:have|get|see)(?= (?:an?|the|some|my|another|\d+|(?:that|it|this|them|those) (?:in|as|at|with|but|on)) ))?(?= )/

const wishes =
  /^ (?:(?:i|we|(?=(?:need|want) (?!to )\S)) )?(?:(?:would|should|very much|do|really|just|only|also|actually|still|now|am|will) )*(?:want|need|(?<= would )(?:like|love|prefer|(?=to (?:have|get|see) ))|(?:like|love|prefer)(?! (?:the|this|that|it|them|these|those|how|your|both|all|number) )|wish|looking|require|in need|going|desire|could use|can use|fancy)(?: for| of)?(?: to)?(?: (?:have|see|get|be given|use|try|do))?(?= )/

const endings =
  /(?: (?:please|thanks|thank you(?: very much| so much)?|for me|for us|if you can|if possible|if you could|right now|right away|asap|as soon as possible|quickly|now|today|will you|would you|could you|can you|okay|cheers|[.!?;:,]))+ $/

/** Takes greetings and politeness off both ends. */
export function takeManners(clause: Clause): { readonly wish: boolean; readonly asked: boolean } {
  let wish = false
  let asked = false
  const end = endings.exec(clause.text)
  if (end !== null && end.index > 0) clause.take(endings)
  if (
    clause.take(
      /(?<= \S+ \S+) (?:would|will|might) be (?:very |really |just |so |most )*(?:nice|great|good|lovely|wonderful|cool|awesome|perfect|welcome|appreciated|helpful|fantastic|ideal)(?= (?:·|$))/,
    ) !== undefined
  ) {
    wish = true
    clause.take(/(?<=^(?: ·)*) (?:.* and )?(?:i|we) (?:believe|think|guess|feel|suppose)(?: that)?(?= )/)
  }
  if (
    clause.take(
      /(?<=^(?: ·)*) (?:[\w']+ ){0,16}?(?:what (?:it|i|we|(?:the|my|our) \w+) (?:really |actually |still |truly )*(?:needs?|wants?|lacks?) is)(?= (?:an?|some) )/,
    ) !== undefined
  )
    wish = true
  const lead = takePoliteLead(clause)
  if (lead === 'wish') wish = true
  if (lead === 'asked') asked = true
  const [first, second = ''] = clause.text.replace(/^(?: ·)* (?:please )?/, '').split(' ')
  if (first === 'to' && verbsOf(second).size > 0) clause.take(behindTaken(/^ (?:please )?to(?= )/))
  for (let again = true; again; ) {
    // 'Please do remember …'
    const [emphatic, deed = ''] = clause.text
      .replace(/^(?: ·)+/, '')
      .trim()
      .split(' ')
    if (/^(?:second|secondly|third|thirdly)$/.test(emphatic ?? '') && verbsOf(deed).size > 0)
      clause.take(behindTaken(/^ (?:secondly|second|thirdly|third)(?= )/))
    if (emphatic === 'do' && verbsOf(deed).size > 0 && deed !== 'do') clause.take(behindTaken(/^ do(?= )/))
    again = openings.some((opening) => clause.take(behindTaken(opening)) !== undefined)
    if (clause.take(behindTaken(asks)) !== undefined) {
      asked = true
      again = true
    }
    const start = clause.text.replace(/^(?: ·)+/, '')
    const next = wishes.exec(start)
    if (next !== null) {
      clause.take(behindTaken(wishes))
      again = true
      wish = true
    }
  }
  return { wish, asked }
}

/** The same pattern after words that were taken already. */
function behindTaken(pattern: RegExp): RegExp {
  return new RegExp(pattern.source.replace(/^\^ /, '(?<=^(?: ·)*) '), pattern.flags)
}
