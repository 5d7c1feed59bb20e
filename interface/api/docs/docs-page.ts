import { html } from 'hono/html'
import { curlLine } from './curl-line.ts'
import type { ApiDescription, JsonSchema, Operation, Parameter } from './describe-api.ts'
import { schemaFields, typeOf } from './docs-schema.ts'

interface Entry {
  readonly method: string
  readonly path: string
  readonly operation: Operation
}

/** The description as a page for people. Everything stands in the HTML: without its script only searching and copying are missing. */
export function docsPage(api: ApiDescription, origin: string) {
  const entries = Object.entries(api.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]): Entry => ({ method, path, operation })),
  )
  const ofTag = (tag: string) => entries.filter(({ operation }) => operation.tags?.includes(tag))
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <link rel="icon" href="/icons/mark.svg" type="image/svg+xml">
  <title>${api.info.title} API</title>
  <link rel="stylesheet" href="/docs/docs.css">
  <script src="/docs/docs.js" defer></script>
</head>
<body>
<a class="skip" href="#main">Skip to the routes</a>
<header>
  <h1>${api.info.title} API <small>${api.info.version}</small></h1>
  <p>${api.info.description}</p>
  <p>${entries.length} routes. For programs: <a href="/openapi.json">openapi.json</a> (OpenAPI ${api.openapi}). <a href="/">The studio</a></p>
  <label for="search">Find a route or field</label>
  <input id="search" type="search" autocomplete="off" placeholder="models pull" hidden>
  <p id="found" role="status" aria-live="polite"></p>
</header>
<nav aria-label="Groups"><ul>${api.tags.map(({ name }) => html`<li><a href="#tag-${name}">${name}</a> <small>${ofTag(name).length}</small></li>`)}<li><a href="#schemas">Objects</a></li></ul></nav>
<main id="main">
<section class="group" id="start">
  <h2>Start here</h2>
  <p>Give the token of <code>config/token</code> in the workspace folder with each request. Queue a job, wait for it, fetch what it made:</p>
  ${example(startLines(origin))}
  <p>What happens arrives as JSON over a WebSocket, <code>/api/v1/events</code>; other programs can have it sent to them, as webhooks.</p>
</section>
${api.tags.map(
  ({ name, description }) => html`<section class="group" id="tag-${name}">
  <h2>${name}</h2>
  <p>${description}</p>
  ${ofTag(name).map((entry) => route(entry, api, origin))}
</section>`,
)}
<section class="group" id="schemas">
  <h2>Objects</h2>
  ${Object.entries(api.components.schemas).map(
    ([name, schema]) => html`<details class="entry" id="schema-${name}"><summary><b>${name}</b></summary>
    ${schema.description === undefined ? '' : html`<p>${schema.description}</p>`}${schema.properties === undefined ? html`<p class="type">${typeOf(schema)}</p>` : schemaFields(schema)}</details>`,
  )}
</section>
</main>
</body>
</html>`
}

function route({ method, path, operation }: Entry, api: ApiDescription, origin: string) {
  const { summary = '', description, parameters = [], requestBody, responses, operationId } = operation
  return html`<details class="entry" id="${operationId}">
  <summary><span class="method ${method}">${method.toUpperCase()}</span> <code class="path">${shortPath(path)}</code> <span class="about">${summary}</span></summary>
  ${description === undefined ? '' : html`<p>${description}</p>`}
  ${parameters.length === 0 ? '' : html`<h4>Parameters</h4><dl class="fields">${parameters.map(parameterRow)}</dl>`}
  ${requestBody === undefined ? '' : body(requestBody.content, api)}
  <h4>Answers</h4>
  <dl class="fields">${Object.entries(responses).map(
    ([status, answer]) => html`<div class="field"><dt><code>${status === 'default' ? 'else' : status}</code></dt>
    <dd>${answer.description} ${Object.entries(answer.content ?? {}).map(([type, { schema }]) => html`<span class="type">${type === 'application/json' ? '' : `${type} `}${type === 'application/json' ? typeOf(schema) : ''}</span>`)}</dd></div>`,
  )}</dl>
  ${example(curlLine({ method, path, operation }, api, origin))}
</details>`
}

function parameterRow({ name, in: place, required = false, description, schema }: Parameter) {
  const about = description ?? schema?.description
  return html`<div class="field"><dt><code>${name}</code>${required ? html`<b class="must">required</b>` : ''}</dt>
  <dd><span class="type">${typeOf(schema)}${place === 'query' ? '' : ` in the ${place}`}</span>${about === undefined ? '' : html`<p>${about}</p>`}</dd></div>`
}

function body(content: NonNullable<Operation['requestBody']>['content'], api: ApiDescription) {
  return Object.entries(content).map(([type, { schema }]) => {
    const whole = resolve(schema, api)
    const name = schema?.$ref === undefined ? '' : typeOf(schema)
    return html`<h4>Body <span class="type">${type} ${name}</span></h4>${whole === undefined ? '' : schemaFields(whole)}`
  })
}

function resolve(schema: JsonSchema | undefined, api: ApiDescription): JsonSchema | undefined {
  return schema?.$ref === undefined
    ? schema
    : api.components.schemas[schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)]
}

function example(lines: string) {
  return html`<figure class="try"><pre tabindex="0"><code>${lines}</code></pre><button type="button" class="copy" hidden>Copy</button></figure>`
}

function shortPath(path: string): string {
  return path.replace('/api/v1', '')
}

function startLines(origin: string): string {
  return [
    'TOKEN=$(cat ~/ai-workspace/config/token)',
    `curl -X POST ${origin}/api/v1/run/generate -H "Authorization: Bearer $TOKEN" \\`,
    `  -H 'Content-Type: application/json' -d '{"prompt":"ancient stone statue","3d":true}'`,
    `curl "${origin}/api/v1/jobs/JOB?waitSeconds=60" -H "Authorization: Bearer $TOKEN"`,
    `curl -O -J "${origin}/api/v1/assets/ASSET/file?download=1" -H "Authorization: Bearer $TOKEN"`,
  ].join('\n')
}
