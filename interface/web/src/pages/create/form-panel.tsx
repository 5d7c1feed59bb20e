import { Box, Grid3x3, Image } from 'lucide-react'
import { useChoices } from '../../api/models.ts'
import { useNodes } from '../../api/nodes.ts'
import { ErrorState } from '../../design/error-state.tsx'
import { Segmented } from '../../design/segmented.tsx'
import { SkeletonRows } from '../../design/skeleton.tsx'
import { AdvancedSections } from './controls/advanced-section.tsx'
import { ModelField } from './controls/model-field.tsx'
import { ParamField } from './controls/param-field.tsx'
import { ResetForm } from './controls/reset-form.tsx'
import { SamplingFields } from './controls/sampling-section.tsx'
import { SeedField } from './controls/seed-field.tsx'
import { SizeField } from './controls/size-field.tsx'
import { MeshSection, TextureSections } from './controls/texture-section.tsx'
import { formStore, useForm } from './form/form-store.ts'
import { ControlSection } from './pictures/control-section.tsx'
import { StartSection } from './pictures/start-section.tsx'
import { PromptSection } from './prompt/prompt-section.tsx'

const modes = [
  { value: 'image', label: <Mode icon={<Image aria-hidden />} name="Image" /> },
  { value: 'texture', label: <Mode icon={<Grid3x3 aria-hidden />} name="Texture" /> },
  { value: '3d', label: <Mode icon={<Box aria-hidden />} name="3D" /> },
] as const

/** Everything that is said about what to make. `lastSeed`: of the result in sight. */
export function FormPanel({ lastSeed }: { lastSeed: number | undefined }) {
  const nodes = useNodes()
  const choices = useChoices()
  const mode = useForm((form) => form.mode)
  const error = nodes.error ?? choices.error
  if (error !== null) {
    return (
      <ErrorState
        error={error}
        onRetry={() => {
          void nodes.refetch()
          void choices.refetch()
        }}
      />
    )
  }
  if (nodes.data === undefined || choices.data === undefined) {
    return (
      <div className="p-4">
        <SkeletonRows rows={7} />
      </div>
    )
  }
  return (
    <>
      <div className="flex gap-1 px-4 pt-3 pb-2">
        <Segmented
          label="What to make"
          options={modes}
          value={mode}
          onValueChange={(next) => formStore.change((form) => ({ ...form, mode: next }))}
          className="flex-1"
        />
        <ResetForm />
      </div>
      <PromptSection />
      <div className="flex flex-col gap-4 px-4 pb-4">
        <ModelField />
        <SizeField />
        <SeedField last={lastSeed} />
        {mode === 'image' ? <ParamField name="count" label="How many" max={16} hint={false} /> : null}
        {mode === 'image' ? <SamplingFields /> : null}
      </div>
      {mode === 'image' ? (
        <>
          <StartSection />
          <AdvancedSections />
          <ControlSection />
        </>
      ) : mode === 'texture' ? (
        <TextureSections />
      ) : (
        <MeshSection />
      )}
    </>
  )
}

function Mode({ icon, name }: { icon: React.ReactNode; name: string }) {
  return (
    <>
      {icon}
      {name}
    </>
  )
}
