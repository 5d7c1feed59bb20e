const small =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')

/** The number that a list of words begins with, and how many of them say it: ['twenty', 'five', 'steps'] → 25, 2. */
export function numberOfWords(
  words: readonly string[],
): { readonly value: number; readonly length: number } | undefined {
  const dozen = /^(?:a )?half (?:a )?dozen(?= |$)/.exec(words.join(' '))?.[0]
  if (dozen !== undefined) return { value: 6, length: dozen.split(' ').length }
  let total = 0
  let group = 0
  let length = 0
  for (const [i, word] of words.entries()) {
    // 'two thousand and forty-eight'
    if (word === 'and' && /^(?:hundred|thousand)$/.test(words[i - 1] ?? '') && unitOf(words[i + 1] ?? '') !== undefined)
      continue
    const unit = unitOf(word)
    if (unit !== undefined) {
      // 'two three' are two numbers, 'twenty three' is one.
      if (i > 0 && (group % 100 === 0 ? false : group % 10 !== 0 || group % 100 < 20 || unit > 9)) break
      group += unit
    } else if (word === 'hundred' && group > 0 && group < 100) group *= 100
    else if (word === 'thousand' && group > 0) {
      total += group * 1000
      group = 0
    } else break
    length = i + 1
  }
  return length === 0 ? undefined : { value: total + group, length }
}

function unitOf(word: string): number | undefined {
  if (word === 'dozen') return 12
  const n = small.indexOf(word)
  if (n >= 0) return n
  const t = tens.indexOf(word)
  if (t >= 0) return 20 + 10 * t
  const [first, second] = word.split('-')
  const ten = tens.indexOf(first ?? '')
  const one = small.indexOf(second ?? '')
  return ten >= 0 && one > 0 && one < 10 ? 20 + 10 * ten + one : undefined
}
