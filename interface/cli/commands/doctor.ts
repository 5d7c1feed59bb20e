import { resolve } from 'node:path'
import type { Finding } from '../../../core/doctor/examine.ts'
import type { CommandSpec } from '../command.ts'
import type { Paint } from '../terminal/terminal.ts'

/** `doctor`: opens no workspace, so that it also helps where one cannot be opened. */
export const doctorCommand: CommandSpec = {
  name: 'doctor',
  summary: 'Show what this machine has, what each engine would use, and what is missing.',
  about: 'Exit code 0 when everything that is needed is there, 1 when something is not.',
  examples: [{ line: 'ai-workspace doctor', does: 'The first thing to run when something does not work.' }],
  async run(call) {
    const [{ examine }, { workspaceHome }] = await Promise.all([
      import('../../../core/doctor/examine.ts'),
      import('../../../core/workspace.ts'),
    ])
    const sections = await examine(call.home === undefined ? workspaceHome(process.env) : resolve(call.home))
    const broken = sections.flatMap((section) => section.findings).filter((finding) => finding.state === 'bad')
    const { paint } = call.terminal
    const text = sections.map(({ title, findings }) => `${paint('title', title)}\n${lines(findings, paint)}`)
    const verdict =
      broken.length === 0
        ? `${paint('good', '✓')} Everything that is needed is here.`
        : `${paint('bad', '✗')} Not in order: ${broken.map((finding) => finding.name).join(', ')}.`
    return {
      data: { ok: broken.length === 0, sections },
      text: [...text, verdict].join('\n\n'),
      exitCode: broken.length === 0 ? 0 : 1,
    }
  },
}

function lines(findings: readonly Finding[], paint: Paint): string {
  const width = Math.max(...findings.map((finding) => finding.name.length))
  return findings
    .flatMap(({ name, state, value, hint }) => {
      const mark = state === 'good' ? paint('good', '✓') : state === 'bad' ? paint('bad', '✗') : paint('warn', '–')
      const advice = hint === undefined ? [] : [`  ${' '.repeat(width + 2)}  ${paint('warn', '→')} ${hint}`]
      return [`  ${mark} ${name.padEnd(width)}  ${value}`, ...advice]
    })
    .join('\n')
}
