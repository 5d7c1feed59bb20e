import { Plus, X } from 'lucide-react'
import { Button } from '../../../design/button.tsx'
import { IconButton } from '../../../design/icon-button.tsx'
import { Menu } from '../../../design/menu.tsx'
import { Slider } from '../../../design/slider.tsx'
import { textValue } from '../form/create-form.ts'
import { formStore, useForm } from '../form/form-store.ts'
import type { ModelChoice } from '../form/model-choice.ts'
import { lorasOf, setLora } from '../prompt/loras.ts'

interface Lora {
  readonly id: string
  readonly title: string
  readonly architecture?: string | undefined
}

/** The LoRAs of the prompt with their weights. The prompt is the truth: what is changed here is changed there. */
export function LoraList({ loras, model }: { loras: readonly Lora[]; model: ModelChoice | undefined }) {
  const prompt = useForm((form) => textValue(form, 'prompt'))
  const used = lorasOf(prompt)
  const names: readonly Lora[] = model?.own?.loras.map((id) => ({ id, title: id })) ?? loras
  const fits = (lora: Lora) =>
    lora.architecture === undefined || model?.architecture === undefined || lora.architecture === model.architecture
  const change = (name: string, weight: number | undefined) =>
    formStore.setValue('prompt', setLora(textValue(formStore.get(), 'prompt'), name, weight))
  const free = names.filter(({ id }) => used.every(({ name }) => name !== id))
  return (
    <div className="flex flex-col gap-3">
      {used.map(({ name, weight }) => (
        <div key={name} className="flex flex-col">
          <div className="flex items-center justify-between gap-2">
            <span className="truncate text-xs font-medium">
              {names.find(({ id }) => id === name)?.title ?? `${name} (not installed)`}
            </span>
            <IconButton label={`Remove ${name}`} icon={<X />} size="small" onClick={() => change(name, undefined)} />
          </div>
          <Slider
            label={`Weight of ${name}`}
            value={weight}
            onValueChange={(next) => change(name, next)}
            min={-1}
            max={2}
            step={0.05}
          />
        </div>
      ))}
      {names.length === 0 ? (
        <p className="text-xs text-ink-faint">No LoRA is installed.</p>
      ) : (
        <Menu
          trigger={
            <Button size="small" icon={<Plus />} disabled={free.length === 0} className="self-start">
              Add a LoRA
            </Button>
          }
          entries={free.map((lora) => ({
            label: fits(lora) ? lora.title : `${lora.title} (for ${lora.architecture})`,
            disabled: !fits(lora),
            onSelect: () => change(lora.id, 0.8),
          }))}
        />
      )}
    </div>
  )
}
