import assert from 'node:assert/strict'
import { test } from 'node:test'
import { temporaryWorkspace } from '../../../test/temporary-workspace.ts'
import type { ChatEvent } from '../conversation.ts'
import { scriptedModel } from '../scripted-model.fixture.ts'
import { putPicture, say, startTalk } from '../talk.fixture.ts'

test('a picture is made by a job of the queue, and what it was asked for is undone with the turn', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const call = {
    name: 'image_generate',
    arguments: { prompt: 'mossy stone', width: '64', height: 64, negative_prompt: null },
  }
  const model = scriptedModel([{ text: 'Here it comes.', calls: [call] }, { text: 'There it is.' }])
  const { id } = startTalk(workspace, model)
  const { turn, answers } = await say(workspace, id, 'Make a picture of mossy stone')
  assert.deepEqual(
    answers.map(({ text, finish }) => [text, finish]),
    [
      ['Here it comes.', 'calls'],
      ['There it is.', 'stop'],
    ],
  )
  const [made] = answers[0]!.calls
  assert.equal(made!.state, 'done', JSON.stringify(made))
  assert.equal(workspace.queue.get(made!.jobId!).turn, turn.id)
  assert.deepEqual(made!.planned, { images: 1 })
  const told = model.requests[1]!.messages.at(-1)!
  assert.equal(told.role, 'tool')
  assert.equal((JSON.parse((told as { text: string }).text) as { ok: boolean }).ok, true)
  assert.equal(workspace.assets.list({ kind: 'image' }).length, 1)
  await workspace.chat.undo(turn.id)
  assert.equal(workspace.assets.list().length, 0)
  await workspace.chat.redo(turn.id)
  assert.equal(workspace.assets.list({ kind: 'image' }).length, 1)
})

test('what takes something away asks first, and is not done when it is refused', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const { chat, assets } = workspace
  const statue = await putPicture(workspace, 'statue', 1)
  const trash = { calls: [{ name: 'asset_trash', arguments: { assets: ['statue'] } }] }
  const { id } = startTalk(workspace, scriptedModel([trash, {}, trash, {}, trash, {}]))
  const asked: string[] = []
  let answer: 'allow' | 'refuse' | 'allow-always' = 'refuse'
  chat.subscribe((event: ChatEvent) => {
    if (event.type !== 'chat-call' || event.call.state !== 'asking') return
    asked.push(event.call.reason ?? '')
    assert.equal(chat.get(id).turns.at(-1)!.state, 'asking')
    void chat.answer(event.call.id, answer)
  })
  const isThere = () => assets.get(statue.id).trashedAt === undefined
  const refused = await say(workspace, id, 'Delete the statue')
  assert.deepEqual([refused.answers[0]!.calls[0]!.state, isThere(), asked.length], ['refused', true, 1])
  answer = 'allow-always'
  const { turn } = await say(workspace, id, 'Really, delete the statue')
  assert.deepEqual([isThere(), asked.length], [false, 2])
  await chat.undo(turn.id)
  assert.equal(isThere(), true)
  await say(workspace, id, 'Now delete it again')
  assert.deepEqual([isThere(), asked.length], [false, 2])
})

test('ask asks before every change, plan does none, and reading is always free', async (t) => {
  const workspace = await temporaryWorkspace(t)
  await putPicture(workspace, 'statue', 1)
  const calls = [
    { name: 'assets_find', arguments: {} },
    { name: 'asset_rate', arguments: { asset: 'statue', rating: 3 } },
  ]
  const model = scriptedModel([{ calls }, { text: 'I would rate it.' }, { calls }, {}])
  const { id } = startTalk(workspace, model, { mode: 'plan' })
  const planned = await say(workspace, id, 'Rate the statue')
  assert.deepEqual(
    planned.answers[0]!.calls.map(({ state }) => state),
    ['done', 'proposed'],
  )
  assert.equal(planned.turn.changes, 0)
  workspace.chat.subscribe((event) => {
    if (event.type === 'chat-call' && event.call.state === 'asking') void workspace.chat.answer(event.call.id, 'allow')
  })
  const { answers } = await say(workspace, id, { text: 'Rate the statue', mode: 'ask' })
  assert.deepEqual(
    answers[0]!.calls.map(({ state, reason }) => [state, reason]),
    [
      ['done', undefined],
      ['done', 'It changes something.'],
    ],
  )
})

