import { addStep } from '../dialogue/situation.ts'
import type { Frame } from './frame.ts'

const whole = (words: string) =>
  new RegExp(
    `^ (?:${words})(?: (?:it|that|this|them|these|those|all|everything|please|again|now|my|the|a|last|latest|previous|recent|whole|step|steps|change|changes|action|thing|one|turn|edit|result|we|i|you|just|did|made|do|of|back|once|more|to|before|mistake|immediately|what|was|were|had|is|way|it)*)* $`,
  )

const undoing = whole(
  'undo|revert|roll (?:it |that |this )?back|rollback|take (?:it|that|this|the last \\w+|those|them) back|take back|go back|step back|put (?:it|everything|that) back(?: how| as| the way)?|reverse(?: that| this| it)?|unmake|ctrl z|control z|undo undo|cancel that last|bring back (?:the|how)',
)
const redoing = whole(
  'redo|reapply|undo the undo|redo redo|do (?:it|that) again after all|put (?:it|that) back again|restore what i undid|bring (?:it|that) back|ctrl y|repeat the undone',
)

export const undo: Frame = {
  id: 'undo',
  score: ({ text, question, verbs }) =>
    question
      ? 0
      : undoing.test(text)
        ? 95
        : verbs.has('undo')
          ? / (?:it|that|everything) (?:was|were) /.test(text)
            ? 90
            : 60
          : 0,
  plan(_, situation) {
    addStep(situation, { tool: 'undo', arguments: {} })
    return { type: 'plan' }
  },
}

export const redo: Frame = {
  id: 'redo',
  score({ text, question, verbs }, { turns }) {
    if (question) return 0
    // 'bring it back' after an undo takes the undo back; after a deletion it restores.
    const undone = turns.at(-1)?.calls.at(-1)?.tool === 'undo'
    if (/^ (?:bring|put) (?:it|that|them) back /.test(text)) return undone ? 96 : 0
    if (undone && /^ (?:no |oops |wait |, )*(?:do (?:it|that) again|i (?:did want|liked) (?:it|that)) /.test(text))
      return 96
    if (/^ (?:restore|bring|put|give|get) .*(?:undid|undone|reverted|took back|taken back)/.test(text)) return 95
    if (/^ (?:restore|bring back|reapply|redo) (?:the )?(?:undone|undo|reverted)(?: \w+)? /.test(text)) return 95
    return redoing.test(text) ? 95 : verbs.has('redo') ? 60 : 0
  },
  plan(_, situation) {
    addStep(situation, { tool: 'redo', arguments: {} })
    return { type: 'plan' }
  },
}

export const history: Frame = {
  id: 'history',
  score({ text, verbs, question }) {
    if (
      / history of (?!(?:the |this |my |our |all )?(?:project|workspace|assets?|changes|conversation|chat|session|image|picture|it|this))/.test(
        text,
      )
    )
      return 0
    if (
      / (?:history|change ?-?log|log of changes|what (?:has )?(?:changed|happened)|what (?:did|have) (?:you|we|i) (?:change|do|done|made?|changed)|(?:recent|last|latest|newest) changes|what (?:i|we|you) (?:made|did|have (?:made|done)|created|changed)|what (?:was|is) (?:the|your|my|our) (?:last|latest|previous|most recent) (?:thing|action|step|change)|what (?:was|has been|got|were) (?:last |just |recently )?(?:changed|done)|list of changes|what changes|can i undo|did we do|log of) /.test(
        text,
      ) &&
      !/ model| weather/.test(text)
    )
      return verbs.has('remove')
        ? 0
        : question || verbs.has('show') || verbs.size === 0 || verbs.has('find') || verbs.has('open')
          ? 82
          : 30
    return 0
  },
  plan(_, situation) {
    addStep(situation, { tool: 'history', arguments: {} })
    return { type: 'plan' }
  },
}
