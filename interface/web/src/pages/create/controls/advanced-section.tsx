import { Disclosure } from '../../../design/disclosure.tsx'
import { textValue } from '../form/create-form.ts'
import { useForm } from '../form/form-store.ts'
import { useFormParts } from '../form/use-form-parts.ts'
import { lorasOf } from '../prompt/loras.ts'
import { ChoiceField } from './choice-field.tsx'
import { LoraList } from './lora-list.tsx'
import { OptionalField } from './optional-field.tsx'
import { ParamField } from './param-field.tsx'

const axes = { none: 'No', x: 'Left to right', y: 'Top to bottom', xy: 'Both ways' }

/** LoRAs, the second pass, and what few need to touch; only what the model can do. */
export function AdvancedSections() {
  const { fields, choices, model } = useFormParts()
  const loras = useForm((form) => lorasOf(textValue(form, 'prompt')).length)
  const hires = useForm((form) => form.values['hires'])
  const changed = useForm((form) => advanced.filter((name) => form.values[name] !== undefined).length)
  const vaes = model?.own?.vaes.map((id) => ({ id, title: id })) ?? choices?.vaes ?? []
  const upscalers = choices?.upscalers ?? []
  if (!fields.has('steps') && !fields.has('seamless')) return null
  return (
    <>
      {fields.has('steps') ? (
        <Disclosure title="LoRAs" detail={loras === 0 ? 'none' : `${loras} in the prompt`}>
          <LoraList loras={choices?.loras ?? []} model={model} />
        </Disclosure>
      ) : null}
      {fields.has('hires') ? (
        <Disclosure title="Second pass" detail={typeof hires === 'number' ? `${hires} times as large` : 'off'}>
          <ParamField name="hires" label="Times as large (hires fix)" step={0.1} />
          {typeof hires === 'number' && hires > 1 ? (
            <>
              <ParamField name="hiresStrength" label="Strength" step={0.01} min={0.01} hint={false} />
              <OptionalField name="hiresSteps" label="Steps" absent="as many" />
              <div className="grid grid-cols-2 gap-3">
                <ChoiceField
                  name="hiresSampler"
                  label="Sampler"
                  automatic="The same"
                  options={(choices?.samplers ?? []).map(({ id, title }) => ({ value: id, label: title }))}
                />
                <ChoiceField
                  name="hiresSchedule"
                  label="Schedule"
                  automatic="The same"
                  options={(choices?.schedules ?? []).map(({ id, title }) => ({ value: id, label: title }))}
                />
              </div>
              <ChoiceField
                name="upscaler"
                label="Enlarged by"
                automatic="Lanczos"
                options={upscalers.map(({ id, title }) => ({ value: id, label: title }))}
              />
            </>
          ) : null}
        </Disclosure>
      ) : null}
      <Disclosure title="Advanced" detail={changed === 0 ? undefined : `${changed} changed`}>
        <ParamField name="seamless" label="Tiles" optionLabels={axes} hint={false} />
        <VariationFields />
        <div className="grid grid-cols-2 gap-3">
          <OptionalField name="clipSkip" label="Clip skip" absent="the model's own" />
          <OptionalField name="eta" label="Eta" absent="the sampler's own" />
        </div>
        <ParamField
          name="noise"
          label="Random numbers"
          optionLabels={{ cpu: 'As ComfyUI (CPU)', gpu: 'As A1111 (NVIDIA)' }}
          hint={false}
        />
        <ChoiceField
          name="vae"
          label="Autoencoder (VAE)"
          automatic="The model's own"
          options={vaes.map(({ id, title }) => ({ value: id, label: title }))}
        />
        <ParamField name="precision" label="Precision" />
      </Disclosure>
    </>
  )
}

const advanced = ['seamless', 'variationSeed', 'clipSkip', 'eta', 'noise', 'vae', 'precision']

/** Another seed's noise mixed in: the strength means nothing without that seed. */
function VariationFields() {
  const seed = useForm((form) => form.values['variationSeed'])
  return (
    <>
      <OptionalField name="variationSeed" label="Variation seed" absent="off" />
      {seed === undefined ? null : (
        <ParamField name="variationStrength" label="Variation strength" step={0.01} hint={false} />
      )}
    </>
  )
}
