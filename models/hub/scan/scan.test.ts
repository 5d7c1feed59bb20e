import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { temporaryFolder } from '../../../test/temporary-workspace.ts'
import { addModel, findAt } from '../add-model.ts'
import { loadCatalogue } from '../catalogue.ts'
import { ModelInventory } from '../inventory.ts'
import { knownPlaces } from './known-places.ts'
import { scanFolders } from './scan-folders.ts'
import { scanHubCache } from './scan-hub-cache.ts'
import { scanOllama } from './scan-ollama.ts'
import { scanPlace } from './scan-place.ts'

const nowhere = { huggingFace: '', comfyui: '', a1111: '', invokeai: '', lmStudio: '', ollama: '' }
const catalogue = loadCatalogue()

function put(root: string, path: string, content: string | Buffer): string {
  const file = join(root, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
  return file
}

/** A safetensors file of one tensor that is large enough to be taken for a model. */
function safetensors(fill = 0): Buffer {
  const data = Buffer.alloc(1_200_000, fill)
  const header = Buffer.from(
    JSON.stringify({ weight: { dtype: 'F16', shape: [600_000], data_offsets: [0, data.length] } }).padEnd(88),
  )
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(header.length))
  return Buffer.concat([length, header, data])
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

test('the usual places are found, and each can be elsewhere by variable or setting', (t) => {
  const user = temporaryFolder(t)
  const elsewhere = join(user, 'elsewhere')
  for (const folder of [
    '.cache/huggingface/hub',
    'ComfyUI',
    'stable-diffusion-webui-forge',
    '.ollama/models',
    'elsewhere',
    'mine',
  ])
    mkdirSync(join(user, folder), { recursive: true })
  const found = (configured = nowhere, environment = {}) =>
    knownPlaces(configured, { environment, userFolder: user })
      .filter((place) => place.folder.startsWith(user))
      .map((place) => `${place.program}: ${place.folder.slice(user.length + 1)}`)
  assert.deepEqual(found(), [
    'Hugging Face cache: .cache/huggingface/hub',
    'ComfyUI: ComfyUI',
    'A1111 or Forge: stable-diffusion-webui-forge',
    'Ollama: .ollama/models',
  ])
  assert.ok(found(nowhere, { HF_HUB_CACHE: elsewhere, OLLAMA_MODELS: elsewhere }).includes('Ollama: elsewhere'))
  assert.ok(found({ ...nowhere, comfyui: join(user, 'mine') }).includes('ComfyUI: mine'))
  assert.ok(!found({ ...nowhere, comfyui: join(user, 'gone') }).some((each) => each.startsWith('ComfyUI')))
})

test('folders of ComfyUI and A1111 give each file its kind; what is no model is passed over', (t) => {
  const root = temporaryFolder(t)
  put(root, 'models/checkpoints/dream.safetensors', safetensors())
  put(root, 'models/loras/style/pytorch_lora_weights.safetensors', safetensors(1))
  put(root, 'models/Lora/paper.safetensors', safetensors(2))
  put(root, 'models/vae/soft.pt', Buffer.alloc(2_000_000))
  put(root, 'embeddings/tiny.pt', Buffer.alloc(3000))
  put(root, 'models/checkpoints/half.safetensors.part', Buffer.alloc(2_000_000))
  put(root, 'models/checkpoints/notes.txt', 'no model')
  put(root, 'venv/lib/weights.pt', Buffer.alloc(2_000_000))
  symlinkSync(join(root, 'models'), join(root, 'linked'))
  const found = scanFolders('ComfyUI', root).map(({ id, kind }) => `${id} ${kind}`)
  assert.deepEqual(found.sort(), [
    'dream checkpoint',
    'paper lora',
    'soft vae',
    'style-pytorch-lora-weights lora',
    'tiny embedding',
  ])
})

test('a diffusers folder is one model and shards are one model', (t) => {
  const root = temporaryFolder(t)
  put(root, 'flat/model_index.json', '{}')
  put(root, 'flat/unet/diffusion_pytorch_model.safetensors', safetensors())
  put(root, 'flat/text_encoder/model.safetensors', safetensors(1))
  put(root, 'parted/model-00001-of-00002.safetensors', safetensors(2))
  put(root, 'parted/model-00002-of-00002.safetensors', safetensors(3))
  put(root, 'parted/model.safetensors.index.json', '{}')
  const found = scanFolders('folder', root)
  assert.deepEqual(
    found.map(({ id, files }) => [id, files.map((file) => file.role).sort()]),
    [
      ['flat', ['config', 'text-encoder', 'weights']],
      ['parted-model', ['config', 'weights', 'weights']],
    ],
  )
})

test('a hub cache gives repositories by their snapshot, with the hashes that its blobs are named by', (t) => {
  const root = temporaryFolder(t)
  const bytes = safetensors()
  const commit = 'c'.repeat(40)
  const repo = join(root, 'models--owner--thing')
  const blob = put(repo, `blobs/${sha256(bytes)}`, bytes)
  const card = put(repo, `blobs/${'a'.repeat(40)}`, '---\nlicense: apache-2.0\n---\n# Thing')
  put(repo, 'refs/main', commit)
  put(repo, `snapshots/${'d'.repeat(40)}/model.safetensors`, 'older')
  mkdirSync(join(repo, 'snapshots', commit), { recursive: true })
  symlinkSync(blob, join(repo, 'snapshots', commit, 'model.safetensors'))
  symlinkSync(card, join(repo, 'snapshots', commit, 'README.md'))
  symlinkSync(join(repo, 'blobs', 'never-finished'), join(repo, 'snapshots', commit, 'model.fp16.safetensors'))
  put(root, 'datasets--owner--data/refs/main', commit)
  const [model, ...others] = scanHubCache('Hugging Face cache', root)
  assert.deepEqual(others, [])
  assert.equal(model?.source, `hf:owner/thing@${commit}`)
  assert.equal(model?.licence, 'apache-2.0')
  assert.deepEqual(
    model?.files.map((file) => file.sha256),
    [sha256(bytes)],
  )
})

test('Ollama gives its models by name and tag, their files from the layers', (t) => {
  const root = temporaryFolder(t)
  const gguf = Buffer.from('GGUF and so on')
  const licence = Buffer.from('\n  Apache License\n  Version 2.0')
  const layer = (type: string, bytes: Buffer) => {
    put(root, `blobs/sha256-${sha256(bytes)}`, bytes)
    return { mediaType: `application/vnd.ollama.image.${type}`, digest: `sha256:${sha256(bytes)}`, size: bytes.length }
  }
  const manifest = { schemaVersion: 2, layers: [layer('model', gguf), layer('license', licence)] }
  put(root, 'manifests/registry.example/library/qwen3/4b', JSON.stringify(manifest))
  put(root, 'manifests/registry.example/someone/broken/latest', '{"layers": 3}')
  assert.deepEqual(scanOllama('Ollama', root), [
    {
      program: 'Ollama',
      id: 'qwen3-4b',
      title: 'qwen3:4b',
      kind: 'language',
      licence: 'Apache License',
      source: 'Ollama: qwen3:4b',
      files: [
        {
          path: join(root, 'blobs', `sha256-${sha256(gguf)}`),
          role: 'weights',
          sizeBytes: gguf.length,
          sha256: sha256(gguf),
        },
      ],
    },
  ])
})

function homeOf(t: TestContext) {
  return new ModelInventory(temporaryFolder(t))
}

test('what is found is used in place, is not found again, and nothing of it is touched', async (t) => {
  const inventory = homeOf(t)
  const root = temporaryFolder(t)
  const file = put(root, 'models/checkpoints/dream.safetensors', safetensors())
  const place = { program: 'ComfyUI', folder: root, layout: 'folders' } as const
  const [found] = scanPlace(place, inventory)
  const model = await addModel(found!, { inventory, catalogue })
  assert.deepEqual([model.storage, model.kind, model.files[0]?.path], ['in-place', 'checkpoint', file])
  assert.equal(model.files[0]?.sha256, undefined, 'not read yet')
  assert.equal(await inventory.hash(model), sha256(safetensors()))
  assert.deepEqual(scanPlace(place, inventory), [])
  inventory.remove(inventory.get('dream'))
  assert.deepEqual(readFileSync(file), safetensors())
  assert.deepEqual(readdirSync(root), ['models'])
})

test('a copy lies in the workspace with the folders it had', async (t) => {
  const inventory = homeOf(t)
  const root = temporaryFolder(t)
  put(root, 'flat/model_index.json', '{"_class_name": "StableDiffusionPipeline"}')
  put(root, 'flat/unet/diffusion_pytorch_model.safetensors', safetensors())
  put(root, 'flat/vae/diffusion_pytorch_model.safetensors', safetensors(1))
  const model = await addModel(findAt(join(root, 'flat')), { inventory, catalogue, copy: true, id: 'mine' })
  assert.equal(model.id, 'mine')
  const inside = model.files.map((file) =>
    file.path.slice(inventory.versionFolder(model).length + 1).replaceAll('\\', '/'),
  )
  assert.ok(inside.includes('files/unet/diffusion_pytorch_model.safetensors'))
  assert.ok(inside.includes('files/vae/diffusion_pytorch_model.safetensors'))
  assert.ok(model.files.every((file) => existsSync(file.path)))
})

test('a file that is no model is refused by what it is', async (t) => {
  const inventory = homeOf(t)
  const text = put(temporaryFolder(t), 'fake.safetensors', 'hello')
  await assert.rejects(addModel(findAt(text), { inventory, catalogue }), (error: Error & { code?: string }) =>
    ['corrupt-file', 'bad-input'].includes(error.code ?? ''),
  )
  assert.throws(() => findAt(join(dirname(text), 'none')), { code: 'not-found' })
  assert.throws(() => findAt(temporaryFolder(t)), { code: 'bad-input', message: /holds no model/ })
  assert.deepEqual(inventory.list(), [])
})
