import { useMemo } from 'react'
import { useChoices } from '../../../api/models.ts'
import { useNodes } from '../../../api/nodes.ts'
import type { Choices, NodeInfo } from '../../../api/wire.ts'
import { nodeOfForm } from './create-form.ts'
import { type FieldSpec, fieldsOf } from './fields.ts'
import { useForm } from './form-store.ts'
import type { ModelChoice } from './model-choice.ts'

/** What the form is made of now: the node that it calls, its fields, what can be chosen, and the chosen model. */
export interface FormParts {
  readonly nodes: readonly NodeInfo[]
  readonly node: NodeInfo | undefined
  readonly fields: ReadonlyMap<string, FieldSpec>
  readonly choices: Choices | undefined
  readonly model: ModelChoice | undefined
  /** Asked for a model that is not there any more. */
  readonly missingModel: string | undefined
}

export function useFormParts(): FormParts {
  const { data: nodes = none } = useNodes()
  const choices = useChoices().data
  const id = useForm(nodeOfForm)
  const wanted = useForm((form) => form.values['model'])
  const node = nodes.find((each) => each.id === id)
  const model = choices?.models.find((each) => (wanted === undefined ? each.isDefault : each.id === wanted))
  const fields = useMemo(
    () => (node === undefined ? new Map<string, FieldSpec>() : fieldsOf(node, model)),
    [node, model],
  )
  const missingModel = choices !== undefined && model === undefined && typeof wanted === 'string' ? wanted : undefined
  return { nodes, node, fields, choices, model, missingModel }
}

const none: readonly NodeInfo[] = []
