import { Link } from 'react-router'
import { studioHint } from '../format/studio-hint.ts'

/** What to do about an error; the pages that it names are links. */
export function Hint({ text }: { text: string }) {
  return studioHint(text).map(({ text: words, to }) =>
    to === undefined ? (
      words
    ) : (
      <Link key={words} to={to} className="text-accent-text underline underline-offset-2 hover:no-underline">
        {words}
      </Link>
    ),
  )
}
