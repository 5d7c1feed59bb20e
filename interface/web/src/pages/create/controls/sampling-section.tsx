import { useFormParts } from '../form/use-form-parts.ts'
import { ChoiceField } from './choice-field.tsx'
import { ParamField } from './param-field.tsx'

/** Steps, sampler, schedule and guidance, with what the model takes by itself. */
export function SamplingFields() {
  const { model, choices } = useFormParts()
  const usual = model?.sampling ?? {}
  const named = (own: readonly string[] | undefined, all: readonly { id: string; title: string }[] | undefined) =>
    own?.map((id) => ({ value: id, label: id })) ?? all?.map(({ id, title }) => ({ value: id, label: title })) ?? []
  const titleOf = (id: string | undefined, all: readonly { id: string; title: string }[] | undefined) =>
    all?.find((each) => each.id === id || each.title === id)?.title ?? id
  return (
    <>
      <ParamField name="steps" label="Steps" min={1} max={100} modelDefault={usual.steps ?? 20} hint={false} />
      <ParamField
        name="guidance"
        label="Guidance (CFG)"
        min={1}
        max={20}
        step={0.5}
        modelDefault={usual.guidance ?? 7}
        hint={false}
      />
      <div className="grid grid-cols-2 gap-3">
        <ChoiceField
          name="sampler"
          label="Sampler"
          automatic={titleOf(usual.sampler, choices?.samplers) ?? 'Automatic'}
          options={named(model?.own?.samplers, choices?.samplers)}
        />
        <ChoiceField
          name="schedule"
          label="Schedule"
          automatic={titleOf(usual.schedule, choices?.schedules) ?? 'Automatic'}
          options={named(
            model?.own?.schedules,
            choices?.schedules.filter(({ id }) => id !== 'automatic'),
          )}
        />
      </div>
    </>
  )
}
