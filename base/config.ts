import { z } from 'zod'
import { wantedProviders } from './provider.ts'

/** Everything a user can set, with its default; config/default.json in the workspace folder holds only what differs. */
export const configSchema = z.strictObject({
  engine: z
    .strictObject({
      threads: z.int().min(0).max(256).default(0).describe('Worker threads of the engine; 0 uses all cores.'),
      cancelGraceMs: z
        .int()
        .min(0)
        .max(60_000)
        .default(3000)
        .describe('How long a cancelled step may take to end before its engine is stopped.'),
      provider: z
        .enum(wantedProviders)
        .default('auto')
        .describe(
          'What computes models with weights; auto takes a graphics card that passes its self-test, else the CPU.',
        ),
    })
    .prefault({}),
  models: z
    .strictObject({
      textToImage: z
        .string()
        .default('')
        .describe('The image model used where none is named; empty: the installed one, else the built-in engine.'),
      memoryGb: z
        .number()
        .min(0)
        .max(4096)
        .default(0)
        .describe('Memory that loaded models share, in GB; 0 takes 60 % of the machine.'),
      precision: z
        .enum(['auto', 'fp32', 'int8', 'int4'])
        .default('auto')
        .describe('How weights are held; auto takes the most exact that fits.'),
    })
    .prefault({}),
  chat: z
    .strictObject({
      model: z
        .string()
        .default('')
        .describe(
          'The language model used where none is named; empty: the installed one, else the built-in interpreter.',
        ),
      embeddingModel: z
        .string()
        .default('')
        .describe('The model that turns texts into vectors; empty: the language model in use, where it can.'),
      contextTokens: z
        .int()
        .min(256)
        .max(1_048_576)
        .default(8192)
        .describe('The most that llama.cpp keeps of a conversation, in tokens; more takes more memory.'),
      threads: z
        .int()
        .min(0)
        .max(256)
        .default(0)
        .describe('Threads of llama.cpp; 0 takes one for each core but one, which pictures and the studio keep.'),
      idleMinutes: z
        .number()
        .min(0)
        .max(1440)
        .default(10)
        .describe(
          'A language model that nobody used for so long leaves the memory; 0 keeps it until the room is needed.',
        ),
      mode: z
        .enum(['ask', 'auto', 'plan'])
        .default('auto')
        .describe(
          'New conversations: ask before every change, only before what cannot be taken lightly, or only plan.',
        ),
      limitCalls: z.int().min(1).max(1000).default(24).describe('So many calls of tools one turn may make.'),
      limitSeconds: z
        .int()
        .min(5)
        .max(86_400)
        .default(3600)
        .describe('How long one turn may take in seconds, its jobs included.'),
      limitImages: z.int().min(1).max(10_000).default(32).describe('So many pictures one turn may make.'),
      askAboveImages: z.int().min(1).max(10_000).default(8).describe('A call for more pictures asks first.'),
      askAboveSeconds: z
        .int()
        .min(1)
        .max(86_400)
        .default(600)
        .describe('A call that past jobs let expect to take longer, in seconds, asks first.'),
      mlxServer: z.string().default('').describe('The program mlx_lm.server; empty looks on the PATH.'),
    })
    .prefault({}),
  generate: z
    .strictObject({
      width: z.int().min(64).max(4096).default(512).describe('Width of pictures in pixels.'),
      height: z.int().min(64).max(4096).default(512).describe('Height of pictures in pixels.'),
      textureSize: z.int().min(256).max(4096).default(1024).describe('Side of textures in pixels.'),
      previewEvery: z
        .int()
        .min(0)
        .max(100)
        .default(3)
        .describe('Steps between two previews by a preview model, where one is installed; 0 sends none at all.'),
    })
    .prefault({}),
  projects: z
    .strictObject({
      sessionGapHours: z.number().min(0.1).max(168).default(4).describe('A pause this long starts a new session.'),
    })
    .prefault({}),
  network: z
    .strictObject({
      offline: z
        .boolean()
        .default(false)
        .describe('Never ask a server for anything; AI_WORKSPACE_OFFLINE=1 does so once.'),
      connections: z.int().min(1).max(16).default(4).describe('Parallel requests for one large file.'),
    })
    .prefault({}),
  hub: z
    .strictObject({
      endpoint: z
        .string()
        .default('')
        .describe('The hub of model repositories; empty is the public one. HF_ENDPOINT wins.'),
      token: z
        .string()
        .default('')
        .meta({ secret: true })
        .describe('Read token for gated models of the hub, sent to no other host. HF_TOKEN wins.'),
    })
    .prefault({}),
  places: z
    .strictObject({
      huggingFace: z
        .string()
        .default('')
        .describe('Cache of the Hugging Face libraries; empty looks in the usual places.'),
      comfyui: z.string().default('').describe('Folder of ComfyUI; empty looks in the usual places.'),
      a1111: z.string().default('').describe('Folder of A1111, Forge or reForge; empty looks in the usual places.'),
      invokeai: z.string().default('').describe('Folder of InvokeAI; empty looks in the usual places.'),
      lmStudio: z.string().default('').describe('Models folder of LM Studio; empty looks in the usual places.'),
      ollama: z.string().default('').describe('Models folder of Ollama; empty looks in the usual places.'),
    })
    .prefault({}),
  server: z
    .strictObject({
      port: z.int().min(0).max(65_535).default(7878).describe('Port of the server; 0 takes a free one.'),
      host: z
        .string()
        .default('127.0.0.1')
        .describe('Address the server listens on; others than 127.0.0.1 need TLS or --insecure.'),
      allowedHosts: z
        .array(z.string())
        .default([])
        .describe('Further host names the server answers to, as in the address bar.'),
      allowedOrigins: z
        .array(z.string())
        .default([])
        .describe('Origins of other sites whose pages may use the API with a token, like https://tool.example.'),
      queueLimit: z
        .int()
        .min(1)
        .max(100_000)
        .default(1000)
        .describe('So many jobs may wait; more are refused with 503.'),
      webhooksToPrivateAddresses: z
        .boolean()
        .default(false)
        .describe('Let webhooks go to this machine and its network; otherwise only to public addresses.'),
      maxUploadMb: z.int().min(1).max(16_384).default(512).describe('The largest file that may be uploaded.'),
    })
    .prefault({}),
  blender: z
    .strictObject({
      path: z.string().default('').describe('The Blender program; empty looks in the usual places.'),
      timeoutSeconds: z.int().min(5).max(3600).default(120).describe('How long one run of Blender may take.'),
    })
    .prefault({}),
  logs: z
    .strictObject({
      level: z
        .enum(['debug', 'info', 'warn', 'error'])
        .default('info')
        .describe('The least important entry that is written.'),
      maxSizeMb: z.number().min(0.1).max(1024).default(10).describe('Size at which a log file is set aside.'),
      keep: z.int().min(1).max(100).default(5).describe('How many old log files stay.'),
    })
    .prefault({}),
})

export type Config = z.output<typeof configSchema>
