import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ChatMessage, ToolSpec } from '../../../base/chat.ts'
import { readChatTemplate } from './chat-template.ts'

/*
 * Prompts as the makers document them. The templates here are our own, written to those formats with what real ones use
 * (slices, namespaces, tojson, raise_exception …), so that the file holds no other project's text.
 */
const user = (text: string): ChatMessage => ({ role: 'user', parts: [{ type: 'text', text }] })
const talk: ChatMessage[] = [
  { role: 'system', text: 'Be short.' },
  user('Hello'),
  { role: 'assistant', text: 'Hi there' },
  user('Who are you'),
]
const tools: ToolSpec[] = [
  {
    name: 'test',
    description: 'Runs a test.',
    parameters: { type: 'object', properties: { ok: { type: 'boolean' } } },
  },
]
const call = (id: string, ok: boolean) => ({ id, name: 'test', arguments: { ok } })
const used: ChatMessage[] = [
  user('Test it'),
  { role: 'assistant', text: '', calls: [call('aaaaaaaaa', true)] },
  { role: 'tool', callId: 'aaaaaaaaa', name: 'test', text: '{"ok": true}' },
]
const toolJson =
  '{"type": "function", "function": {"name": "test", "description": "Runs a test.", "parameters": {"type": "object", "properties": {"ok": {"type": "boolean"}}}}}'
const read = (template: string | undefined) => readChatTemplate(template, { bos: '<s>', eos: '</s>' })

test('ChatML, which is also for files without a template', () => {
  // github.com/openai/openai-python/blob/v0.28.1/chatml.md; teknium/OpenHermes-2.5-Mistral-7B, "Prompt Format".
  const expected =
    '<|im_start|>system\nBe short.<|im_end|>\n<|im_start|>user\nHello<|im_end|>\n<|im_start|>assistant\nHi there<|im_end|>\n' +
    '<|im_start|>user\nWho are you<|im_end|>\n<|im_start|>assistant\n'
  assert.equal(read(undefined).render(talk, []), expected)
})

test('Qwen 2.5 and Hermes: tools in <tools>, calls in <tool_call>, results in <tool_response>', () => {
  const template = `{%- for m in messages %}
    {%- if loop.first and tools %}
      {{- '<|im_start|>system\\n' + (m.content if m.role == 'system' else '') + '\\n\\n<tools>' }}
      {%- for tool in tools %}{{- '\\n' + (tool | tojson) }}{%- endfor %}
      {{- '\\n</tools><|im_end|>\\n' }}
    {%- elif m.role == 'system' %}
      {{- '<|im_start|>system\\n' + m.content + '<|im_end|>\\n' }}
    {%- endif %}
    {%- if m.role == 'tool' %}
      {%- if messages[loop.index0 - 1].role != 'tool' %}{{- '<|im_start|>user' }}{%- endif %}
      {{- '\\n<tool_response>\\n' + m.content + '\\n</tool_response>' }}
      {%- if loop.last or messages[loop.index0 + 1].role != 'tool' %}{{- '<|im_end|>\\n' }}{%- endif %}
    {%- elif m.role != 'system' %}
      {{- '<|im_start|>' + m.role + ('\\n' + m.content if m.content else '') }}
      {%- for c in (m.tool_calls or []) %}
        {{- '\\n<tool_call>\\n{"name": "' + c.function.name + '", "arguments": ' + (c.function.arguments | tojson) + '}\\n</tool_call>' }}
      {%- endfor %}
      {{- '<|im_end|>\\n' }}
    {%- endif %}
  {%- endfor %}
  {%- if add_generation_prompt %}{{- '<|im_start|>assistant\\n' }}{%- endif %}`
  const qwen = read(template)
  assert.equal(qwen.calls.id, 'hermes')
  const [question, , result] = used
  const two: ChatMessage = { role: 'assistant', text: '', calls: [call('aaaaaaaaa', true), call('bbbbbbbbb', false)] }
  const other: ChatMessage = { role: 'tool', callId: 'bbbbbbbbb', name: 'test', text: 'no' }
  assert.equal(
    qwen.render([question!, two, result!, other], tools),
    // qwen.readthedocs.io, "Function Calling", "Qwen2.5 Function Calling Templates".
    `<|im_start|>system\n\n\n<tools>\n${toolJson}\n</tools><|im_end|>\n<|im_start|>user\nTest it<|im_end|>\n` +
      '<|im_start|>assistant\n<tool_call>\n{"name": "test", "arguments": {"ok": true}}\n</tool_call>\n' +
      '<tool_call>\n{"name": "test", "arguments": {"ok": false}}\n</tool_call><|im_end|>\n' +
      '<|im_start|>user\n<tool_response>\n{"ok": true}\n</tool_response>\n<tool_response>\nno\n</tool_response><|im_end|>\n' +
      '<|im_start|>assistant\n',
  )
})

