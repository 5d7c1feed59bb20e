import { html } from 'hono/html'
import type { JsonSchema } from './describe-api.ts'

type Html = ReturnType<typeof html>

/** The fields of an object, each with its type, limits and meaning; fields of fields are folded. */
export function schemaFields(schema: JsonSchema, depth = 0): Html | '' {
  const { properties, required = [] } = schema
  if (properties === undefined) return ''
  const rows = Object.entries(properties).map(([name, field]) => fieldRow(name, field, required.includes(name), depth))
  return html`<dl class="fields">${rows}</dl>`
}

/** A schema in few words: 'integer 64 to 4096', 'list of Job', 'one of a, b'. */
export function typeOf(schema: JsonSchema | undefined): Html {
  if (schema === undefined) return html`anything`
  if (schema.$ref !== undefined) {
    const name = schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)
    return html`<a href="#schema-${name}">${name}</a>`
  }
  const choices = (schema['anyOf'] ?? schema['oneOf'] ?? schema['allOf']) as readonly JsonSchema[] | undefined
  if (choices !== undefined) return html`${choices.map((each, n) => html`${n === 0 ? '' : ' or '}${typeOf(each)}`)}`
  if (schema['const'] !== undefined) return html`<code>${JSON.stringify(schema['const'])}</code>`
  if (schema.enum !== undefined) return html`one of ${schema.enum.map((value) => String(value)).join(', ')}`
  if (schema.type === 'array') return html`list of ${typeOf(schema.items)}`
  return html`${[schema.type ?? 'anything'].flat().join(' or ')}${limits(schema)}`
}

function fieldRow(name: string, field: JsonSchema, isRequired: boolean, depth: number): Html {
  const inner = field.type === 'array' ? (field.items ?? {}) : field
  // Deeper than this a page says less, not more; the JSON has all of it.
  const nested = depth < 2 ? schemaFields(inner, depth + 1) : ''
  return html`<div class="field">
    <dt><code>${name}</code>${isRequired ? html`<b class="must">required</b>` : ''}</dt>
    <dd>
      <span class="type">${typeOf(field)}</span>${field.default === undefined ? '' : html` <span class="default">default <code>${JSON.stringify(field.default)}</code></span>`}
      ${field.description === undefined ? '' : html`<p>${field.description}</p>`}
      ${nested === '' ? '' : html`<details><summary>Its fields</summary>${nested}</details>`}
    </dd>
  </div>`
}

function limits(schema: JsonSchema): string {
  const number = (keyword: string) => (typeof schema[keyword] === 'number' ? (schema[keyword] as number) : undefined)
  // zod states JavaScript's own bounds of an integer: they say nothing to a person.
  const bounded = (value: number | undefined) => value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER
  const [least, most, above] = [number('minimum'), number('maximum'), number('exclusiveMinimum')]
  const parts = [
    ...(bounded(above) ? [`above ${above}`] : []),
    ...(bounded(least) && bounded(most) ? [`${least} to ${most}`] : []),
    ...(bounded(least) && !bounded(most) ? [`at least ${least}`] : []),
    ...(!bounded(least) && bounded(most) ? [`at most ${most}`] : []),
    ...(schema['maxLength'] === undefined ? [] : [`at most ${schema['maxLength']} characters`]),
    ...(schema['format'] === undefined ? [] : [String(schema['format'])]),
    ...(Array.isArray(schema['assetKinds']) ? [`id of an asset: ${schema['assetKinds'].join(', ')}`] : []),
  ]
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`
}
