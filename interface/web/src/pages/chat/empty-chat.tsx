import { Box, Image, Layers, ListChecks } from 'lucide-react'
import type { ReactNode } from 'react'

/** Requests that also work without any language model, one of each kind. */
const examples: readonly { readonly icon: ReactNode; readonly title: string; readonly text: string }[] = [
  {
    icon: <Layers />,
    title: 'A material',
    text: 'Create a futuristic metal texture for a spaceship hull',
  },
  { icon: <Image />, title: 'A picture', text: 'Draw a copper gear on a stone table, 768 wide' },
  { icon: <Box />, title: 'A mesh', text: 'Make a mesh of an ancient stone statue' },
  { icon: <ListChecks />, title: 'The workspace', text: 'What can you do?' },
]

/** A conversation that has not begun: what can be asked, one click away. */
export function EmptyChat({ onAsk, isBusy }: { onAsk: (text: string) => void; isBusy: boolean }) {
  return (
    <div className="@container mx-auto flex min-h-full w-full max-w-3xl flex-col justify-center gap-6 px-4 py-8">
      <div className="flex flex-col gap-1.5">
        <h2 className="text-xl font-semibold">What shall we make?</h2>
        <p className="max-w-prose text-base text-ink-soft">
          Say it in your own words, and go on from what was made: “make it seamless”, “the same in copper”, “now a mesh
          of the second one”, “undo that”. An @ names an asset; pictures can be dropped or pasted.
        </p>
      </div>
      <ul className="grid grid-cols-1 gap-2 @md:grid-cols-2">
        {examples.map(({ icon, title, text }) => (
          <li key={title}>
            <button
              type="button"
              disabled={isBusy}
              onClick={() => onAsk(text)}
              className="flex h-full w-full items-start gap-3 rounded-lg border border-line bg-surface-1 p-3 text-left transition-colors hover:border-line-strong hover:bg-surface-2 disabled:opacity-45 [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-accent-text"
            >
              {icon}
              <span className="flex flex-col gap-0.5">
                <span className="text-xs text-ink-faint">{title}</span>
                <span>{text}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
