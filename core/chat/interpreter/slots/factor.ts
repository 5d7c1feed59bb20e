import type { Clause } from '../text/clause.ts'

const words: Readonly<Record<string, number>> = {
  twice: 2,
  double: 2,
  doubled: 2,
  triple: 3,
  thrice: 3,
  quadruple: 4,
  half: 0.5,
  halve: 0.5,
  quarter: 0.25,
  third: 1 / 3,
}

/** Takes a factor: '4x', 'x2', '3 times', 'twice', 'by 200%', 'to half'. */
export function takeFactor(clause: Clause): number | undefined {
  const number =
    clause.take(
      /(?<= )(?:by |to |at |with |a |factor |of |scale |up |· )*(?<n>\d+(?:\.\d+)?)(?: ?x|-fold| times?)(?: (?:as |its |the )?(?:larger|bigger|big|large|size|resolution|smaller|upscale|original))*(?= )/,
    ) ??
    clause.take(/(?<= )x(?<n>\d+(?:\.\d+)?)(?= )/) ??
    clause.take(/(?<= )(?:by |to )?(?<p>\d+(?:\.\d+)?)(?: ?%| percent)(?= )/) ??
    clause.take(/(?<= )(?:by |factor |scale |to |of )+(?<n>\d+(?:\.\d+)?)(?= )/) ??
    clause.take(/(?<= )(?<n>[2-8])(?: ·)* $/)
  if (number !== undefined) {
    const { n, p } = number.groups
    return n === undefined ? Number(p) / 100 : Number(n)
  }
  const word = clause.take(
    new RegExp(
      `(?<= )(?:to |by |its |the |in |a )*(?<w>${Object.keys(words).join('|')})(?: (?:its|the|as|size|resolution|large|big|of))*(?= )`,
    ),
  )
  return word === undefined ? undefined : words[word.groups['w']!]
}
