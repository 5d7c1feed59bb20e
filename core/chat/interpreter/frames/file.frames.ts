import { addStep } from '../dialogue/situation.ts'
import type { Frame } from './frame.ts'

/** A path as it is written: notes.txt, src/main.ts. */
const path = /(?<= )(?:\.?\/)?[\w-]+(?:\/[\w.-]+)*\.(?:txt|md|json|ts|js|py|csv|yaml|yml|html|css)(?= )/
const meshFile = / (?:obj|glb|stl|ply|usdz|blend) file/

export const filesList: Frame = {
  id: 'files_list',
  score({ verbs, text, question }) {
    if (path.test(text) || meshFile.test(text)) return 0
    const about = / (?:files|scripts|code folder|directory|folder) /.test(text)
    return about &&
      (question ||
        verbs.has('show') ||
        verbs.has('find') ||
        verbs.has('give') ||
        verbs.size === 0 ||
        verbs.has('open')) &&
      !/ (?:log|model) /.test(text)
      ? 84
      : 0
  },
  plan(_, situation) {
    addStep(situation, { tool: 'files_list', arguments: {} })
    return { type: 'plan' }
  },
}

export const fileRead: Frame = {
  id: 'file_read',
  score({ verbs, text, question }) {
    if (!path.test(text)) return / (?:read|open) (?:me )?(?:the |a )?file /.test(text) ? 70 : 0
    if (question) return / (?:in|say|says|contain|contains|content|contents|inside) /.test(text) ? 85 : 0
    return verbs.has('read') || verbs.has('show') || verbs.has('open') || verbs.has('give') || verbs.size === 0 ? 84 : 0
  },
  plan({ clause, given }, situation) {
    const file = given.name ?? clause.copy().take(path)?.source
    if (file === undefined) return { type: 'ask', slot: 'name', text: 'Which file should I read?' }
    addStep(situation, { tool: 'file_read', arguments: { path: file } })
    return { type: 'plan' }
  },
}

export const fileWrite: Frame = {
  id: 'file_write',
  score({ verbs, text, question }) {
    if (question) return 0
    const writes = verbs.has('write') || verbs.has('make') || verbs.has('add') || verbs.has('export')
    if (path.test(text)) return writes && !/^ (?:open|read|show) /.test(text) ? 86 : 0
    return writes &&
      / (?:text |readme |new )?file (?:with|called|named|containing|that) /.test(text) &&
      !meshFile.test(text)
      ? 80
      : 0
  },
  plan(request, situation) {
    const clause = request.clause.copy()
    const file = clause.take(path)?.source
    if (file === undefined)
      return { type: 'ask', slot: 'more', text: 'What should the file be called, for example "notes.txt"?' }
    const [quoted] = clause.quotes()
    const said =
      clause
        .take(
          /(?<= )(?:with(?: the)? (?:text|content|contents|words|line)|containing|that says|which says|saying|content|text|:)(?: :)? (?<t>.+) $/,
        )
        ?.source.replace(
          /^(?:with(?: the)? (?:text|contents?|words|line)|containing|that says|which says|saying|contents?|text)?\s*:?\s*/i,
          '',
        ) ??
      clause
        .take(/(?<=^(?: ·| ,)*) (?:write|save|put|add|store|note) (?<t>.+?) (?=(?:in|into|to|as) ·)/)
        ?.source.replace(/^(?:write|save|put|add|store|note)\s+/i, '')
    const text = quoted ?? request.given.prompt ?? said
    if (text === undefined || /^(?:a|the|an|new|text|file|it)?(?: (?:text|file|new))*$/i.test(text))
      return { type: 'ask', slot: 'prompt', text: `What should ${file} say?` }
    addStep(situation, { tool: 'file_write', arguments: { path: file, text } })
    return { type: 'plan' }
  },
}

export const fileFrames: readonly Frame[] = [filesList, fileRead, fileWrite]
