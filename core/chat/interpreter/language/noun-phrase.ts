/** Words that make a sentence of what could be a name of something. */
const finite =
  / (?:is|are|was|were|am|has|have|had|do|does|did|can|could|will|would|should|must|make|makes|made|create|generate|turn|i|you|he|she|we|they) /
const relative = / (?:that|which|who|where|whose|while) .*$/

/** Whether a text names something and asks nothing by itself: 'a red robot in the rain', not 'flip the picture'. */
export function isNounPhrase(text: string): boolean {
  const [first = '', second = ''] = text.replaceAll(/[·,:]/g, ' ').trim().split(/\s+/)
  if (/^(?:from|for|with|of|to|on|in|at|by|as|into|if|when|because|but|or|and|so|then|than|about)$/.test(first))
    return false
  // 'flip the colours': a verb that is not known here.
  if (
    /^(?:the|my|your|this|that|these|those|it|them|a|an|me|us|all|some)$/.test(second) &&
    !/^(?:all|both|half|only|just|such|what)$/.test(first)
  )
    return false
  return !finite.test(
    text
      .replace(relative, ' ')
      .replaceAll(/ made (?=(?:entirely |only |all |completely )?(?:of|from|out|with|by|in|up) )/g, ' '),
  )
}
