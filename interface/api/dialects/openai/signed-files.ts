import { createHmac, randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import type { ApiContext } from '../../context.ts'
import { sameSecret } from '../../security/token.ts'
import { type PictureFormat, pictureAs, pictureFormats } from '../picture-as.ts'
import { refuse } from './answer-error.ts'

/** As long as OpenAI's own addresses hold. */
const lifeSeconds = 3600

/** Addresses that give one picture to whoever has them, for an hour and until the server stops: programs fetch them without a token. */
export class SignedFiles {
  /** Another one after each start. */
  readonly #secret = randomBytes(32)

  url(origin: string, assetId: string, { format, quality }: { format: PictureFormat; quality: number }): string {
    const expires = Math.floor(Date.now() / 1000) + lifeSeconds
    const file = `${assetId}.${format}`
    const query = `quality=${quality}&expires=${expires}`
    return `${origin}/v1/images/files/${file}?${query}&signature=${this.#sign(`${file}?${query}`)}`
  }

  /** GET /v1/images/files/:file, without a login: the signature stands for it. */
  routes({ workspace }: ApiContext): Hono {
    return new Hono().get('/v1/images/files/:file', async (c) => {
      const file = c.req.param('file')
      const { quality = '', expires = '', signature = '' } = c.req.query()
      const wanted = this.#sign(`${file}?quality=${quality}&expires=${expires}`)
      if (!sameSecret(signature, wanted)) refuse('The signature of this address is wrong.', {}, 403)
      if (Number(expires) < Date.now() / 1000) refuse('This address was valid for an hour.', { code: 'expired' }, 403)
      const [id = '', ending = ''] = file.split('.')
      const format = pictureFormats.find((each) => each === ending)!
      const bytes = await pictureAs(workspace.assets.read(workspace.assets.get(id)), format, Number(quality))
      return c.body(Uint8Array.from(bytes), 200, { 'Content-Type': `image/${format}` })
    })
  }

  #sign(text: string): string {
    return createHmac('sha256', this.#secret).update(text).digest('base64url')
  }
}
