import { z } from 'zod'
import { WorkspaceError } from '../../../base/error.ts'
import { noteEffect, readNote } from '../files/project-notes.ts'
import { defineChatTool } from './define-chat-tool.ts'

export default defineChatTool({
  name: 'forget',
  summary: 'Take out of the memory of the project what has these words.',
  words: 'forget memory remove no longer',
  input: z.strictObject({ text: z.string().trim().min(1).max(1000) }),
  permission: 'change',
  example: { text: 'the hull' },

  run({ text }, { workspace: { history }, project, step }) {
    const lines = readNote(project, 'memory').split('\n')
    const words = text.toLowerCase().match(/[\p{Letter}\p{Number}]+/gu) ?? []
    const all = /^(everything|all)$/i.test(text)
    const isMeant = (line: string) => line !== '' && (all || words.every((word) => line.toLowerCase().includes(word)))
    const forgotten = lines.filter(isMeant)
    if (forgotten.length === 0) throw new WorkspaceError('not-found', `Nothing about "${text}" is remembered.`)
    const effect = noteEffect(project, 'memory', lines.filter((line) => !isMeant(line)).join('\n'))
    history.perform(project, { label: 'forget', ...step }, [effect])
    return { forgotten: forgotten.map((line) => line.replace(/^- /, '')) }
  },
})
