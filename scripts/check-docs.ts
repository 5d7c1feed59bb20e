import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { errorCodes } from '../base/error.ts'
import { listFiles } from './source-files.ts'

/** What is wrong with the pages of `root`, one sentence each: dead links, stale code, undated decisions, undocumented error codes. */
export function findDocsProblems(root: string): string[] {
  const pages = listFiles(root, ['.md'])
  const problems = pages.flatMap((page) => [...findDeadLinks(root, page), ...findStaleCode(root, page)])
  for (const page of pages) {
    if (page.startsWith('docs/decisions/') && !/^docs\/decisions\/\d{4}-\d\d-\d\d-[a-z0-9-]+\.md$/.test(page)) {
      problems.push(`${page}: a decision is named YYYY-MM-DD-title.md.`)
    }
  }
  return [...problems, ...findErrorPageProblems(readFileSync(path.join(root, 'docs/errors.md'), 'utf8'))]
}

function findDeadLinks(root: string, page: string): string[] {
  const problems: string[] = []
  const text = withoutCode(readFileSync(path.join(root, page), 'utf8'))
  for (const match of text.matchAll(/\]\(([^)\s]+)\)|<img[^>]*\bsrc="([^"]+)"/g)) {
    const link = (match[1] ?? match[2])!
    if (/^[a-z]+:/.test(link)) continue
    const [file, anchor] = link.split('#', 2)
    const target = file === '' ? page : path.posix.normalize(path.posix.join(path.posix.dirname(page), file!))
    if (!existsSync(path.join(root, target))) problems.push(`${page}: the link ${link} leads nowhere.`)
    else if (anchor !== undefined && target.endsWith('.md') && !headings(root, target).has(anchor)) {
      problems.push(`${page}: ${target} has no heading #${anchor}.`)
    }
  }
  return problems
}

/** A code block that names a file behind its language (```ts models/x.ts) shows lines that stand there word for word. */
function findStaleCode(root: string, page: string): string[] {
  const problems: string[] = []
  const text = readFileSync(path.join(root, page), 'utf8')
  for (const [, file, code] of text.matchAll(/^```[a-z]+ (\S+)\n([\s\S]*?)^```$/gm)) {
    const source = path.join(root, file!)
    if (!existsSync(source)) problems.push(`${page}: shows code of ${file}, which is not there.`)
    else if (!readFileSync(source, 'utf8').includes(code!)) {
      problems.push(`${page}: the code beginning "${code!.split('\n', 1)[0]!.trim()}" is not what stands in ${file}.`)
    }
  }
  return problems
}

/** The anchors of a page as code hosts make them from its headings. */
function headings(root: string, page: string): Set<string> {
  const text = withoutCode(readFileSync(path.join(root, page), 'utf8'))
  const lines = [...text.matchAll(/^#{1,6}\s+(.+)$/gm)].map((match) => match[1]!)
  return new Set(
    lines.map((line) =>
      line
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .trim()
        .replaceAll(' ', '-'),
    ),
  )
}

function withoutCode(text: string): string {
  return text.replace(/^```[\s\S]*?^```/gm, '')
}

/** docs/errors.md has exactly one table row `code | exit code | …` for every code of base/error.ts. */
function findErrorPageProblems(text: string): string[] {
  const rows = new Map(
    [...text.matchAll(/^\|\s*`([a-z-]+)`\s*\|\s*(\d+)\s*\|/gm)].map((row) => [row[1]!, Number(row[2])]),
  )
  const problems: string[] = []
  for (const [code, { exitCode }] of Object.entries(errorCodes)) {
    if (rows.get(code) !== exitCode)
      problems.push(`docs/errors.md: needs a row for ${code} with exit code ${exitCode}.`)
  }
  for (const code of rows.keys()) {
    if (!(code in errorCodes)) problems.push(`docs/errors.md: ${code} is no error code of base/error.ts.`)
  }
  return problems
}
