import { History, Palette } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../../design/button.tsx'
import { Dialog } from '../../../design/dialog.tsx'
import { Field } from '../../../design/field.tsx'
import { IconButton } from '../../../design/icon-button.tsx'
import { Input } from '../../../design/input.tsx'
import { Menu, type MenuEntry } from '../../../design/menu.tsx'
import { toast } from '../../../design/toast-store.ts'
import { textValue, withValue } from '../form/create-form.ts'
import { formStore } from '../form/form-store.ts'
import { applyStyle, type PastPrompt } from './kept-prompts.ts'
import { promptHistory, promptStyles, useKept } from './kept-store.ts'

/** How many past prompts the menu shows; arrow up in the empty field reaches all of them. */
const shown = 12

/** Past prompts and saved styles. */
export function PromptTools() {
  const history = useKept(promptHistory())
  const styles = useKept(promptStyles())
  const [isNaming, setNaming] = useState(false)
  const words = (): PastPrompt => ({
    prompt: textValue(formStore.get(), 'prompt'),
    negativePrompt: textValue(formStore.get(), 'negativePrompt'),
  })
  const put = (next: PastPrompt) =>
    formStore.change((form) =>
      withValue(
        withValue(form, 'prompt', next.prompt || undefined),
        'negativePrompt',
        next.negativePrompt || undefined,
      ),
    )
  const remove = (name: string) => {
    const before = promptStyles().get()
    promptStyles().set(before.filter((style) => style.name !== name))
    toast({
      title: `Removed the style "${name}"`,
      action: { label: 'Undo', onSelect: () => promptStyles().set(before) },
    })
  }
  const styleEntries: MenuEntry[] = [
    ...(styles.length === 0 ? [] : [{ heading: 'Lay on the prompt' } as const]),
    ...styles.map((style) => ({ label: style.name, onSelect: () => put(applyStyle(words(), style)) })),
    ...(styles.length === 0 ? [] : (['line'] as const)),
    { label: 'Save the prompt as a style …', onSelect: () => setNaming(true) },
    ...(styles.length === 0 ? [] : [{ heading: 'Remove' } as const]),
    ...styles.map(({ name }) => ({ label: `Remove ${name}`, danger: true, onSelect: () => remove(name) })),
  ]
  return (
    <div className="flex items-center">
      <Menu
        align="end"
        trigger={<IconButton label="Past prompts" icon={<History />} size="small" disabled={history.length === 0} />}
        entries={history.slice(0, shown).map((past) => ({ label: past.prompt, onSelect: () => put(past) }))}
      />
      <Menu
        align="end"
        trigger={<IconButton label="Styles" icon={<Palette />} size="small" />}
        entries={styleEntries}
      />
      <SaveStyle open={isNaming} onOpenChange={setNaming} words={words} />
    </div>
  )
}

function SaveStyle({
  open,
  onOpenChange,
  words,
}: {
  open: boolean
  onOpenChange: (open: boolean) => void
  words: () => PastPrompt
}) {
  const [name, setName] = useState('')
  const save = () => {
    const title = name.trim()
    const others = promptStyles()
      .get()
      .filter((style) => style.name !== title)
    promptStyles().set([...others, { name: title, ...words() }])
    toast({ tone: 'success', title: `Saved the style "${title}"` })
    setName('')
    onOpenChange(false)
  }
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Save as a style"
      description="Keeps both prompts under a name. {prompt} in them stands for the prompt they are laid on."
      size="small"
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button variant="primary" disabled={name.trim() === ''} onClick={save}>
            Save
          </Button>
        </>
      }
    >
      <Field label="Name">
        <Input
          value={name}
          autoFocus
          onChange={(event) => setName(event.target.value)}
          onKeyDown={(event) => event.key === 'Enter' && name.trim() !== '' && save()}
        />
      </Field>
    </Dialog>
  )
}
