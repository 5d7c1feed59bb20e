/** Offline by configuration, by AI_WORKSPACE_OFFLINE, or by HF_HUB_OFFLINE. */
export function isOffline(configured: boolean, environment: NodeJS.ProcessEnv): boolean {
  const own = environment['AI_WORKSPACE_OFFLINE']
  if (own !== undefined && own !== '') return isYes(own)
  return configured || isYes(environment['HF_HUB_OFFLINE'] ?? '')
}

function isYes(text: string): boolean {
  return ['1', 'true', 'yes', 'on'].includes(text.toLowerCase())
}
