import { Field } from '../../design/field.tsx'
import { Segmented } from '../../design/segmented.tsx'
import { Select } from '../../design/select.tsx'
import { Slider } from '../../design/slider.tsx'
import { Switch } from '../../design/switch.tsx'
import type { LevelFacts } from './scene/subject.ts'
import { type Body, bodies, type Light, lights, type Shading, shadings, type ViewState } from './scene/view-state.ts'

const shadingNames: Readonly<Record<Shading, string>> = {
  lit: 'Finished',
  clay: 'Clay',
  normals: 'Surface normals',
  uv: 'UV checker',
  albedo: 'Albedo',
  roughness: 'Roughness',
  metalness: 'Metalness',
  occlusion: 'Ambient occlusion',
  'normal-map': 'Normal map',
  emission: 'Emission',
}
const lightNames: Readonly<Record<Light, string>> = { studio: 'Studio', daylight: 'Daylight', night: 'Night' }
const bodyNames: Readonly<Record<Body, string>> = {
  sphere: 'Sphere',
  plane: 'Plane',
  cube: 'Cube',
  cylinder: 'Cylinder',
}

/** How the subject is looked at. */
export function LookPanel({
  view,
  onChange,
  levels,
  level,
  isMaterial,
}: {
  view: ViewState
  onChange: (change: Partial<ViewState>) => void
  levels: readonly LevelFacts[]
  /** The level that is drawn now. */
  level: number
  isMaterial: boolean
}) {
  return (
    <div className="flex flex-col gap-4">
      {isMaterial ? <MaterialFields view={view} onChange={onChange} /> : null}
      <Field label="Show">
        <Select
          value={view.shading}
          onValueChange={(shading) => onChange({ shading: shading as Shading })}
          groups={[
            { label: 'Whole', options: options(shadings.slice(0, 4), shadingNames) },
            { label: 'One texture', options: options(shadings.slice(4), shadingNames) },
          ]}
        />
      </Field>
      <Toggle label="Wireframe" checked={view.wireframe} onChange={(wireframe) => onChange({ wireframe })} />
      {levels.length > 1 ? (
        <Field label="Level of detail" hint={`${levels[level]?.triangles.toLocaleString('en')} triangles now`}>
          <Segmented
            label="Level of detail"
            value={String(view.level)}
            onValueChange={(value) => onChange({ level: value === 'auto' ? 'auto' : Number(value) })}
            options={[
              { value: 'auto', label: 'Auto', title: 'By its size on the screen' },
              ...levels.map((_, index) => ({ value: String(index), label: String(index), title: `Level ${index}` })),
            ]}
          />
        </Field>
      ) : null}
      <Field label="Light">
        <Segmented
          label="Light"
          value={view.light}
          onValueChange={(light) => onChange({ light })}
          options={options(lights, lightNames)}
        />
      </Field>
      <Field label="Turn of the light">
        <Slider
          value={view.lightTurn}
          onValueChange={(lightTurn) => onChange({ lightTurn })}
          min={-180}
          max={180}
          unit="°"
        />
      </Field>
      <Field label="Exposure">
        <Slider
          value={view.exposure}
          onValueChange={(exposure) => onChange({ exposure })}
          min={-3}
          max={3}
          step={0.1}
        />
      </Field>
      <Toggle
        label="Show the surroundings"
        checked={view.showLight}
        onChange={(showLight) => onChange({ showLight })}
      />
      <Toggle label="Ground and grid" checked={view.ground} onChange={(ground) => onChange({ ground })} />
      <Toggle label="Bounding box" checked={view.bounds} onChange={(bounds) => onChange({ bounds })} />
      <Toggle label="Turntable" checked={view.turntable} onChange={(turntable) => onChange({ turntable })} />
    </div>
  )
}

function MaterialFields({ view, onChange }: { view: ViewState; onChange: (change: Partial<ViewState>) => void }) {
  return (
    <>
      <Field label="On a">
        <Segmented
          label="Body"
          value={view.body}
          onValueChange={(body) => onChange({ body })}
          options={options(bodies, bodyNames)}
        />
      </Field>
      <Field label="Repeat">
        <Slider value={view.repeat} onValueChange={(repeat) => onChange({ repeat })} min={1} max={12} />
      </Field>
      <Field label="Relief" {...(view.body === 'cube' ? { hint: 'A cube shows it by its normals alone.' } : {})}>
        <Slider
          value={view.displacement}
          onValueChange={(displacement) => onChange({ displacement })}
          min={0}
          max={4}
          step={0.1}
        />
      </Field>
    </>
  )
}

function Toggle({
  label,
  checked,
  onChange,
}: {
  label: string
  checked: boolean
  onChange: (checked: boolean) => void
}) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the switch inside is one
    <label className="flex min-h-8 cursor-pointer items-center justify-between gap-3">
      <span className="text-ink-soft">{label}</span>
      <Switch label={label} checked={checked} onCheckedChange={onChange} />
    </label>
  )
}

function options<Value extends string>(values: readonly Value[], names: Readonly<Record<Value, string>>) {
  return values.map((value) => ({ value, label: names[value] }))
}
