import type { Workbench } from '../../workbench.ts'

/** Shorter ones would be found in ordinary words. */
const leastLength = 8

/** Values that never reach a prompt: tokens and keys of the settings, the environment, webhooks and servers. */
export function secretValues({ config, webhooks }: Workbench, environment: NodeJS.ProcessEnv): string[] {
  const ofEnvironment = Object.entries(environment).flatMap(([name, value = '']) =>
    /TOKEN|SECRET|PASSWORD|API_?KEY/i.test(name) ? [value] : [],
  )
  const ofWebhooks = webhooks.receivers.list().map(({ secret }) => secret)
  return [...new Set([config.hub.token, ...ofEnvironment, ...ofWebhooks])]
    .filter((value) => value.length >= leastLength)
    .sort((a, b) => b.length - a.length)
}

/** The text without them. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((clean, secret) => clean.replaceAll(secret, '[secret]'), text)
}
