import type { ApiDescription, JsonSchema, Operation } from './describe-api.ts'

/** A command line that calls a route: whole, to be pasted into a shell. */
export function curlLine(
  { method, path, operation }: { method: string; path: string; operation: Operation },
  api: ApiDescription,
  origin: string,
): string {
  const { parameters = [], requestBody, security } = operation
  const url = origin + path.replaceAll(/\{(\w+)\}/g, (_, name: string) => name.toUpperCase())
  const query = parameters
    .filter((each) => each.in === 'query' && each.required === true)
    .map(({ name }) => `${name}=${name.toUpperCase()}`)
  const login = security?.length === 0 ? [] : ['-H "Authorization: Bearer $TOKEN"']
  return [
    `curl${method === 'get' ? '' : ` -X ${method.toUpperCase()}`} ${quote(url + (query.length === 0 ? '' : `?${query.join('&')}`))}`,
    ...login,
    ...bodyFlags(requestBody?.content, api),
  ].join(' \\\n  ')
}

function bodyFlags(content: NonNullable<Operation['requestBody']>['content'] | undefined, api: ApiDescription) {
  if (content === undefined) return []
  if ('multipart/form-data' in content) return ['-F file=@FILE']
  const json = content['application/json']
  if (json === undefined) return []
  const value = json.example ?? exampleOf(json.schema, api)
  return ["-H 'Content-Type: application/json'", `-d ${quote(JSON.stringify(value))}`]
}

/** The least that a schema wants, with the examples it states. */
function exampleOf(schema: JsonSchema | undefined, api: ApiDescription, depth = 0): unknown {
  if (schema === undefined || depth > 4) return {}
  if (schema.$ref !== undefined) {
    return exampleOf(api.components.schemas[schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)], api, depth + 1)
  }
  if (schema['example'] !== undefined) return schema['example']
  if (schema.default !== undefined) return schema.default
  if (schema.enum !== undefined) return schema.enum[0]
  const { properties = {}, required = [] } = schema
  switch (schema.type) {
    case 'object': {
      const shown = Object.entries(properties).filter(([name, field]) => required.includes(name) || 'example' in field)
      return Object.fromEntries(shown.map(([name, field]) => [name, exampleOf(field, api, depth + 1)]))
    }
    case 'array':
      return schema.items === undefined ? [] : [exampleOf(schema.items, api, depth + 1)]
    case 'string':
      return '…'
    case 'boolean':
      return true
    case 'integer':
    case 'number':
      return schema['minimum'] ?? 1
    default:
      return {}
  }
}

/** For a POSIX shell. */
function quote(text: string): string {
  return /^[\w:/.@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