test('what costs more than the set budget asks, and more than the limit of a turn is not done', async (t) => {
  const workspace = await temporaryWorkspace(t)
  workspace.settings.change({ 'chat.askAboveImages': 2, 'chat.limitImages': 4, 'chat.limitCalls': 3 })
  const pictures = (count: number) => ({
    calls: [{ name: 'image_generate', arguments: { prompt: 'stone', width: 64, height: 64, count } }],
  })
  const { id } = startTalk(workspace, scriptedModel([pictures(3), pictures(5), pictures(1), pictures(1), {}]))
  workspace.chat.subscribe((event) => {
    if (event.type === 'chat-call' && event.call.state === 'asking') void workspace.chat.answer(event.call.id, 'refuse')
  })
  const { answers } = await say(workspace, id, 'Make pictures of stone')
  const [asked, tooMany, one, oneMore] = answers.flatMap(({ calls }) => calls)
  assert.deepEqual([asked!.state, asked!.reason], ['refused', 'It makes 3 pictures.'])
  assert.match(JSON.stringify(tooMany!.result), /at most 4 pictures/)
  assert.equal(one!.state, 'done')
  assert.match(JSON.stringify(oneMore!.result), /made its 3 calls/)
})

test('calls that are not valid are told once, never carried out, and end after the second time', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const bad = { calls: [{ name: 'image_generate', arguments: '{"prompt": ' }] }
  const worse = { calls: [{ name: 'image_generate', arguments: { prompt: 'x', width: 'wide' } }] }
  const model = scriptedModel([
    { calls: [{ name: 'image_genrate', arguments: {} }] },
    bad,
    worse,
    { text: 'I cannot.' },
  ])
  const { id } = startTalk(workspace, model)
  const { turn, answers } = await say(workspace, id, 'Make a picture')
  const calls = answers.flatMap((answer) => answer.calls)
  assert.deepEqual(
    calls.map(({ state, jobId }) => [state, jobId]),
    calls.map(() => ['failed', undefined]),
  )
  assert.match(JSON.stringify(calls[0]!.result), /no tool/)
  assert.match(JSON.stringify(calls[1]!.result), /no JSON/)
  assert.match(JSON.stringify(calls[2]!.result), /width.*Do not try again/)
  assert.equal(model.requests.at(-1)!.tools, undefined, 'it is not offered a third time')
  assert.deepEqual([turn.state, answers.at(-1)!.text, workspace.queue.list().length], ['done', 'I cannot.', 0])
})

test('a model that breaks off keeps what it said, and the conversation goes on', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const model = scriptedModel([{ text: 'Well.' }])
  const { id } = startTalk(workspace, {
    ...model,
    id: 'breaks',
    reply: async (request, options) => {
      options.onDelta?.({ type: 'text', text: 'Once upon' })
      if (model.requests.length === 0) {
        model.requests.push(request)
        throw new Error('socket hang up')
      }
      return model.reply(request, options)
    },
  })
  const first = await say(workspace, id, 'Tell me')
  assert.deepEqual(
    [first.turn.state, first.answers[0]!.text, first.answers[0]!.finish],
    ['failed', 'Once upon', 'failed'],
  )
  assert.equal(first.answers[0]!.error?.message, 'socket hang up')
  const second = await say(workspace, id, 'Go on')
  assert.equal(second.turn.state, 'done')
})

test('stopping ends the turn and its job, and what was finished is undone with it', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const { chat, queue } = workspace
  const texture = { name: 'texture_generate', arguments: { prompt: 'steel', width: 2048, height: 2048 } }
  const { id } = startTalk(workspace, scriptedModel([{ calls: [texture] }]))
  const turn = await chat.send(id, { text: 'A texture of steel' })
  await new Promise<void>((resolve) => {
    queue.subscribe((event) => {
      if (event.type === 'job-progress') resolve()
    })
  })
  const stopped = await chat.stop(turn.id)
  assert.equal(stopped.state, 'stopped')
  const answer = chat.get(id).messages.at(-1)!
  assert.deepEqual([answer.finish, answer.calls[0]!.state], ['stopped', 'failed'])
  assert.equal(queue.get(answer.calls[0]!.jobId!).state, 'cancelled')
})