test('Llama 3: headers, eot_id, and one call at a time with its result', () => {
  const template = `{{- bos_token }}
  {%- if not tools is defined %}{%- set tools = none %}{%- endif %}
  {%- for m in messages %}
    {%- if 'tool_calls' in m %}
      {%- if not m.tool_calls | length == 1 %}{{- raise_exception('one call at a time') }}{%- endif %}
      {%- set c = m.tool_calls[0].function %}
      {{- '<|start_header_id|>assistant<|end_header_id|>\\n\\n{"name": "' + c.name + '", "parameters": ' + (c.arguments | tojson) + '}<|eot_id|>' }}
    {%- elif m.role == 'tool' %}
      {{- '<|start_header_id|>ipython<|end_header_id|>\\n\\n' + m.content + '<|eot_id|>' }}
    {%- else %}
      {{- '<|start_header_id|>' + m.role + '<|end_header_id|>\\n\\n' }}
      {%- if m.role == 'user' and loop.first and tools is not none %}{{- tools | map(attribute='function') | map(attribute='name') | join(', ') + '\\n\\n' }}{%- endif %}
      {{- m.content | trim + '<|eot_id|>' }}
    {%- endif %}
  {%- endfor %}
  {%- if add_generation_prompt %}{{- '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}{%- endif %}`
  const llama = read(template)
  assert.equal(llama.calls.id, 'llama3')
  // llama.com/docs/model-cards-and-prompt-formats/llama3_1, "Prompt Template".
  assert.equal(
    llama.render(talk, []),
    '<s><|start_header_id|>system<|end_header_id|>\n\nBe short.<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nHello<|eot_id|>' +
      '<|start_header_id|>assistant<|end_header_id|>\n\nHi there<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nWho are you<|eot_id|>' +
      '<|start_header_id|>assistant<|end_header_id|>\n\n',
  )
  const two: ChatMessage = { role: 'assistant', text: '', calls: [call('aaaaaaaaa', true), call('bbbbbbbbb', false)] }
  const other: ChatMessage = { role: 'tool', callId: 'bbbbbbbbb', name: 'test', text: 'no' }
  assert.ok(
    llama
      .render([used[0]!, two, used[2]!, other], tools)
      .endsWith(
        '{"name": "test", "parameters": {"ok": true}}<|eot_id|><|start_header_id|>ipython<|end_header_id|>\n\n{"ok": true}<|eot_id|>' +
          '<|start_header_id|>assistant<|end_header_id|>\n\n{"name": "test", "parameters": {"ok": false}}<|eot_id|>' +
          '<|start_header_id|>ipython<|end_header_id|>\n\nno<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n',
      ),
  )
})

