import { resolveJob } from '../dialogue/resolve-job.ts'
import { addStep } from '../dialogue/situation.ts'
import type { Frame } from './frame.ts'

export const jobsList: Frame = {
  id: 'jobs_list',
  score({ verbs, text, question }) {
    if (verbs.has('stop') || verbs.has('remove')) return 0
    if (
      / (?:jobs?|queue|tasks?) /.test(text) &&
      (question ||
        verbs.has('show') ||
        verbs.has('find') ||
        verbs.has('give') ||
        verbs.size === 0 ||
        verbs.has('inspect'))
    )
      return 83
    if (
      question &&
      /^ (?:what|which|is|are) .*(?:still |now |currently )(?:rendering|running|cooking|generating|processing|working|in progress|going|waiting|pending) $|^ (?:what (?:is|are you|is it) (?:running|doing|working on|up to|happening|going on|being|the progress|currently)|is (?:it|anything|something|that|the \w+) (?:done|ready|finished|running|still|going(?! to )|complete)|are (?:you|they|we) (?:done|ready|finished|still)|how (?:long|much longer|far)|when (?:will|is) (?:it|that|the))/.test(
        text,
      )
    )
      return 80
    if (
      question &&
      /^ how is (?:it|that|this|the \w+|my \w+|everything) (?:going|coming|doing|progressing|getting)/.test(text)
    )
      return 79
    return / progress /.test(text) && !/ (?:work in|bar of) /.test(text) ? 76 : 0
  },
  plan(_, situation) {
    addStep(situation, { tool: 'jobs_list', arguments: {} })
    return { type: 'plan' }
  },
}

export const jobCancel: Frame = {
  id: 'job_cancel',
  score({ verbs, text, question }, { world }) {
    if (question) return 0
    const about =
      / (?:jobs?|generation|rendering|render|running|generating|process|task|work|queue|download|computation|current|it all|everything|making|it|that|this|upscal\w*|textures?|mesh|export|image|picture) /.test(
        text,
      )
    if (!(verbs.has('stop') || (verbs.has('remove') && / (?:jobs?|queue) /.test(text)))) return 0
    if (/ (?:jobs?|running|generation|generating|rendering|render|process|task|queue|download) /.test(text)) return 90
    return world.jobs.length > 0 && (about || /^ (?:stop|cancel|abort|halt)(?: now| please)* /.test(text))
      ? 91
      : /^ (?:stop|abort|halt) /.test(text) && about
        ? 50
        : 0
  },
  plan({ text }, situation) {
    const { jobs } = situation.world
    const all = / (?:all|every|everything|queue) /.test(text) && jobs.length > 1
    if (all) for (const { id: each } of jobs) addStep(situation, { tool: 'job_cancel', arguments: { job: each } })
    else {
      const job = resolveJob(text, situation.world)
      addStep(situation, { tool: 'job_cancel', arguments: job === undefined ? {} : { job } })
    }
    return { type: 'plan' }
  },
}

export const jobFrames: readonly Frame[] = [jobsList, jobCancel]
