import { Button } from '../../../design/button.tsx'
import { Disclosure } from '../../../design/disclosure.tsx'
import { formStore, useForm } from '../form/form-store.ts'
import { useFormParts } from '../form/use-form-parts.ts'
import { PictureSlot } from '../pictures/picture-slot.tsx'
import { OptionalField } from './optional-field.tsx'
import { ParamField } from './param-field.tsx'

/** What a texture set is made of, and how its maps are. */
export function TextureSections() {
  const surface = useForm((form) => form.pictures.surface)
  return (
    <>
      <Disclosure
        title="From a picture"
        detail={surface === undefined ? 'from words' : surface.name}
        startOpen={surface !== undefined}
        key={surface?.id ?? 'none'}
      >
        <PictureSlot
          place="surface"
          label="Picture of the surface"
          hint="A photo of a wall, a floor, a fabric: its maps are estimated"
        />
        {surface === undefined ? null : (
          <>
            <ParamField name="seamless" label="Make it tile" hint={false} />
            <ParamField name="strength" label="Depth of the relief" max={5} hint={false} />
            <ParamField name="delight" label="Light taken out" hint={false} />
            <ParamField
              name="heightFrom"
              label="Large shapes from"
              hint={false}
              optionLabels={{ picture: 'The picture', auto: 'A depth model, if installed', depth: 'A depth model' }}
            />
            <OptionalField name="metalness" label="Metalness, 0 to 1" absent="guessed" />
            <ParamField name="roughness" label="Roughness added" hint={false} />
            <ParamField name="tileSize" label="Width of the picture" unit="m" plain hint={false} />
          </>
        )}
      </Disclosure>
      <Disclosure title="Maps">
        <ParamField
          name="normalConvention"
          label="Normal map"
          hint={false}
          optionLabels={{ opengl: 'Green up (Blender, glTF, Unity)', directx: 'Green down (Unreal)' }}
        />
        <ParamField name="preview" label="Picture of a ball" hint={false} />
      </Disclosure>
    </>
  )
}

/** How fine a mesh is, and what is written beside it. */
export function MeshSection() {
  return (
    <Disclosure title="Mesh" startOpen>
      <NeedsShape />
      <ParamField name="triangles" label="Triangles" min={500} max={60_000} step={500} hint={false} />
      <ParamField name="textureSize" label="Texture" min={256} max={4096} step={256} unit="px" hint={false} />
      <ParamField name="blender" label="Blender export" hint={false} />
    </Disclosure>
  )
}

/** A picture of a diffusion model has no shape behind it that is known. */
function NeedsShape() {
  const { model, choices } = useFormParts()
  const builtIn = choices?.models.find((each) => each.builtIn)
  if (model?.builtIn !== false || builtIn === undefined) return null
  return (
    <div className="flex flex-col items-start gap-2 rounded-md bg-info-soft p-2.5 text-xs text-info-text">
      <p>
        "{model.title}" makes pictures, and no installed model sees their depth. The built-in engine knows the shape of
        what it draws.
      </p>
      <Button size="small" onClick={() => formStore.setValue('model', builtIn.id)}>
        Use the built-in engine
      </Button>
    </div>
  )
}
