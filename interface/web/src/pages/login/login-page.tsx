import { useQueryClient } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { toApiError } from '../../api/api-error.ts'
import { connection } from '../../api/connection.ts'
import { login } from '../../api/health.ts'
import { Button } from '../../design/button.tsx'
import { Field } from '../../design/field.tsx'
import { Input } from '../../design/input.tsx'
import { Mark } from '../../shell/mark.tsx'
import { safeNext } from './safe-next.ts'

/** For a browser without the cookie: the token once, then back to where one wanted to go. */
export default function LoginPage() {
  const [search] = useSearchParams()
  const navigate = useNavigate()
  const client = useQueryClient()
  const [token, setToken] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState(search.has('wrong') ? 'The token in the address was wrong.' : undefined)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    try {
      await login(token.trim())
      connection.signedIn()
      client.clear()
      await navigate(safeNext(search.get('next')), { replace: true })
    } catch (thrown) {
      setError(toApiError(thrown).message)
    } finally {
      setBusy(false)
    }
  }

  return (
    <main className="flex min-h-dvh items-center justify-center p-4">
      <title>Log in · ai-workspace</title>
      <form onSubmit={(event) => void submit(event)} className="flex w-full max-w-sm flex-col gap-5">
        <div className="flex items-center gap-3">
          <Mark className="size-9 text-ink-soft" />
          <div>
            <h1 className="text-lg font-semibold">ai-workspace</h1>
            <p className="text-ink-soft">This workspace wants its token once.</p>
          </div>
        </div>
        <Field
          label="Token"
          error={error}
          hint={
            <>
              The server printed an address that holds it. It also stands in the file{' '}
              <code className="font-mono">config/token</code> of the workspace folder.
            </>
          }
        >
          <Input
            type="password"
            name="token"
            autoComplete="current-password"
            icon={<KeyRound />}
            value={token}
            onChange={(event) => setToken(event.target.value)}
            autoFocus
            required
          />
        </Field>
        <Button type="submit" variant="primary" size="large" busy={busy} disabled={token.trim() === ''}>
          Log in
        </Button>
      </form>
    </main>
  )
}
