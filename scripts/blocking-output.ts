/*
 * Loaded before each test file. Tests end their process when they are through (--test-force-exit), and Node's runner does not
 * wait until its report has left: where the reader of the pipe is slow, the end of the report is lost with the process, summary
 * and failures included. Writing that waits for the reader loses nothing. Node has no public name for it.
 */
const { _handle: handle } = process.stdout as { _handle?: { setBlocking?(blocking: boolean): void } }
handle?.setBlocking?.(true)
