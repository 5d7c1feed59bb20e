import { lexer, type Token } from 'marked'
import { memo, useMemo, useState } from 'react'
import { Button } from '../../../design/button.tsx'
import { Block } from './block.tsx'

/** A text longer than this is shown in part: reading 10 MB as Markdown would hold the page for seconds. */
const MOST_CHARACTERS = 100_000

/**
 * The Markdown of a message as elements: no HTML is ever made of it, so nothing in it can run. Blocks that are finished stay as they are
 * while the text goes on.
 */
export const Markdown = memo(function Markdown({ text }: { text: string }) {
  const [isWhole, setWhole] = useState(false)
  const shown = isWhole || text.length <= MOST_CHARACTERS ? text : text.slice(0, MOST_CHARACTERS)
  const blocks = useMemo(() => readBlocks(shown), [shown])
  return (
    <div className="flex min-w-0 flex-col gap-3 text-base/6 wrap-anywhere">
      {blocks.map((token, place) => (
        // Blocks only ever change at the end.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <FrozenBlock key={place} raw={token.raw} token={token} />
      ))}
      {shown.length < text.length ? (
        <Button size="small" className="self-start" onClick={() => setWhole(true)}>
          Show all {text.length.toLocaleString('en')} characters
        </Button>
      ) : null}
    </div>
  )
})

const FrozenBlock = memo(
  function FrozenBlock({ token }: { raw: string; token: Token }) {
    return <Block token={token} />
  },
  (before, after) => before.raw === after.raw && before.token.type === after.token.type,
)

function readBlocks(text: string): Token[] {
  return lexer(text, { gfm: true, breaks: true }).filter(({ type }) => type !== 'space' && type !== 'def')
}
