import { z } from 'zod'
import { noteEffect, readNote } from '../files/project-notes.ts'
import { defineChatTool } from './define-chat-tool.ts'

export default defineChatTool({
  name: 'remember',
  summary: 'Keep a sentence in mind for every conversation of the project.',
  words: 'remember keep mind note prefer always memory',
  input: z.strictObject({ text: z.string().trim().min(1).max(1000) }),
  permission: 'change',
  example: { text: 'The hull is brushed metal.' },

  run({ text }, { workspace: { history }, project, step }) {
    const line = `- ${text.replaceAll(/\s+/g, ' ')}`
    const before = readNote(project, 'memory')
    if (before.split('\n').includes(line)) return { said: 'That is remembered already.' }
    const effect = noteEffect(project, 'memory', `${before === '' ? '' : `${before.trimEnd()}\n`}${line}\n`)
    history.perform(project, { label: 'remember', ...step }, [effect])
    return { remembered: text }
  },
})
