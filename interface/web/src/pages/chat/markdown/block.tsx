import type { MarkedToken, Token, Tokens } from 'marked'
import { CodeBlock } from './code-block.tsx'
import { Inline } from './inline.tsx'

const headings = ['h3', 'h4', 'h5', 'h6', 'h6', 'h6'] as const
const headingLooks = ['text-xl font-semibold', 'text-lg font-semibold', 'font-semibold'] as const

/** One block of Markdown. Raw HTML is shown as the words it is. */
export function Block({ token: anyToken }: { token: Token }) {
  const token = anyToken as MarkedToken
  switch (token.type) {
    case 'heading': {
      // The page's own title is the first level, the conversation's the second.
      const Heading = headings[token.depth - 1] ?? 'h6'
      return (
        <Heading className={headingLooks[Math.min(token.depth, 3) - 1]}>
          <Inline tokens={token.tokens} />
        </Heading>
      )
    }
    case 'paragraph':
      return (
        <p>
          <Inline tokens={token.tokens} />
        </p>
      )
    case 'text':
      return <>{token.tokens === undefined ? token.text : <Inline tokens={token.tokens} />}</>
    case 'code':
      return <CodeBlock code={token.text} language={token.lang} />
    case 'blockquote':
      return (
        <blockquote className="flex flex-col gap-2 border-l-2 border-line-strong pl-3 text-ink-soft">
          <Blocks tokens={token.tokens} />
        </blockquote>
      )
    case 'list':
      return <List list={token} />
    case 'table':
      return <Table table={token} />
    case 'hr':
      return <hr className="border-line" />
    case 'html':
      return <p className="whitespace-pre-wrap">{token.text}</p>
    case 'space':
    case 'def':
      return null
    default:
      return <p>{token.raw}</p>
  }
}

function Blocks({ tokens }: { tokens: readonly Token[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: they have nothing else to be known by
  return tokens.map((token, place) => <Block key={place} token={token} />)
}

function List({ list }: { list: Tokens.List }) {
  const items = list.items.map((item, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: they have nothing else to be known by
    <li key={place} className={item.task ? 'flex list-none items-baseline gap-2' : undefined}>
      {item.task ? <input type="checkbox" checked={item.checked ?? false} readOnly aria-label="Done" /> : null}
      {list.loose ? (
        <div className="flex flex-col gap-2">
          <Blocks tokens={item.tokens} />
        </div>
      ) : (
        <Blocks tokens={item.tokens.filter(({ type }) => type !== 'checkbox')} />
      )}
    </li>
  ))
  const look = 'flex flex-col gap-1 pl-6 marker:text-ink-faint'
  return list.ordered ? (
    <ol start={typeof list.start === 'number' ? list.start : 1} className={`list-decimal ${look}`}>
      {items}
    </ol>
  ) : (
    <ul className={`list-disc ${look}`}>{items}</ul>
  )
}

function Table({ table }: { table: Tokens.Table }) {
  const side = (place: number) =>
    ({ left: 'text-left', center: 'text-center', right: 'text-right' })[table.align[place] ?? 'left']
  return (
    // A scrolling region must be reachable with the keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section aria-label="Table" tabIndex={0} className="overflow-x-auto rounded-md border border-line">
      <table className="w-full border-collapse text-sm">
        <thead className="bg-surface-3">
          <tr>
            {table.header.map((cell, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: they have nothing else to be known by
              <th key={place} className={`px-2.5 py-1.5 font-medium ${side(place)}`}>
                <Inline tokens={cell.tokens} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: they have nothing else to be known by
            <tr key={line} className="border-t border-line">
              {row.map((cell, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: they have nothing else to be known by
                <td key={place} className={`px-2.5 py-1.5 align-top ${side(place)}`}>
                  <Inline tokens={cell.tokens} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