test('a further message may be sent while a job runs; what is said of the job comes below it', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const { chat, queue } = workspace
  const texture = { name: 'texture_generate', arguments: { prompt: 'steel', width: 256, height: 256, preview: false } }
  const slow = scriptedModel([{ text: 'I begin.', calls: [texture] }, { text: 'The steel is there.' }], { id: 'slow' })
  const quick = scriptedModel([{ text: 'Still at it.' }], { id: 'quick' })
  const { id } = startTalk(workspace, slow)
  workspace.language.register(quick)
  const submitted = new Promise<void>((resolve) => {
    queue.subscribe((event) => {
      if (event.type === 'job-added') resolve()
    })
  })
  const first = await chat.send(id, { text: 'A texture of steel' })
  await submitted
  const { turn, answers } = await say(workspace, id, { text: 'How is it going?', model: 'quick' })
  assert.deepEqual([turn.state, answers[0]!.text], ['done', 'Still at it.'])
  assert.match(JSON.stringify(quick.requests[0]!.messages), /\\"running\\":true/)
  assert.equal((await chat.wait(first.id)).state, 'done')
  const { conversation, messages } = chat.get(id)
  const path: string[] = []
  for (let at = conversation.headId; at !== undefined; ) {
    const message = messages.find((each) => each.id === at)!
    path.unshift(message.text)
    at = message.parentId
  }
  assert.deepEqual(path, ['A texture of steel', 'I begin.', 'How is it going?', 'Still at it.', 'The steel is there.'])
  // The one is undone without the other.
  await chat.undo(first.id)
  assert.equal(workspace.assets.list().length, 0)
})

test('undo of a turn that still runs ends it first; what others changed since stays and is said', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const { chat, assets, queue } = workspace
  const statue = await putPicture(workspace, 'statue', 1)
  const { id } = startTalk(
    workspace,
    scriptedModel([
      {
        calls: [
          { name: 'asset_rate', arguments: { asset: 'statue', rating: 2 } },
          { name: 'asset_tag', arguments: { asset: 'statue', tags: ['mine'] } },
          { name: 'texture_generate', arguments: { prompt: 'steel', width: 2048, height: 2048 } },
        ],
      },
    ]),
  )
  const running = new Promise<void>((resolve) => {
    queue.subscribe((event) => {
      if (event.type === 'job-progress') resolve()
    })
  })
  const turn = await chat.send(id, { text: 'Rate, tag and make a texture' })
  await running
  assets.change([statue.id], { action: 'rate', rating: 5 }, () => 'test')
  const undone = await chat.undo(turn.id)
  assert.deepEqual([undone.state, undone.undone], ['stopped', true])
  assert.deepEqual(undone.conflicts, ['"statue" was rated again since.'])
  const [listed] = assets.listed([statue.id])
  assert.deepEqual([listed!.rating, listed!.tags], [5, []])
  assert.deepEqual(
    assets.list().map(({ name }) => name),
    ['statue'],
  )
})

test('what a project tells all its conversations stands in the prompt, and is a step that undo takes back', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const project = workspace.projects.current()
  const { get, set } = workspace.chat.note(project.id, 'instructions')
  set('Low poly, warm colours.')
  const model = scriptedModel([{ text: 'All right.' }, { text: 'All right.' }])
  const { id } = startTalk(workspace, model)
  await say(workspace, id, 'Hello')
  const system = (n: number) => JSON.stringify(model.requests[n]!.messages.filter(({ role }) => role === 'system'))
  assert.match(system(0), /every conversation of this project:\\nLow poly, warm colours\./)
  workspace.history.undo(project.id)
  assert.equal(get(), '')
  await say(workspace, id, 'Hello again')
  assert.doesNotMatch(system(1), /Low poly/)
  assert.throws(() => set('x'.repeat(8001)), { code: 'bad-input', message: /at most 8000/ })
})

test('a turn ends when its time is over, and what it says is kept', async (t) => {
  const workspace = await temporaryWorkspace(t)
  // Below what a person may set: a test does not wait for a second.
  Object.assign(workspace.config.chat, { limitSeconds: 0.2 })
  const endless = scriptedModel([], {
    id: 'endless',
    async reply(_, { signal, onDelta }) {
      onDelta?.({ type: 'text', text: 'It began' })
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      throw signal.reason
    },
  })
  const { id } = startTalk(workspace, endless)
  workspace.language.register(scriptedModel([{ text: 'Here I am.' }]))
  const { turn, answers } = await say(workspace, id, 'Count to a million')
  assert.deepEqual([turn.state, answers.at(-1)!.text], ['stopped', 'It began'])
  assert.match(answers.at(-1)!.notes.join(), /took longer than 0\.2 s and was stopped/)
  Object.assign(workspace.config.chat, { limitSeconds: 600 })
  assert.equal(
    (await say(workspace, id, { text: 'Are you there?', model: 'scripted' })).answers.at(-1)!.text,
    'Here I am.',
  )
})