test('Mistral: [INST], calls with ids of nine letters, turns that must alternate', () => {
  const template = `{{- bos_token }}
  {%- set ns = namespace(index=0) %}
  {%- for m in messages %}
    {%- if m.role != 'tool' and not (m.tool_calls is defined and m.tool_calls is not none) %}
      {%- if (m.role == 'user') != (ns.index % 2 == 0) %}{{- raise_exception('roles must alternate') }}{%- endif %}
      {%- set ns.index = ns.index + 1 %}
    {%- endif %}
  {%- endfor %}
  {%- for m in messages %}
    {%- if m.role == 'user' %}
      {%- if tools is defined and loop.last %}{{- '[AVAILABLE_TOOLS]' + (tools | tojson) + '[/AVAILABLE_TOOLS]' }}{%- endif %}
      {{- '[INST]' + m.content + '[/INST]' }}
    {%- elif m.tool_calls is defined and m.tool_calls is not none %}
      {{- '[TOOL_CALLS][' }}
      {%- for c in m.tool_calls %}
        {%- set out = c.function | tojson %}
        {%- if c.id | length != 9 %}{{- raise_exception('nine letters') }}{%- endif %}
        {{- out[:-1] + ', "id": "' + c.id + '"}' + (']' + eos_token if loop.last else ', ') }}
      {%- endfor %}
    {%- elif m.role == 'tool' %}
      {{- '[TOOL_RESULTS]{"content": ' + m.content + ', "call_id": "' + m.tool_call_id + '"}[/TOOL_RESULTS]' }}
    {%- else %}
      {{- m.content + eos_token }}
    {%- endif %}
  {%- endfor %}`
  const mistral = read(template)
  assert.equal(mistral.calls.id, 'mistral')
  // docs.mistral.ai, "Tokenization", "v3 (tekken)". It knows no system message: that stands before the first question.
  assert.equal(mistral.render(talk, []), '<s>[INST]Be short.\n\nHello[/INST]Hi there</s>[INST]Who are you[/INST]')
  assert.equal(
    mistral.render(used, tools),
    '<s>[INST]Test it[/INST][TOOL_CALLS][{"name": "test", "arguments": {"ok": true}, "id": "aaaaaaaaa"}]</s>' +
      '[TOOL_RESULTS]{"content": {"ok": true}, "call_id": "aaaaaaaaa"}[/TOOL_RESULTS]',
  )
  const long: ChatMessage = { role: 'assistant', text: '', calls: [call('call_of_another_program', true)] }
  assert.match(mistral.render([user('x'), long], tools), /"id": "[A-Za-z0-9]{9}"\}\]/)
  assert.equal(mistral.render([user('one'), user('two')], []), '<s>[INST]one\n\ntwo[/INST]')
})

test('Gemma: no system message and no tools of its own: both stand in the first question', () => {
  const template = `{{ bos_token }}{% if messages[0]['role'] == 'system' %}{{ raise_exception('no system') }}{% endif %}
    {%- for m in messages %}
      {%- if (m['role'] == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('roles must alternate') }}{% endif %}
      {{- '<start_of_turn>' + ('model' if m['role'] == 'assistant' else m['role']) + '\\n' + m['content'] | trim + '<end_of_turn>\\n' }}
    {%- endfor %}
    {%- if add_generation_prompt %}{{ '<start_of_turn>model\\n' }}{% endif %}`
  const gemma = read(template)
  // ai.google.dev/gemma/docs/core/prompt-structure.
  assert.equal(
    gemma.render(talk, []),
    '<s><start_of_turn>user\nBe short.\n\nHello<end_of_turn>\n<start_of_turn>model\nHi there<end_of_turn>\n' +
      '<start_of_turn>user\nWho are you<end_of_turn>\n<start_of_turn>model\n',
  )
  const told = gemma.render(used, tools)
  assert.match(told, /^<s><start_of_turn>user\nYou can call these tools.*"name":"test".*Test it<end_of_turn>/s)
  assert.match(told, /<tool_call>\n\{"name": "test", "arguments": \{"ok":true\}\}\n<\/tool_call><end_of_turn>/)
  assert.match(
    told,
    /<start_of_turn>user\n<tool_response>\n\{"ok": true\}\n<\/tool_response><end_of_turn>\n<start_of_turn>model\n$/,
  )
})

test('a template that is none, and one that refuses, are said so', () => {
  assert.throws(() => read('{% for %}'), { code: 'corrupt-file', message: /chat template cannot be read/ })
  const refuses = read("{% if messages | length > 2 %}{{ raise_exception('too many') }}{% endif %}")
  assert.throws(() => refuses.render(talk, []), { code: 'bad-input', message: /too many/ })
})
