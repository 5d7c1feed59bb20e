import { Plus, X } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
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
  const list = useId()
  const counts = new Map<string, number>()
  for (const each of assets) for (const name of each.tags) counts.set(name, (counts.get(name) ?? 0) + 1)
  const add = (names: readonly string[]) => {
    if (names.length > 0) tag(ids, names)
    setText('')
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const names = splitTags(text)
    // An empty field means: done.
    if (names.length === 0) onClose()
    else add(names)
  }
  const suggestions = known.filter(({ tag: name }) => (counts.get(name) ?? 0) < assets.length).slice(0, 8)
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Tags of ${countWords(ids.length)}`}
      footer={
        <>
          <Button onClick={onClose}>Done</Button>
          <Button variant="primary" type="submit" form={`${list}-form`} disabled={splitTags(text).length === 0}>
            Add
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4 pb-2">
        <form id={`${list}-form`} onSubmit={submit}>
          <Field label="Add tags" hint="Several at once with commas between them.">
            <Input
              list={list}
              value={text}
              maxLength={500}
              placeholder="hero, level-1"
              onChange={({ target }) => setText(target.value)}
            />
          </Field>
          <datalist id={list}>
            {known.slice(0, 100).map(({ tag: name }) => (
              <option key={name} value={name} />
            ))}
          </datalist>
        </form>
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
        {suggestions.length === 0 ? null : (
          <section aria-label="Used often" className="flex flex-col gap-1.5">
            <h3 className="text-xs font-medium text-ink-soft">Used often</h3>
            <div className="flex flex-wrap gap-1.5">
              {suggestions.map(({ tag: name }) => (
                <Button key={name} size="small" icon={<Plus />} onClick={() => add([name])}>
                  {name}
                </Button>
              ))}
            </div>
          </section>
        )}
      </div>
    </Dialog>
  )
}

function splitTags(text: string): string[] {
  const names = text.split(',').map((name) => name.trim())
  return [...new Set(names)].filter((name) => name !== '')
}
