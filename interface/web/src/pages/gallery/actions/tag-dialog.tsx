import { Plus, X } from 'lucide-react'
import { type FormEvent, type KeyboardEvent, useId, useState } from 'react'
import { useAssetFacets } from '../../../api/asset-facets.ts'
import type { Asset } from '../../../api/wire.ts'
import { Button } from '../../../design/button.tsx'
import { Dialog } from '../../../design/dialog.tsx'
import { Field } from '../../../design/field.tsx'
import { Input } from '../../../design/input.tsx'
import { countWords } from '../asset-words.ts'
import { useAssetActions } from './use-asset-actions.ts'

/** Tags of what is chosen: add some with autocomplete, take some away. `assets` are those of the chosen that are loaded. */
export function TagDialog({
  ids,
  assets,
  projectId,
  onClose,
}: {
  ids: readonly string[]
  assets: readonly Asset[]
  projectId: string | undefined
  onClose: () => void
}) {
  const [text, setText] = useState('')
  const known = useAssetFacets(projectId).data?.tags ?? []
  const { tag, untag } = useAssetActions()
  const id = useId()
  const counts = new Map<string, number>()
  for (const each of assets) for (const name of each.tags) counts.set(name, (counts.get(name) ?? 0) + 1)
  const add = (names: readonly string[]) => {
    if (names.length > 0) tag(ids, [...new Set(names)])
    setText('')
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const names = splitTags(text)
    // An empty field means: done.
    if (names.length === 0) onClose()
    else add(names)
  }
  // What is being typed is behind the last comma.
  const typed = text.split(',').at(-1)!.trim().toLowerCase()
  const suggestions = known
    .filter(({ tag: name }) => (counts.get(name) ?? 0) < Math.max(1, assets.length))
    .filter(({ tag: name }) => name.toLowerCase().includes(typed))
    .sort((one, other) => Number(startsWith(other.tag, typed)) - Number(startsWith(one.tag, typed)))
    .slice(0, 8)
  const take = (name: string) => add([...splitTags(text).slice(0, typed === '' ? undefined : -1), name])
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Tags of ${countWords(ids.length)}`}
      footer={
        <>
          <Button onClick={onClose}>Done</Button>
          <Button variant="primary" type="submit" form={`${id}-form`} disabled={splitTags(text).length === 0}>
            Add
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4 pb-2">
        <form id={`${id}-form`} onSubmit={submit}>
          <Field label="Add tags" hint="Several at once with commas between them.">
            <Input
              value={text}
              maxLength={500}
              placeholder="hero, level-1"
              onChange={({ target }) => setText(target.value)}
              onKeyDown={(event) => {
                if (event.key !== 'ArrowDown') return
                event.preventDefault()
                document.getElementById(`${id}-suggestions`)?.querySelector('button')?.focus()
              }}
            />
          </Field>
        </form>
        {suggestions.length === 0 ? null : (
          <section aria-label="Suggestions" onKeyDown={moveBetweenButtons} className="flex flex-col gap-1.5">
            <h3 className="text-xs font-medium text-ink-soft">{typed === '' ? 'Used often' : 'Tags like it'}</h3>
            <div id={`${id}-suggestions`} className="flex flex-wrap gap-1.5">
              {suggestions.map(({ tag: name }) => (
                <Button key={name} size="small" icon={<Plus />} onClick={() => take(name)}>
                  {name}
                </Button>
              ))}
            </div>
          </section>
        )}
        {counts.size === 0 ? null : (
          <section aria-label="On them now" className="flex flex-col gap-1.5">
            <h3 className="text-xs font-medium text-ink-soft">On them now</h3>
            <ul className="flex flex-wrap gap-1.5">
              {[...counts].map(([name, count]) => (
                <li
                  key={name}
                  className="flex h-7 items-center rounded-full bg-surface-3 pl-2.5 text-xs pointer-coarse:h-9"
                >
                  {name}
                  {count < assets.length ? <span className="ml-1 text-ink-faint">on {count}</span> : null}
                  <button
                    type="button"
                    aria-label={`Remove the tag ${name}`}
                    onClick={() => untag(ids, [name])}
                    className="flex size-7 items-center justify-center rounded-full text-ink-faint hover:text-ink pointer-coarse:size-9"
                  >
                    <X className="size-3.5" />
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </Dialog>
  )
}

function startsWith(tag: string, typed: string): boolean {
  return tag.toLowerCase().startsWith(typed)
}

/** Arrow keys go from one suggestion to the next. */
function moveBetweenButtons(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
  if (step === undefined) return
  const buttons = [...event.currentTarget.querySelectorAll('button')]
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
  event.preventDefault()
  buttons[(at + step + buttons.length) % buttons.length]?.focus()
}

function splitTags(text: string): string[] {
  const names = text.split(',').map((name) => name.trim())
  return [...new Set(names)].filter((name) => name !== '')
}
