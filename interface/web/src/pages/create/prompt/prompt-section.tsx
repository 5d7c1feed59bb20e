import { useMemo, useRef } from 'react'
import { usePromptWords } from '../../../api/prompts.ts'
import { useShortcut } from '../../../keyboard/use-shortcut.ts'
import { textValue } from '../form/create-form.ts'
import { formStore, useForm } from '../form/form-store.ts'
import { useFormParts } from '../form/use-form-parts.ts'
import type { Suggestion } from './complete.ts'
import { promptHistory } from './kept-store.ts'
import { PromptNotes } from './prompt-notes.tsx'
import { PromptTextarea } from './prompt-textarea.tsx'
import { PromptTools } from './prompt-tools.tsx'
import { useReadWords } from './use-read-words.ts'

/** The words: what to make, and what to leave out. */
export function PromptSection() {
  const { model } = useFormParts()
  const mode = useForm((form) => form.mode)
  const prompt = useForm((form) => textValue(form, 'prompt'))
  const negative = useForm((form) => textValue(form, 'negativePrompt'))
  const texture = mode === 'texture'
  const id = model?.id
  const common = { texture, ...(id === undefined ? {} : { model: id }) }
  const reading = useReadWords({ prompt, negativePrompt: negative, ...common })
  const readingOfNegative = useReadWords({ prompt: negative, negative: true, ...common })
  const plain = texture || model?.builtIn !== false
  const suggestions = useSuggestions(plain)
  const recall = useRecall()
  const field = useRef<HTMLTextAreaElement>(null)
  useShortcut({
    id: 'create-prompt',
    keys: '/',
    label: 'Write in the prompt',
    scope: 'Create',
    action: () => field.current?.focus(),
  })
  return (
    <div className="flex flex-col gap-2 px-4 pb-4">
      <div className="flex flex-col">
        <div className="flex items-center justify-between">
          <span aria-hidden className="text-xs font-medium text-ink-soft">
            Prompt
          </span>
          <PromptTools />
        </div>
        <PromptTextarea
          ref={field}
          label="Prompt"
          value={prompt}
          onValueChange={(text) => formStore.setValue('prompt', text === '' ? undefined : text)}
          reading={reading}
          suggestions={suggestions}
          placeholder={texture ? 'mossy cobblestone, wet' : 'ancient stone statue, covered in moss'}
          onLeave={recall}
          className="min-h-24"
        />
      </div>
      <PromptNotes read={prompt === '' ? undefined : reading?.read} plain={plain} />
      <span aria-hidden className="pt-1 text-xs font-medium text-ink-soft">
        Leave out
      </span>
      <PromptTextarea
        label="Negative prompt"
        value={negative}
        onValueChange={(text) => formStore.setValue('negativePrompt', text === '' ? undefined : text)}
        reading={plain ? undefined : readingOfNegative}
        suggestions={suggestions}
        placeholder={plain ? 'moss, rust' : 'blurry, text, watermark'}
        className="min-h-10"
      />
    </div>
  )
}

/** Most prompts name a thing first; few say how the light is. */
const rareness = { form: 0, material: 2, trait: 2, colour: 2, light: 6, view: 6 } as const

/** What can be completed: LoRAs and embeddings of a diffusion model, or the words of the built-in engine. */
function useSuggestions(plain: boolean): readonly Suggestion[] {
  const words = usePromptWords().data
  const { choices, model } = useFormParts()
  return useMemo(() => {
    if (plain)
      return (words ?? []).map(({ word, ...rest }) => ({
        label: word,
        insert: word,
        rare: rareness[rest.kind],
        ...rest,
      }))
    const loras = model?.own?.loras.map((id) => ({ id, title: id })) ?? choices?.loras ?? []
    return [
      ...loras.map(({ id, title }) => ({ label: title, insert: `<lora:${id}:0.8>`, kind: 'LoRA' })),
      ...(choices?.embeddings ?? []).map(({ id }) => ({ label: id, insert: id, kind: 'embedding' })),
    ]
  }, [plain, words, choices, model])
}

/** Arrow up in front of the first word goes back through what was sent, arrow down forward again. */
function useRecall(): (direction: 'up' | 'down') => boolean {
  const place = useRef(-1)
  return (direction) => {
    const history = promptHistory().get()
    const current = textValue(formStore.get(), 'prompt')
    // Who has changed the words begins anew.
    if (place.current >= 0 && history[place.current]?.prompt !== current) place.current = -1
    if (place.current === -1 && (current !== '' || direction === 'down')) return false
    const next = place.current + (direction === 'up' ? 1 : -1)
    if (next >= history.length) return true
    place.current = next
    formStore.setValue('prompt', history[next]?.prompt)
    return true
  }
}
